/** `check --jsonl IN`: a line of `{id, title?, text}` in, a line of `{id, findings, checklist}` out, as they come. */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { checkPlainText } from '../compliance'
import type { PacksToCheck } from './check-packs'
import type { Cli, Streamed } from './command'
import { CommandFailure } from './failure'

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.string().optional(),
  text: z.string(),
})

/** A line that cannot be read gets a line that says so, in its place, and the others go on. */
export async function checkJsonl(cli: Cli, input: string, { packs, allows }: PacksToCheck): Promise<Streamed> {
  const stream = input === '-' ? cli.host.stdin : createReadStream(path.resolve(cli.host.cwd, input))
  const bad: number[] = []
  let number = 0
  try {
    for await (const line of linesOf(stream)) {
      number += 1
      if (line.trim() === '') continue
      const read = readLine(line)
      if (read === null) bad.push(number)
      const result =
        read === null
          ? { id: null, error: { code: 'bad-line', params: { line: number } } }
          : { id: read.id, ...checkPlainText(read, packs, allows) }
      await cli.host.write(`${JSON.stringify(result)}\n`)
    }
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    if (code === 'ENOENT') throw new CommandFailure('path-not-found', { path: input })
    throw new CommandFailure('file-unreadable', { path: input, detail: message })
  }
  return { streamed: true, problem: bad[0] === undefined ? undefined : sayBad(cli, bad.length, bad[0]) }
}

function readLine(line: string): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function sayBad({ say }: Cli, count: number, line: number): string {
  return say('cli.check.bad-lines', { count, line })
}

/** Lines end at line feeds and nowhere else: JSON may hold U+2028 as it is, where Node's readline would cut. */
async function* linesOf(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let parts: string[] = []
  for await (const chunk of stream) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true })).split(
      '\n',
    )
    for (const piece of pieces.slice(0, -1)) {
      parts.push(piece)
      yield parts.join('')
      parts = []
    }
    parts.push(pieces.at(-1) ?? '')
  }
  const last = parts.join('') + decoder.decode()
  if (last !== '') yield last
}
