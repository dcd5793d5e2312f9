/** What is one person's: which events are about them, what stands for their words, which addresses, mails and files are theirs. */
import { createHmac } from 'node:crypto'
import type { ErasurePlan } from '../record/erase-record'
import type { StoredEvent } from '../record/read-events'
import type { StandIns } from '../record/tombstone'
import type { Db } from '../store/open-database'
import { authorOfAddress } from '../store/repositories/authors'
import { listAccounts } from '../store/repositories/desk'
import {
  ownersOf,
  thingExists,
  wordsOfOnceMerged,
  type MovableThing,
  type PersonThings,
} from '../store/repositories/erasure'
import type { DeskContext } from './context'

/** By what an event names, when that moves from piece to piece: it is about whoever has it now. */
const MOVABLE: readonly (readonly [RegExp, string, MovableThing])[] = [
  [/^(?:manuscript\.(?:version-added|edited)|finding\..*)$/, 'versionId', 'versions'],
  [/^annotation\./, 'annotationId', 'annotations'],
  [/^letter\./, 'letterId', 'letters'],
  [/^follow-up\./, 'followUpId', 'followUps'],
  [/^author\.(?:contact-noted|note-.*)$/, 'noteId', 'notes'],
]

/** Which events are about the person: by whom they concern, or by who has now what they name. */
export function concernsIn(db: Db, things: PersonThings): ErasurePlan['concerns'] {
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

/** The secret goes with the erasure, so that nothing can be tried against a stand-in. */
export function standIns(db: Db, things: PersonThings, secret: Buffer, emptyDocument: string): StandIns {
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
export function addressesIn(db: Db, things: PersonThings, originals: readonly StoredEvent[]): string[] {
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
export function mailsNamed(originals: readonly StoredEvent[]): string[] {
  const found = new Set<string>()
  for (const { payload } of originals) {
    const { messageHash, noticeHash } = JSON.parse(payload ?? '{}') as { messageHash?: unknown; noticeHash?: unknown }
    for (const hash of [messageHash, noticeHash]) if (typeof hash === 'string') found.add(hash)
  }
  return [...found]
}

/** Names of files in what the person's events said, and in the texts that they name. */
export function filesNamed({ blobs }: DeskContext, originals: readonly StoredEvent[], emptyDocument: string): string[] {
  const found = new Set<string>()
  for (const { type, payload } of originals) {
    const named = hashesIn(payload ?? '')
    for (const hash of named) found.add(hash)
    if (type !== 'manuscript.version-added' && type !== 'manuscript.edited') continue
    const { contentHash } = JSON.parse(payload ?? '{}') as { contentHash: string }
    if (contentHash === emptyDocument || !blobs.has(contentHash)) continue
    for (const hash of hashesIn(blobs.get(contentHash)?.toString('utf8') ?? '')) found.add(hash)
  }
  return [...found]
}

export function hashesIn(text: string): string[] {
  return text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []
}
