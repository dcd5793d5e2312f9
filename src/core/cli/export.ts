/** `export ID --to F OUT`: the newest version of a manuscript as a file. */
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ExportFormat } from '@shared/domain/export'
import { MADE_FOLDER } from '@shared/shell-messages'
import { listVersions } from '../store/repositories/manuscripts'
import type { DeskContext } from '../workflow/context'
import { exportAsText, gatherExport } from '../workflow/export'
import { exportContent } from '../workflow/export-version'
import type { Cli, Outcome } from './command'
import { CommandFailure } from './failure'
import { submissionNamed } from './find-submission'
import { readDeskWithTasks } from './with-desk'

export function exportCommand(cli: Cli, named: string, to: ExportFormat, out: string): Promise<Outcome> {
  return readDeskWithTasks(cli, async (context) => {
    const id = submissionNamed(context.db, named)
    const [version] = listVersions(context.db, id)
    if (version === undefined) throw new CommandFailure('no-manuscript', { id: named })
    const file = path.resolve(cli.host.cwd, out)
    const bytes =
      to === 'md'
        ? await writeMarkdown(context, version.id, file)
        : await writeExport(cli, context, version.id, to, file)
    return { json: { path: file, bytes }, text: () => cli.say('cli.export.done', { path: file, bytes }) }
  })
}

async function writeExport(
  cli: Cli,
  context: DeskContext,
  versionId: string,
  to: ExportFormat,
  file: string,
): Promise<number> {
  const made = await exportContent(context, versionId, to)
  await writeWhole(file, (draft) => {
    if (made.kind === 'page') return print(cli, made.html, draft)
    const { content } = made
    if (typeof content === 'string' || content instanceof Uint8Array) return writeFile(draft, content, { flag: 'wx' })
    return pipeline(content, createWriteStream(draft, { flags: 'wx' }))
  })
  return (await stat(file)).size
}

/** The text, and its pictures in a folder beside it that is named after it. */
async function writeMarkdown(context: DeskContext, versionId: string, file: string): Promise<number> {
  const folder = `${path.parse(file).name}.pictures`
  const request = await gatherExport(context, versionId, 'site', 'readers')
  const { text, pictures } = await exportAsText(context, request, 'markdown', folder)
  for (const { path: name, bytes } of pictures) {
    const place = path.join(path.dirname(file), name)
    await mkdir(path.dirname(place), { recursive: true })
    await writeWhole(place, (draft) => writeFile(draft, bytes, { flag: 'wx' }))
  }
  await writeWhole(file, (draft) => writeFile(draft, text, { flag: 'wx' }))
  return Buffer.byteLength(text, 'utf8')
}

/** Prints a page with the app's own Chromium, in a folder of its own that is gone afterwards. */
async function print(cli: Cli, html: string, out: string): Promise<void> {
  const root = await mkdtemp(path.join(path.dirname(out), '.tougao-print-'))
  const name = crypto.randomUUID()
  try {
    await mkdir(path.join(root, MADE_FOLDER))
    await writeFile(path.join(root, MADE_FOLDER, name), html)
    const printed = await cli.host.print({ root, name, out })
    if (!printed.ok) throw new CommandFailure('not-printed', { detail: printed.error })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** Under another name first: a full disk leaves what was there before. */
async function writeWhole(file: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${process.pid}.part`
  try {
    await write(draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('file-unwritable', { path: file, detail: (error as Error).message })
  }
}
