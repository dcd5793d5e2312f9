/**
 * What an erasure that is recorded has still to do outside the database. It is noted in `erasure_rest` by the transaction of the
 * erasure, done after it, and done again at the next start where a crash came between; each part can be done twice.
 */
import { statSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DESK_FILE } from '../store/desk-file'
import { openReadOnly, sweepTraces } from '../store/open-database'
import { blobsOfNotes } from '../store/repositories/authors'
import { dropRest, erasureRest, mergedRecords, textsNamingFiles, thingsOfPerson } from '../store/repositories/erasure'
import { blobsOfFiles } from '../store/repositories/files'
import { blobsOfVersions } from '../store/repositories/manuscripts'
import { transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { forgetIndex } from './search'
import { forgetSetAside } from './working-copy'

/** Texts looked through before other work gets its turn. */
const SLICE = 500

export interface RemovedFiles {
  readonly files: number
  readonly bytes: number
  /** False: what was deleted is still in the database's file or log until the next start, since somebody is reading it. */
  readonly isSwept: boolean
}

/** Costs one query when nothing is left to do. */
export async function finishErasure(context: DeskContext): Promise<RemovedFiles> {
  const rest = erasureRest(context.db)
  if (rest.length === 0) return { files: 0, bytes: 0, isSwept: true }
  const of = (kind: 'mail' | 'blob'): string[] => rest.filter((each) => each.kind === kind).map(({ ref }) => ref)
  const [mails, blobs] = [of('mail'), of('blob')]
  // Deleted words are in free pages and in the log until all is written anew.
  const isSwept = sweepTraces(context.db)
  const needed = await stillNamed(context, new Set(blobs))
  // A mail's hash goes on being named, in the record and beside it; its bytes stay only if somebody has them as a file.
  const asFiles = new Set([...blobsOfFiles(context.db), ...blobsOfNotes(context.db), ...blobsOfVersions(context.db)])
  let files = 0
  let bytes = 0
  for (const sha256 of [...mails.filter((each) => !asFiles.has(each)), ...blobs.filter((each) => !needed.has(each))]) {
    if (!context.blobs.has(sha256)) continue
    const file = context.blobs.path(sha256)
    bytes += statSync(file).size
    await unlink(file)
    files += 1
  }
  for (const { kind, ref } of rest) {
    if (kind !== 'traces') continue
    forgetSetAside(context, thingsOfPerson(context.db, [ref, ...mergedRecords(context.db, ref)]).versions)
  }
  forgetIndex(context)
  transact(context, () => {
    dropRest(
      context.db,
      rest.filter(({ kind }) => isSwept || kind !== 'traces'),
    )
  })
  return { files, bytes, isSwept }
}

/** Which of these files something in the database still names. */
async function stillNamed({ profileDir }: DeskContext, hashes: ReadonlySet<string>): Promise<Set<string>> {
  const opened = openReadOnly(path.join(profileDir, DESK_FILE))
  if (!opened.ok) return refuse('database-unwritable', { detail: opened.error.code })
  const found = new Set<string>()
  try {
    let looked = 0
    for (const text of textsNamingFiles(opened.value)) {
      for (const [hash] of text.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g))
        if (hashes.has(hash)) found.add(hash)
      looked += 1
      if (looked % SLICE === 0) await nextTurn()
    }
  } finally {
    opened.value.close()
  }
  return found
}
