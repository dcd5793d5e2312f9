/** `export ID --to F OUT`: the newest version of a manuscript as a file. */
import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { documentJson } from '@shared/manuscript/document-json'
import { exportJson } from '../manuscript/export-json'
import { listAnnotations } from '../store/repositories/annotations'
import { listVersions } from '../store/repositories/manuscripts'
import { documentOf } from '../workflow/checking'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { submissionNamed } from './find-submission'
import { readDesk } from './with-desk'

export function exportCommand(cli: Cli, named: string, format: string, out: string): Promise<Outcome> {
  if (format !== 'json') throw new CommandFailure('not-built', { what: `export --to ${format}` })
  return readDesk(cli, async (context) => {
    const id = submissionNamed(context.db, named)
    const [version] = listVersions(context.db, id)
    if (version === undefined) throw new CommandFailure('no-manuscript', { id: named })
    const content = exportJson({
      document: documentJson(documentOf(context, version.contentHash)),
      byline: version.byline,
      images: version.images,
      report: version.report,
      annotations: listAnnotations(context.db, id).filter(({ versionId }) => versionId === version.id),
    })
    const file = path.resolve(cli.host.cwd, out)
    await writeWhole(file, content)
    const bytes = Buffer.byteLength(content, 'utf8')
    return { json: { path: file, bytes }, text: () => cli.say('cli.export.done', { path: file, bytes }) }
  })
}

/** Under another name first: a full disk leaves what was there before. */
async function writeWhole(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.part`
  try {
    await writeFile(draft, content, { flag: 'wx' })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw new CommandFailure('file-unwritable', { path: file, detail: (error as Error).message })
  }
}
