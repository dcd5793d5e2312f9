/**
 * 清除: erases one person's data on request. The record keeps that something happened, when and by whom, and every word of or
 * about the person is taken out of it (`record/tombstone.ts`). One transaction does it or does not; what lies outside the database
 * (files, the search index, what deleted rows leave in free pages) is noted in that transaction and done after it, again after a crash.
 */
import { createHmac, randomBytes } from 'node:crypto'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ErasureDone, ErasurePreview } from '@shared/domain/erasure'
import { change } from '@shared/domain/event'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import { prepareErasure, writeErasure, type PreparedErasure } from '../record/erase-record'
import type { StoredEvent } from '../record/read-events'
import type { StandIns } from '../record/tombstone'
import { verifyChainSlowly } from '../record/verify-chain'
import { DESK_FILE } from '../store/desk-file'
import { openDatabase, openReadOnly, type Db } from '../store/open-database'
import { authorOfAddress, getAuthor, standingAuthor } from '../store/repositories/authors'
import { listAccounts } from '../store/repositories/desk'
import {
  conversionsWaiting,
  deleteDerived,
  lettersOnTheWay,
  mailsOfPerson,
  mergedRecords,
  noteRest,
  ownersOf,
  parsesOf,
  thingExists,
  thingsOfPerson,
  wordsOfOnceMerged,
  type ErasureRest,
  type MovableThing,
  type PersonThings,
} from '../store/repositories/erasure'
import { erasureFigures } from '../store/repositories/erasure-figures'
import { countQuarantined } from '../store/repositories/messages'
import { announce, append, transact, type DeskContext } from './context'
import { finishErasure } from './finish-erasure'
import { keepEdit } from './edits'
import { refuse } from './refuse'
import { requireSenior } from './roles'

/** Times that the record is looked at anew when something about the person is recorded meanwhile. */
const TRIES = 3

/** What would go, what stays and why, what cannot be reached, and what is in the way. Changes nothing. */
export function previewErasure(context: DeskContext, id: string): ErasurePreview {
  requireSenior(context)
  const { db } = context
  const authorId = erasable(context, id)
  const things = personThings(db, authorId)
  const { mails, others } = mailsOfPerson(db, things.pieces, addressesIn(db, things, []), [])
  const figures = erasureFigures(db, things)
  const stays = [
    { what: 'events', why: 'chain', count: things.events.size },
    { what: 'pieces', why: 'figures', count: things.pieces.size },
    { what: 'verdicts', why: 'figures', count: figures.verdicts },
    { what: 'fees', why: 'figures', count: figures.fees },
    { what: 'sanctions', why: 'states', count: figures.sanctions },
    { what: 'mail-hashes', why: 'not-again', count: mails.length },
    { what: 'mails-of-others', why: 'others-data', count: others },
  ] as const
  const goes = [
    { what: 'records', count: things.authors.length },
    { what: 'addresses', count: figures.addresses },
    { what: 'pen-names', count: figures.penNames },
    { what: 'facts', count: figures.facts },
    { what: 'tags', count: figures.tags },
    { what: 'mails', count: mails.length },
    { what: 'texts', count: figures.texts },
    { what: 'comments', count: figures.comments },
    { what: 'letters', count: things.letters.size },
    { what: 'notes', count: things.notes.size },
    { what: 'files', count: figures.files },
  ] as const
  return {
    authorId,
    name: getAuthor(db, authorId)?.name ?? '',
    goes: goes.filter(({ count }) => count > 0),
    stays: stays.filter(({ count }) => count > 0),
    unreached: [
      'server-mailbox',
      'sent-letters',
      'saved-files',
      'backups',
      ...(figures.articles > 0 ? (['published-articles'] as const) : []),
      ...(countQuarantined(db) > 0 ? (['quarantine'] as const) : []),
    ],
    hindrances: hindrancesOf(db, things),
  }
}

/**
 * Erases a person's data. Refused: `not-permitted` (seniors and owners only), `letters-on-the-way`, `still-reading`,
 * `record-spoilt` where the chain or the tables were changed by hand, `changed-since` where the person's record does not come to rest.
 * When it returns, nothing of the person is left in the profile's files.
 */
export async function eraseAuthor(context: DeskContext, id: string): Promise<ErasureDone> {
  requireSenior(context)
  const authorId = erasable(context, id)
  const { contentHash: emptyDocument } = await keepEdit(context, emptyText())
  const secret = randomBytes(32)
  for (let tries = 0; tries < TRIES; tries += 1) {
    const prepared = await prepare(context, authorId, secret, emptyDocument)
    const done = transact(context, () => write(context, authorId, prepared, emptyDocument))
    if (done === null) continue
    announce(context, 'authors', 'submissions', 'letters')
    const removed = await finishErasure(context)
    return { ...done, blobs: removed.files, bytes: removed.bytes }
  }
  return refuse('changed-since')
}

