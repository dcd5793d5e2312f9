import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storedEvents } from '@core/record/read-events'
import { listVersions } from '@core/store/repositories/manuscripts'
import { mergedRecords, thingsOfPerson } from '@core/store/repositories/erasure'
import { documentOf } from '@core/workflow/checking'
import type { DeskContext } from '@core/workflow/context'
import { deriveMissing } from '@core/workflow/derive-missing'
import { eraseAuthor, previewErasure } from '@core/workflow/erase-author'
import { cancelLetter } from '@core/workflow/letters'
import { verifyDesk } from '@core/workflow/verify'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { authorOf, decideWithLetter, giveMaildir, longDay } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

/** mulberry32: a run is repeated by its seed. */
function random(seed: number): () => number {
  let at = seed
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let t = Math.imul(at ^ (at >>> 15), 1 | at)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Members that hold no words of a person: ids, hashes, states, the convention's sentence, the site's staff. */
const NOT_WORDS = /(?:Id|Ids|Hash|hash|kind|state|purpose|field|type|code|verdict|template|block|projection|clause|sha256|sentence|by)$/

/** Every text of two characters and more in what is stored about somebody, each paragraph by itself. */
function wordsIn(value: unknown, member = ''): string[] {
  if (typeof value === 'string') {
    return NOT_WORDS.test(member) ? [] : value.split(/[\n<>]+/).map((each) => each.trim()).filter((each) => each.length >= 2)
  }
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, member))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, each]) => wordsIn(each, name))
  }
  return []
}

interface Traces {
  /** What only this person's events, mails and texts say. */
  readonly words: string[]
  /** Files that only they name. */
  readonly files: string[]
}

/** What must be gone after: all that the person's data say and nothing else does. */
function tracesOf(context: DeskContext, authorId: string): Traces {
  const { db, blobs } = context
  const things = thingsOfPerson(db, [authorId, ...mergedRecords(db, authorId)])
  const theirs: unknown[] = []
  const others: string[] = []
  for (const { seq, payload } of storedEvents(db)) {
    if (things.events.has(seq)) theirs.push(JSON.parse(payload ?? '{}'))
    else others.push(payload ?? '')
  }
  const mails = new Set<string>()
  for (const piece of things.pieces) {
    const members = db.prepare('SELECT hash FROM submission_messages WHERE submission_id = ?').pluck().all(piece)
    for (const hash of members as string[]) mails.add(hash)
  }
  const parsed = db.prepare('SELECT hash, parsed FROM parsed_messages').all() as { hash: string; parsed: string }[]
  for (const each of parsed) {
    if (mails.has(each.hash)) theirs.push(JSON.parse(each.parsed))
    else others.push(each.parsed)
  }
  const texts = new Set<string>()
  for (const version of things.versions) {
    const hashes = db
      .prepare('SELECT content_hash FROM manuscript_edits WHERE version_id = @version UNION SELECT original_hash FROM manuscript_versions WHERE id = @version UNION SELECT content_hash FROM manuscript_versions WHERE id = @version')
      .pluck()
      .all({ version }) as string[]
    for (const hash of hashes) texts.add(hash)
  }
  const kept = db.prepare('SELECT content_hash FROM manuscript_versions WHERE id NOT IN (SELECT value FROM json_each(?))').pluck().all(JSON.stringify([...things.versions])) as string[]
  for (const hash of kept) others.push(blobs.get(hash)?.toString('utf8') ?? '')
  for (const table of ['editors', 'accounts', 'desk', 'rule_pack_sources', 'rule_switches', 'rule_pack_versions', 'published_articles', 'authors', 'author_addresses', 'submissions', 'author_names', 'author_facts', 'author_tags', 'sqlite_schema']) {
    const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    for (const row of rows) {
      const id = row['author_id'] ?? (table === 'authors' ? row['id'] : undefined)
      if (!things.authors.includes(String(id))) others.push(JSON.stringify(row))
    }
  }
  const rest = others.join('\n')
  const words = [...new Set(theirs.flatMap((each) => wordsIn(each)))].filter(
    (word) => !rest.includes(word) && !rest.includes(JSON.stringify(word).slice(1, -1)) && !isPlain(word),
  )
  const restFiles = new Set(rest.match(/[0-9a-f]{64}/g) ?? [])
  return { words, files: [...mails, ...texts].filter((hash) => !restFiles.has(hash) && blobs.has(hash)) }
}

/** Codes, days, numbers, ids and channels: what tombstones keep. */
function isPlain(word: string): boolean {
  return /^[\w.:/+-]*$/.test(word) && !word.includes('@') && !word.includes('zhou')
}

/** Everything in the profile's folder as bytes, blobs included. */
function filesOf(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
    .filter((name) => !name.includes('maildir'))
    .map((name) => ({ name, bytes: readFileSync(name) }))
}

/** Words that some file still holds, with its name. */
function foundIn(profileDir: string, words: readonly string[], skipBlobs: boolean): string[] {
  const files = filesOf(profileDir).filter(({ name }) => !skipBlobs || !name.includes(`${path.sep}blobs${path.sep}`))
  return words.flatMap((word) => {
    const escaped = JSON.stringify(word).slice(1, -1)
    return files.filter(({ bytes }) => bytes.includes(word) || bytes.includes(escaped)).map(({ name }) => `${word} in ${path.basename(name)}`)
  })
}

/** People who can be erased now, by name in a fixed order. */
function standingAuthors(context: DeskContext): string[] {
  return context.db
    .prepare('SELECT id FROM authors WHERE gone IS NULL AND merged_into IS NULL ORDER BY first_seen_at, id')
    .pluck()
    .all() as string[]
}

function settleLetters(context: DeskContext): void {
  const open = context.db.prepare("SELECT id FROM letters WHERE state = 'queued'").pluck().all() as string[]
  for (const id of open) cancelLetter(context, id)
}

describe('erasing a person', () => {
  it.each([20_261, 7])('leaves no word, and a record that verifies and replays (seed %i)', async (seed) => {
    const pick = random(seed)
    await longDay(desk)
    const { context, profileDir } = desk
    settleLetters(context)
    await deriveMissing(context, new AbortController().signal)
    let erased = 0
    for (let left = standingAuthors(context); left.length > 0 && erased < 6; left = standingAuthors(context)) {
      const author = left[Math.floor(pick() * left.length)] ?? ''
      const { words, files } = tracesOf(context, author)
      const preview = previewErasure(context, author)
      expect(preview.hindrances, `seed ${seed}`).toEqual([])
      const done = await eraseAuthor(context, author)
      expect(done.events).toBeGreaterThan(0)
      expect(await verifyDesk(context, false), `seed ${seed}, author ${author}`).toMatchObject({
        ok: true,
        state: 'same',
        problems: [],
      })
      expect(foundIn(profileDir, words, true), `seed ${seed}, author ${author}`).toEqual([])
      expect(files.filter((hash) => existsSync(context.blobs.path(hash)))).toEqual([])
      erased += 1
    }
    await deriveMissing(context, new AbortController().signal)
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('leaves pieces that open, with their numbers and verdicts', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    const author = authorOf(context, piece)
    await eraseAuthor(context, author)
    const [version] = listVersions(context.db, piece)
    expect(documentOf(context, version?.contentHash ?? '').textContent).toBe('')
  })

  it('is refused while a letter is on its way', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    await giveMaildir(desk)
    decideWithLetter(context, piece, 'reject')
    await expect(eraseAuthor(context, authorOf(context, piece))).rejects.toMatchObject({
      refusal: { code: 'letters-on-the-way', params: { count: 1 } },
    })
  })
})
