/** What `check` reads: texts as they are, documents by way of the desk's one document schema. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema, TITLE_BLOCK_ID } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { decodeText } from '../manuscript/decode-text'
import { detectFormat } from '../manuscript/detect-format'
import type { PlainText } from '../compliance'
import type { Cli } from './command'
import { CommandFailure } from './failure'

export interface CheckFile {
  /** As it was named; `-` is standard input. */
  readonly name: string
  readonly source: PlainText
}

/**
 * Text and Markdown are checked as written, so that offsets are those of the file; of a document the
 * text is what the desk would show, with its title as the title.
 */
export async function readCheckFile(cli: Cli, name: string): Promise<CheckFile> {
  if (name === '-') return { name, source: { text: decodeText(await readAll(cli.host.stdin)).text } }
  const bytes = await readNamed(cli, name)
  const { kind } = detectFormat(path.basename(name), 'text/plain', bytes)
  const isText = kind === 'text' || kind === 'markdown' || (kind === 'other' && !bytes.subarray(0, 4096).includes(0))
  return { name, source: isText ? { text: decodeText(bytes).text } : await readDocument(cli, name, bytes) }
}

export async function readNamed(cli: Cli, name: string): Promise<Buffer> {
  try {
    return await readFile(path.resolve(cli.host.cwd, name))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandFailure('path-not-found', { path: name })
    throw new CommandFailure('file-unreadable', { path: name, detail: message })
  }
}

async function readDocument(cli: Cli, name: string, bytes: Uint8Array): Promise<PlainText> {
  const tasks = await cli.host.openTasks()
  try {
    const run = await tasks.run('convert', { kind: 'file', filename: path.basename(name), bytes })
    if (!run.ok) throw new CommandFailure('not-converted', { path: name, code: run.error.code })
    if (!run.value.ok) throw new CommandFailure('not-converted', { path: name, code: run.value.error.code })
    const blocks = textBlocks(projectDocument(manuscriptSchema.nodeFromJSON(run.value.value.document), 'current'))
    return {
      title: blocks.find(({ id }) => id === TITLE_BLOCK_ID)?.text ?? '',
      text: blocks
        .filter(({ id }) => id !== TITLE_BLOCK_ID)
        .map(({ text }) => text)
        .join('\n'),
    }
  } finally {
    await tasks.close()
  }
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}