/** What takes the place of every text: one that opens, and says nothing. */
function emptyText(): Node {
  const document = manuscriptSchema.topNodeType.createAndFill()
  if (document === null) throw new Error('the schema has no empty document')
  return document
}

interface Prepared extends PreparedErasure {
  /** Every address that the person's events name as theirs, and mails that those events name. */
  readonly addresses: readonly string[]
  readonly named: readonly string[]
  /** Files that they name, and that their texts do. */
  readonly files: readonly string[]
}

/** Reads the record on a connection of its own, whose reading stands still while the desk goes on. */
async function prepare(
  context: DeskContext,
  authorId: string,
  secret: Buffer,
  emptyDocument: string,
): Promise<Prepared> {
  const opened = openReadOnly(path.join(context.profileDir, DESK_FILE))
  if (!opened.ok) return refuse('database-unwritable', { detail: opened.error.code })
  const source = opened.value
  const fresh: Db[] = []
  try {
    const [asIs, asErased] = [openDatabase(''), openDatabase('')]
    for (const each of [asIs, asErased]) if (each.ok) fresh.push(each.value)
    if (!asIs.ok || !asErased.ok) return refuse('disk-full')
    source.exec('BEGIN')
    const chain = await verifyChainSlowly(source, nextTurn)
    if (chain.breaks.length > 0) return refuse('record-spoilt')
    const things = personThings(source, authorId)
    refuseHindered(source, things)
    const plan = {
      concerns: concernsIn(source, things),
      standIns: standIns(source, things, secret, emptyDocument),
    }
    const prepared = await prepareErasure(source, { asIs: asIs.value, asErased: asErased.value }, plan, nextTurn)
    if (prepared.kind !== 'prepared') return refuse('record-spoilt')
    return {
      ...prepared,
      addresses: addressesIn(source, things, prepared.originals),
      named: mailsNamed(prepared.originals),
      files: filesNamed(context, prepared.originals, emptyDocument),
    }
  } finally {
    for (const each of fresh) each.close()
    source.close()
  }
}

/** Writes it all, or null: something about the person was recorded since. */
function write(
  context: DeskContext,
  authorId: string,
  prepared: Prepared,
  emptyDocument: string,
): Omit<ErasureDone, 'blobs' | 'bytes'> | null {
  const { db } = context
  const now = context.now()
  const things = personThings(db, authorId)
  const seqs = [...things.events].filter((seq) => seq > prepared.seq)
  if (seqs.length > 0 || erasable(context, authorId) !== authorId) return null
  refuseHindered(db, things)
  const { mails } = mailsOfPerson(db, things.pieces, prepared.addresses, prepared.named)
  const files = new Set(prepared.files)
  for (const parse of parsesOf(db, mails)) for (const hash of hashesIn(parse)) files.add(hash)
  for (const hash of [...mails, emptyDocument]) files.delete(hash)
  writeErasure(db, prepared, now)
  append(context, [
    change('author.erased', authorId, {
      authorId,
      mergedIds: things.authors.filter((each) => each !== authorId),
      sealed: prepared.tombstones.map(({ seq, hash }) => ({ seq, hash })),
    }),
  ])
  // Names that are nobody's any more are known only now.
  deleteDerived(db, things, mails, [...files], now)
  const rest: ErasureRest[] = [
    ...mails.map((ref) => ({ kind: 'mail' as const, ref })),
    ...[...files].map((ref) => ({ kind: 'blob' as const, ref })),
    { kind: 'traces', ref: '' },
  ]
  noteRest(db, rest)
  return { authorId, events: prepared.tombstones.length, mails: mails.length }
}

/** The record that stands for an id; one that an import made and took back can be erased too. */
function erasable({ db }: DeskContext, id: string): string {
  const removed = db.prepare("SELECT id FROM authors WHERE id = ? AND gone = 'removed'").pluck().get(id) as
    string | undefined
  return standingAuthor(db, id) ?? removed ?? refuse('not-found')
}

function personThings(db: Db, authorId: string): PersonThings {
  return thingsOfPerson(db, [authorId, ...mergedRecords(db, authorId)])
}

function hindrancesOf(db: Db, things: PersonThings): ErasurePreview['hindrances'] {
  const all = [
    { code: 'letters-on-the-way', count: lettersOnTheWay(db, things.letters) },
    { code: 'still-reading', count: conversionsWaiting(db, things.pieces) },
  ] as const
  return all.filter(({ count }) => count > 0)
}

function refuseHindered(db: Db, things: PersonThings): void {
  const [first] = hindrancesOf(db, things)
  if (first !== undefined) refuse(first.code, { count: first.count })
}

/** By what an event names, when that moves from piece to piece: it is about whoever has it now. */
const MOVABLE: readonly (readonly [RegExp, string, MovableThing])[] = [
  [/^(?:manuscript\.(?:version-added|edited)|finding\..*)$/, 'versionId', 'versions'],
  [/^annotation\./, 'annotationId', 'annotations'],
  [/^letter\./, 'letterId', 'letters'],
  [/^follow-up\./, 'followUpId', 'followUps'],
  [/^author\.(?:contact-noted|note-.*)$/, 'noteId', 'notes'],
]

