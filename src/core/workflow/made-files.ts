/** Files that the desk made for an editor to take away: they lie in the profile's `made/` until the shell has copied them. */
import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, readdirSync, unlinkSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { MADE_FOLDER } from '@shared/shell-messages'
import type { DeskContext } from './context'

/** Writes a file and returns its name in `made/`. */
export async function makeFile(
  context: DeskContext,
  content: Uint8Array | string | NodeJS.ReadableStream,
): Promise<string> {
  const folder = path.join(context.profileDir, MADE_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = randomUUID()
  const file = path.join(folder, name)
  if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(file, content, { mode: 0o600 })
  else await pipeline(content, createWriteStream(file, { mode: 0o600 }))
  return name
}

/** Removes what a run before left behind. */
export function clearMade(profileDir: string): void {
  const folder = path.join(profileDir, MADE_FOLDER)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  for (const name of names) unlinkSync(path.join(folder, name))
}
