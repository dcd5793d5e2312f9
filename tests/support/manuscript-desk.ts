/** A profile with one manuscript made for annotating: the test's own page, read by the real importer and checked. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inlineTaskRunner } from '@core/workers/pool'
import type { DeskContext } from '@core/workflow/context'
import { nameEditor } from '@core/workflow/desk'
import { importDocuments } from '@core/workflow/import-documents'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { projectDir } from '../../scripts/lib/paths.mjs'

/** Opens a profile's desk for writing, does something with it, and closes it. */
export async function withDesk<T>(profileDir: string, use: (context: DeskContext) => Promise<T> | T): Promise<T> {
  const opened = openDesk({
    profileDir,
    resourcesDir: path.join(projectDir, 'resources'),
    tasks: inlineTaskRunner(),
    keyring: noKeyring,
    mode: 'write',
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  try {
    return await use(opened.value.context)
  } finally {
    opened.value.close()
  }
}

/** Takes a page in as a manuscript, as the editor of the given name; the submission's id. */
export async function importPage(profileDir: string, editor: string, html: string): Promise<string> {
  mkdirSync(profileDir, { recursive: true })
  const file = path.join(profileDir, 'manuscript.html')
  writeFileSync(file, html)
  return withDesk(profileDir, async (context) => {
    nameEditor(context, editor)
    const { submissions } = await importDocuments(context, [file])
    const [submissionId] = submissions
    if (submissionId === undefined) throw new Error('the page was not taken in')
    return submissionId
  })
}
