/** Checks what a profile holds: the database, the record's chain, the state tables against it, the blobs. Changes nothing. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { breakLine, type AuditBreak } from '@shared/domain/audit'
import type { VerifyReport } from '@shared/domain/desk'
import { compareState, MAX_STATE_BREAKS } from '../record/compare-state'
import { verifyChainSlowly } from '../record/verify-chain'
import { sha256Hex } from '../store/blobs'
import { integrityProblems, openDatabase, openReadOnly } from '../store/open-database'
import { blobsOfNotes } from '../store/repositories/authors'
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

/**
 * `quick`: blobs are there and have their size; otherwise every blob is read and hashed, and the record is replayed and the
 * state tables compared with what it gives.
 */
export async function verifyDesk(context: DeskContext, quick: boolean): Promise<VerifyReport> {
  const damage = integrityProblems(context.db)
  const chain = await verifyChainSlowly(context.db, nextTurn)
  const problems = [...damage.map((line) => `database: ${line}`), ...chain.problems]
  const state = quick || damage.length > 0 ? NOT_COMPARED : await stateAgainstRecord(context, chain.breaks.length === 0)
  problems.push(...state.breaks.map(breakLine), ...state.problems)
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
  for (const hash of blobsOfNotes(context.db)) {
    if (!context.blobs.has(hash)) problems.push(`contact note: blob ${hash} is missing`)
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
    state: state.kind,
    problems,
    breaks: [...chain.breaks, ...state.breaks],
  }
}

interface StateFindings {
  readonly kind: VerifyReport['state']
  readonly breaks: readonly AuditBreak[]
  readonly problems: readonly string[]
}

const NOT_COMPARED: StateFindings = { kind: 'not-compared', breaks: [], problems: [] }

/** `sound`: the chain is whole. On a connection of its own, whose reading stands still while the desk goes on. */
async function stateAgainstRecord(context: DeskContext, sound: boolean): Promise<StateFindings> {
  const opened = openReadOnly(path.join(context.profileDir, 'desk.db'))
  // What keeps it from being opened again (moved away, no more handles) says nothing about what it holds.
  if (!opened.ok) return { ...NOT_COMPARED, problems: ['state: the database could not be opened a second time'] }
  const source = opened.value
  // A database of SQLite's own, without a name: in memory while it is small, gone when it is closed.
  const target = openDatabase('')
  try {
    if (!target.ok)
      return { ...NOT_COMPARED, problems: [`state: no room for a second database (${target.error.code})`] }
    source.exec('BEGIN')
    const compared = await compareState(source, target.value, nextTurn)
    if (compared.kind === 'stopped') {
      // A broken chain tells where already; a sound one that cannot be replayed is a problem of its own.
      const line = `state: the record cannot be replayed from event ${compared.seq} on: ${compared.detail}`
      return { ...NOT_COMPARED, problems: sound ? [line] : [] }
    }
    const { breaks, more } = compared
    const problems = more ? [`state: more than ${MAX_STATE_BREAKS} rows differ; the others are not named`] : []
    return { kind: breaks.length === 0 ? 'same' : 'differs', breaks, problems }
  } finally {
    if (target.ok) target.value.close()
    source.close()
  }
}
