/** Checks what a profile holds: the database, the record's chain, the blobs. Changes nothing. */
import { statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { VerifyReport } from '@shared/domain/desk'
import { verifyChainSlowly } from '../record/verify-chain'
import { sha256Hex } from '../store/blobs'
import { integrityProblems } from '../store/open-database'
import { blobsOfFiles } from '../store/repositories/files'
import { blobsOfVersions } from '../store/repositories/manuscripts'
import { allMessages } from '../store/repositories/messages'
import { blobsOfDetails } from '../store/repositories/piece'
import { blobsOfArticles } from '../store/repositories/published'
import { blobsOfPacks } from '../store/repositories/rule-packs'
import type { DeskContext } from './context'

/** Blobs read before other work gets its turn. */
const SLICE = 32
/** Files looked at, without being read, before other work gets its turn. */
const LOOKS = 1_000

/** `quick`: blobs are there and have their size; otherwise every blob is read and hashed. */
export async function verifyDesk(context: DeskContext, quick: boolean): Promise<VerifyReport> {
  const damage = integrityProblems(context.db)
  const chain = await verifyChainSlowly(context.db, nextTurn)
  const problems = [...damage.map((line) => `database: ${line}`), ...chain.problems]
  let looked = 0
  for (const { hash, size } of allMessages(context.db)) {
    looked += 1
    if (looked % LOOKS === 0) await nextTurn()
    if (!context.blobs.has(hash)) problems.push(`message ${hash}: its raw bytes are missing`)
    else if (statSync(context.blobs.path(hash)).size !== size)
      problems.push(`message ${hash}: its raw bytes have another size`)
  }
  const named = [...blobsOfVersions(context.db), ...blobsOfFiles(context.db), ...blobsOfDetails(context.db)]
  for (const hash of new Set(named)) {
    if (hash !== '' && !context.blobs.has(hash)) problems.push(`manuscript: blob ${hash} is missing`)
  }
  for (const hash of blobsOfArticles(context.db)) {
    if (!context.blobs.has(hash)) problems.push(`published article: blob ${hash} is missing`)
  }
  for (const hash of blobsOfPacks(context.db)) {
    if (!context.blobs.has(hash)) problems.push(`rule pack: blob ${hash} is missing`)
  }
  let blobs = 0
  for (const hash of context.blobs.list()) {
    blobs += 1
    if (quick) continue
    const bytes = context.blobs.get(hash)
    if (bytes === null || sha256Hex(bytes) !== hash) problems.push(`blob ${hash}: its bytes were changed`)
    if (blobs % SLICE === 0) await nextTurn()
  }
  return {
    ok: problems.length === 0,
    database: damage.length === 0 ? 'ok' : 'damaged',
    blobs,
    auditEvents: chain.events,
    problems,
  }
}