function concernsIn(db: Db, things: PersonThings): PreparedErasurePlan['concerns'] {
  const whose = (thing: 'file' | 'link', key: string, piece: unknown): boolean | null => {
    const owners = ownersOf(db, thing, key)
    const here = owners.find((owner) => owner.piece === piece) ?? owners[0]
    return here === undefined ? null : things.pieces.has(here.piece)
  }
  return ({ type, seq }, payload) => {
    const noted = things.events.has(seq)
    for (const [types, member, thing] of MOVABLE) {
      if (!types.test(type)) continue
      const id = payload[member]
      if (typeof id !== 'string') continue
      if (things[thing].has(id)) return true
      return noted && !thingExists(db, thing, id)
    }
    if (type === 'submission.file-added')
      return whose('file', String(payload['sha256']), payload['submissionId']) ?? noted
    if (type === 'submission.link-noted') return whose('link', String(payload['url']), payload['submissionId']) ?? noted
    return noted
  }
}
type PreparedErasurePlan = Parameters<typeof prepareErasure>[2]

/** The secret goes with the erasure, so that nothing can be tried against a stand-in. */
function standIns(db: Db, things: PersonThings, secret: Buffer, emptyDocument: string): StandIns {
  const token = (word: string): string => createHmac('sha256', secret).update(word).digest('hex').slice(0, 32)
  const authors = new Set(things.authors)
  const remembered = (find: (word: string) => string): ((word: string) => string) => {
    const known = new Map<string, string>()
    return (word) => {
      const held = known.get(word) ?? find(word)
      known.set(word, held)
      return held
    }
  }
  const others = wordsOfOnceMerged(db, things.authors)
  const elsewhere = (thing: 'file' | 'link', key: string): boolean =>
    ownersOf(db, thing, key).some(({ author }) => !authors.has(author))
  return {
    address: remembered((address) => {
      const owner = authorOfAddress(db, address) ?? authorOfAddress(db, address.toLowerCase())
      return owner !== null && !authors.has(owner) ? address : `${token(address.toLowerCase())}@erased.invalid`
    }),
    key: remembered((word) => (others.has(word) || elsewhere('link', word) ? word : `erased-${token(word)}`)),
    file: remembered((sha256) => (elsewhere('file', sha256) ? sha256 : `erased-${token(sha256)}`)),
    messageId: remembered((id) => `<${token(id)}@erased.invalid>`),
    emptyDocument,
  }
}

/** Addresses that are the person's or that the record says were. */
function addressesIn(db: Db, things: PersonThings, originals: readonly StoredEvent[]): string[] {
  const authors = new Set(things.authors)
  const found = new Set(
    db
      .prepare('SELECT address FROM author_addresses WHERE author_id IN (SELECT value FROM json_each(?))')
      .pluck()
      .all(JSON.stringify(things.authors)) as string[],
  )
  for (const { type, payload } of originals) {
    if (type !== 'author.registered' && type !== 'author.address-noted') continue
    const { authorId, address } = JSON.parse(payload ?? '{}') as { authorId: string; address: string }
    const owner = authorOfAddress(db, address)
    if (authors.has(authorId) && address !== '' && (owner === null || authors.has(owner))) found.add(address)
  }
  // An author who was registered under the desk's own address does not make the desk's mail theirs.
  for (const { config } of listAccounts(db)) found.delete(config.address.toLowerCase())
  return [...found]
}

/** Mails that the person's events name: bounces of their letters, notices of their recalls, what came to their pieces. */
function mailsNamed(originals: readonly StoredEvent[]): string[] {
  const found = new Set<string>()
  for (const { payload } of originals) {
    const { messageHash, noticeHash } = JSON.parse(payload ?? '{}') as { messageHash?: unknown; noticeHash?: unknown }
    for (const hash of [messageHash, noticeHash]) if (typeof hash === 'string') found.add(hash)
  }
  return [...found]
}

/** Names of files in what the person's events said, and in the texts that they name. */
function filesNamed(context: DeskContext, originals: readonly StoredEvent[], emptyDocument: string): string[] {
  const found = new Set<string>()
  for (const { type, payload } of originals) {
    const named = hashesIn(payload ?? '')
    for (const hash of named) found.add(hash)
    if (type !== 'manuscript.version-added' && type !== 'manuscript.edited') continue
    const { contentHash } = JSON.parse(payload ?? '{}') as { contentHash: string }
    if (contentHash === emptyDocument || !context.blobs.has(contentHash)) continue
    for (const hash of hashesIn(context.blobs.get(contentHash)?.toString('utf8') ?? '')) found.add(hash)
  }
  return [...found]
}

function hashesIn(text: string): string[] {
  return text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []
}
