/**
 * 清除: erases one person's data on request. The record keeps that something happened, when and by whom, and every word of or
 * about the person is taken out of it (`record/tombstone.ts`). One transaction does it or does not; what lies outside the database
 * (files, the search index, what deleted rows leave in free pages) is noted in that transaction and done after it, again after a crash.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { ErasureDone, ErasureGround, ErasurePreview } from '@shared/domain/erasure'
import { change } from '@shared/domain/event'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import { prepareErasure, writeErasure, type PreparedErasure } from '../record/erase-record'
import { verifyChainSlowly } from '../record/verify-chain'
import { DESK_FILE } from '../store/desk-file'
import { openDatabase, openReadOnly, type Db } from '../store/open-database'
import { getAuthor, standingAuthor } from '../store/repositories/authors'
import {
  conversionsWaiting,
  deleteDerived,
  erasedSince,
  lettersOnTheWay,
  mailsOfPerson,
  mergedRecords,
  noteRest,
  parsesOf,
  stepsOf,
  thingsOfPerson,
  type ErasureRest,
  type PersonThings,
} from '../store/repositories/erasure'
import { erasureFigures } from '../store/repositories/erasure-figures'
import { countQuarantined } from '../store/repositories/messages'
import { announce, append, transact, type DeskContext } from './context'
import { addressesIn, concernsIn, filesNamed, hashesIn, mailsNamed, standIns } from './erasure-scope'
import { startProgress, type ErasureProgress } from './erasure-under-way'
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
 * `erasure-stopped` (`stopErasure`), `record-spoilt` where the chain or the tables were changed by hand, `changed-since` where the person's record does not come to rest.
 * When it returns `swept`, nothing of the person is left in the profile's files.
 */
export function eraseAuthor(context: DeskContext, id: string, ground: ErasureGround): Promise<ErasureDone> {
  const before = underWay.get(context.db) ?? Promise.resolve()
  const erased = before.then(() => eraseNow(context, id, ground))
  const ended = erased.then(
    () => undefined,
    () => undefined,
  )
  underWay.set(context.db, ended)
  return erased
}

/** One after the other: the snapshot that one reads would keep the other from sweeping. */
const underWay = new WeakMap<Db, Promise<void>>()

async function eraseNow(context: DeskContext, id: string, ground: ErasureGround): Promise<ErasureDone> {
  requireSenior(context)
  const authorId = erasable(context, id)
  const progress = startProgress(context, authorId)
  try {
    const { contentHash: emptyDocument } = await keepEdit(context, emptyText())
    const secret = randomBytes(32)
    for (let tries = 0; tries < TRIES; tries += 1) {
      const prepared = await prepare(context, { authorId, secret, emptyDocument }, progress)
      await progress.enter('writing')
      const done = transact(context, () => write(context, { authorId, ground }, prepared, emptyDocument))
      if (done === null) continue
      announce(context, 'authors', 'submissions', 'letters')
      await progress.enter('sweeping')
      const removed = await finishErasure(context)
      return { ...done, blobs: removed.files, bytes: removed.bytes, swept: removed.isSwept }
    }
    return refuse('changed-since')
  } finally {
    progress.end()
  }
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
  {
    authorId,
    secret,
    emptyDocument,
  }: { readonly authorId: string; readonly secret: Buffer; readonly emptyDocument: string },
  progress: ErasureProgress,
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
    await progress.enter('checking')
    const chain = await verifyChainSlowly(source, progress.pause)
    if (chain.breaks.length > 0) return refuse('record-spoilt')
    const things = personThings(source, authorId)
    refuseHindered(source, things)
    const plan = {
      concerns: concernsIn(source, things),
      standIns: standIns(source, things, secret, emptyDocument),
    }
    await progress.enter('replaying')
    const databases = { asIs: asIs.value, asErased: asErased.value }
    const prepared = await prepareErasure(source, databases, plan, progress.pause)
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
  { authorId, ground }: { readonly authorId: string; readonly ground: ErasureGround },
  prepared: Prepared,
  emptyDocument: string,
): Omit<ErasureDone, 'blobs' | 'bytes' | 'swept'> | null {
  const { db } = context
  const now = context.now()
  const things = personThings(db, authorId)
  const isStill = ![...things.events].some((seq) => seq > prepared.seq) && erasable(context, authorId) === authorId
  // An event may be about two persons: what the erasure of the other left of it is what this one begins with.
  if (!isStill || erasedSince(db, prepared.seq)) return null
  refuseHindered(db, things)
  const { mails } = mailsOfPerson(db, things.pieces, prepared.addresses, prepared.named)
  const files = new Set(prepared.files)
  for (const text of [...parsesOf(db, mails), ...stepsOf(db, things.versions)]) {
    for (const hash of hashesIn(text)) files.add(hash)
  }
  for (const hash of [...mails, emptyDocument]) files.delete(hash)
  writeErasure(db, prepared, now)
  append(context, [
    change('author.erased', authorId, {
      authorId,
      ground,
      mergedIds: things.authors.filter((each) => each !== authorId),
      sealed: prepared.tombstones.map(({ seq, hash }) => ({ seq, hash })),
    }),
  ])
  // Names that are nobody's any more are known only now.
  deleteDerived(db, things, mails, [...files], now)
  const rest: ErasureRest[] = [
    ...mails.map((ref) => ({ kind: 'mail' as const, ref })),
    ...[...files].map((ref) => ({ kind: 'blob' as const, ref })),
    { kind: 'traces', ref: authorId },
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
