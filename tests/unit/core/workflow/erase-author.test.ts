import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storedEvents } from '@core/record/read-events'
import { STATE_TABLES, stateRows } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { sha256Hex } from '@core/store/blobs'
import { insertMessage } from '@core/store/repositories/messages'
import { getSubmission } from '@core/store/repositories/submissions'
import { authorRecord } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { addEditor } from '@core/workflow/desk'
import { mergeAuthors, unmergeAuthors } from '@core/workflow/merge-authors'
import { switchEditor } from '@core/workflow/roles'
import { feedIndexNow, searchMail } from '@core/workflow/search'
import { moveMessage } from '@core/workflow/split'
import { listVersions } from '@core/store/repositories/manuscripts'
import { mergedRecords, thingsOfPerson } from '@core/store/repositories/erasure'
import { documentOf } from '@core/workflow/checking'
import type { DeskContext } from '@core/workflow/context'
import { deriveMissing } from '@core/workflow/derive-missing'
import { eraseAuthor, previewErasure } from '@core/workflow/erase-author'
import { erasureUnderWay, stopErasure } from '@core/workflow/erasure-under-way'
import { cancelLetter } from '@core/workflow/letters'
import { personData } from '@core/workflow/person-data'
import { submissionDetail } from '@core/workflow/submissions'
import { verifyDesk } from '@core/workflow/verify'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, takeSubmission } from '../../../support/mails'
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
const NOT_WORDS =
  /(?:Id|Ids|Hash|hash|kind|state|purpose|field|type|code|verdict|template|block|projection|clause|sha256|sentence|by|column|channels?)$/

/** Every text of two characters and more in what is stored about somebody, each paragraph by itself. */
function wordsIn(value: unknown, member = ''): string[] {
  if (typeof value === 'string') {
    return NOT_WORDS.test(member)
      ? []
      : value
          .split(/[\n<>]+/)
          .map((each) => each.trim())
          .filter((each) => each.length >= 2)
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
      .prepare(
        'SELECT content_hash FROM manuscript_edits WHERE version_id = @version UNION SELECT original_hash FROM manuscript_versions WHERE id = @version UNION SELECT content_hash FROM manuscript_versions WHERE id = @version',
      )
      .pluck()
      .all({ version }) as string[]
    for (const hash of hashes) texts.add(hash)
  }
  const kept = db
    .prepare('SELECT content_hash FROM manuscript_versions WHERE id NOT IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify([...things.versions])) as string[]
  for (const hash of kept) others.push(blobs.get(hash)?.toString('utf8') ?? '')
  for (const table of [
    'editors',
    'accounts',
    'desk',
    'rule_pack_sources',
    'rule_switches',
    'rule_pack_versions',
    'published_articles',
    'authors',
    'author_addresses',
    'submissions',
    'author_names',
    'author_facts',
    'author_tags',
    'checks',
    'sqlite_schema',
  ]) {
    const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    for (const row of rows) {
      if (things.versions.has(String(row['version_id']))) continue
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
    return files
      .filter(({ bytes }) => bytes.includes(word) || bytes.includes(escaped))
      .map(({ name }) => `${word} in ${path.basename(name)}`)
  })
}

/** People who can be erased now, by name in a fixed order. */
function standingAuthors(context: DeskContext): string[] {
  return context.db
    .prepare('SELECT id FROM authors WHERE gone IS NULL AND merged_into IS NULL ORDER BY first_seen_at, id')
    .pluck()
    .all() as string[]
}

/** What another person's record says, without the timeline: a merging of two persons is in that of both, and its reason goes. */
function recordsOf(context: DeskContext, authorId: string): unknown {
  const { record, mails } = personData(context, authorId)
  const { timeline, ...rest } = record
  return { rest, mails, types: timeline.map(({ seq, type }) => `${seq} ${type}`) }
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
    for (let left = standingAuthors(context); left.length > 0 && erased < 4; left = standingAuthors(context)) {
      const author = left[Math.floor(pick() * left.length)] ?? ''
      const { words, files } = tracesOf(context, author)
      const others = left.filter((each) => each !== author)
      const before = others.map((each) => recordsOf(context, each))
      const preview = previewErasure(context, author)
      expect(preview.hindrances, `seed ${seed}`).toEqual([])
      const done = await eraseAuthor(context, author, 'person-asked')
      expect(done.events).toBeGreaterThan(0)
      expect(await verifyDesk(context, false), `seed ${seed}, author ${author}`).toMatchObject({
        ok: true,
        state: 'same',
        problems: [],
      })
      expect(
        others.map((each) => recordsOf(context, each)),
        `seed ${seed}, author ${author}`,
      ).toEqual(before)
      expect(foundIn(profileDir, words, true), `seed ${seed}, author ${author}`).toEqual([])
      expect(files.filter((hash) => existsSync(context.blobs.path(hash)))).toEqual([])
      erased += 1
    }
    await deriveMissing(context, new AbortController().signal)
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('leaves a piece that opens, with its number and verdict, and takes the same mail in no more', async () => {
    const { context } = desk
    await giveMaildir(desk)
    const raw = rawMail({ from: '周舟 <zhou@mail.example>', messageId: '<first@mail.example>' })
    const { outcome } = await takeMail(context, raw)
    if (outcome.kind !== 'registered') throw new Error('it is a submission')
    const { submissionId: piece } = outcome
    const author = authorOf(context, piece)
    decideWithLetter(context, piece, 'accept', '都好')
    settleLetters(context)
    const [typed] = listVersions(context.db, piece)
    const aside = path.join(desk.profileDir, 'set-aside')
    mkdirSync(aside)
    for (const of of [typed?.id ?? '', 'another']) writeFileSync(path.join(aside, `2026-09-10 ${of}.json`), '{}')
    const { number, words } = getSubmission(context.db, piece)?.row ?? {}
    expect(searchMail(context, '内容团队', 10).hits).not.toEqual([])
    feedIndexNow(context)
    const done = await eraseAuthor(context, author, 'person-asked')
    expect(done).toMatchObject({ authorId: author, mails: 1, blobs: 2 })

    const [version] = listVersions(context.db, piece)
    expect(documentOf(context, version?.contentHash ?? '').textContent).toBe('')
    const row = { number, words, state: 'accepted', title: '', subject: '', archived: true, unread: false }
    expect(getSubmission(context.db, piece)?.row).toMatchObject(row)
    expect(submissionDetail(context, piece)).toMatchObject({ row: { number }, messages: [] })
    expect(readdirSync(aside)).toEqual(['2026-09-10 another.json'])
    feedIndexNow(context)
    expect(searchMail(context, '内容团队', 10).hits).toEqual([])
    expect(() => previewErasure(context, author)).toThrow('not-found')

    // The mailbox still has it: it is known by its hash. Another mail is somebody new's.
    expect(
      insertMessage(context.db, {
        hash: sha256Hex(raw),
        size: raw.length,
        arrivedAt: 1,
        history: false,
        outgoing: false,
      }),
    ).toBe(false)
    const next = await takeSubmission(context, { from: '周舟 <zhou@mail.example>', inReplyTo: '<first@mail.example>' })
    expect(authorOf(context, next)).not.toBe(author)
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('takes records that were merged along, and leaves what went to somebody else', async () => {
    const { context, profileDir } = desk
    const one = await takeSubmission(context, { from: '周舟 <zhou@mail.example>', messageId: '<one@mail.example>' })
    const two = await takeSubmission(context, {
      from: '舟子 <zhouzi@mail.example>',
      messageId: '<two@mail.example>',
      text: `${ARTICLE}二`,
    })
    const other = await takeSubmission(context, {
      from: '吴雨 <wuyu@mail.example>',
      messageId: '<three@mail.example>',
      text: `${ARTICLE}三`,
    })
    const { hash } = await takeMail(
      context,
      rawMail({ from: '周舟 <zhou@mail.example>', inReplyTo: '<one@mail.example>', text: '这一句是给吴雨的' }),
    )
    moveMessage(context, hash, other)
    const [author, merged, stays] = [one, two, other].map((each) => authorOf(context, each))
    mergeAuthors(context, author ?? '', merged ?? '', '同一个人')
    await eraseAuthor(context, merged ?? '', 'person-asked')
    const bytes = filesOf(profileDir).map((file) => file.bytes)
    for (const word of ['周舟', '舟子', 'zhouzi@'])
      expect(
        bytes.some((each) => each.includes(word)),
        word,
      ).toBe(word === '周舟')
    expect(bytes.some((each) => each.includes('这一句是给吴雨的'))).toBe(true)
    expect(context.db.prepare('SELECT id, name, gone FROM authors ORDER BY id').all()).toEqual(
      expect.arrayContaining([
        { id: author, name: '', gone: 'erased' },
        { id: merged, name: '', gone: 'erased' },
        { id: stays, name: '吴雨', gone: null },
      ]),
    )
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('is done or not done: a failure in the middle changes nothing, one after it is made good at the next start', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    const author = authorOf(context, piece)
    const before = [...storedEvents(context.db)]
    const tables = STATE_TABLES.map((table) => stateRows(context.db, table))
    context.db.exec("CREATE TRIGGER full BEFORE INSERT ON erasure_rest BEGIN SELECT RAISE(ABORT, 'no room'); END")
    await expect(eraseAuthor(context, author, 'person-asked')).rejects.toThrow('no room')
    expect([...storedEvents(context.db)]).toEqual(before)
    expect(STATE_TABLES.map((table) => stateRows(context.db, table))).toEqual(tables)
    context.db.exec('DROP TRIGGER full')

    // Killed when the transaction had ended and the first file was to go.
    const path = (): string => {
      throw new Error('killed')
    }
    const dying = Object.create(context, { blobs: { value: { ...context.blobs, path } } }) as DeskContext
    await expect(eraseAuthor(dying, author, 'person-asked')).rejects.toThrow('killed')
    const { words } = { words: ['zhou@mail.example', '周舟'] }
    expect(filesOf(desk.profileDir).some(({ bytes }) => bytes.includes(ARTICLE.slice(0, 12)))).toBe(true)
    desk = desk.reopen()
    await deriveMissing(desk.context, new AbortController().signal)
    expect(foundIn(desk.profileDir, words, false)).toEqual([])
    expect(filesOf(desk.profileDir).some(({ bytes }) => bytes.includes(ARTICLE.slice(0, 12)))).toBe(false)
    expect(await verifyDesk(desk.context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('begins again when something is recorded about the person meanwhile, and two at once do not undo each other', async () => {
    const { context, profileDir } = desk
    const [one, two] = [
      await takeSubmission(context, { from: '周舟 <zhou@mail.example>' }),
      await takeSubmission(context, { from: '吴雨 <wuyu@mail.example>', text: `${ARTICLE}二` }),
    ].map((piece) => authorOf(context, piece))
    const [author, other] = [one ?? '', two ?? '']
    mergeAuthors(context, author, other, '周舟就是吴雨')
    unmergeAuthors(context, other, '不是同一个人')
    const both = Promise.all([
      eraseAuthor(context, author, 'person-asked'),
      eraseAuthor(context, other, 'person-asked'),
    ])
    await setImmediate()
    addNote(context, { authorId: author, channel: 'phone', text: '来电说过要清除' })
    await both
    expect(foundIn(profileDir, ['周舟', '吴雨', 'zhou@', 'wuyu@', '来电说过要清除', '不是同一个人'], false)).toEqual([])
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, state: 'same' })
  })

  it('says so when somebody reads on, and sweeps at the next start', async () => {
    const piece = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
    desk.context.db.pragma('busy_timeout = 0')
    const reader = new Database(path.join(desk.profileDir, 'desk.db'), { readonly: true })
    reader.exec('BEGIN; SELECT * FROM authors')
    expect(await eraseAuthor(desk.context, authorOf(desk.context, piece), 'person-asked')).toMatchObject({
      swept: false,
      blobs: 2,
    })
    reader.close()
    desk = desk.reopen()
    await deriveMissing(desk.context, new AbortController().signal)
    expect(foundIn(desk.profileDir, ['zhou@mail.example', '周舟'], false)).toEqual([])
  })

  it('is found out when a tombstone is changed by hand, or made by hand', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    await takeSubmission(context, { from: '吴雨 <wuyu@mail.example>', text: `${ARTICLE}三` })
    await eraseAuthor(context, authorOf(context, piece), 'person-asked')
    const { db } = context
    const seqOf = (erased: boolean): number =>
      db
        .prepare(
          `SELECT p.seq FROM audit_payloads p JOIN audit_events e ON e.seq = p.seq
        WHERE e.type = 'submission.registered' AND (p.erased_at IS NOT NULL) = ?`,
        )
        .pluck()
        .get(erased ? 1 : 0) as number
    const faults = (): readonly unknown[] => verifyChain(db).breaks
    const fault = (seq: number, kind: string): unknown => ({ kind: 'chain', seq, fault: kind, expected: null })
    const tried = (sql: string, seq: number): readonly unknown[] => {
      db.exec('SAVEPOINT tried')
      db.prepare(sql).run({ seq })
      const found = faults()
      db.exec('ROLLBACK TO tried; RELEASE tried')
      return found
    }
    expect(faults()).toEqual([])
    const [gone, kept] = [seqOf(true), seqOf(false)]
    const retitled = `UPDATE audit_payloads SET payload = json_set(payload, '$.title', '改了')`
    expect(tried(`${retitled} WHERE seq = @seq`, gone)).toEqual([fault(gone, 'tombstone')])
    expect(tried('UPDATE audit_payloads SET erased_at = NULL WHERE seq = @seq', gone)).toEqual([
      fault(gone, 'payload'),
      fault(gone, 'tombstone'),
    ])
    expect(tried('UPDATE audit_payloads SET erased_at = 1 WHERE seq = @seq', kept)).toEqual([fault(kept, 'tombstone')])
    expect(tried('UPDATE audit_payloads SET payload = NULL, erased_at = 1 WHERE seq = @seq', kept)).toEqual([
      fault(kept, 'payload-missing'),
    ])
    db.prepare("UPDATE submissions SET title = '改了' WHERE id = ?").run(piece)
    expect((await verifyDesk(context, false)).problems).toEqual([
      `state: submissions ${piece}: title is not what the record says`,
    ])
    db.prepare("UPDATE authors SET name = '改了' WHERE gone IS NULL").run()
    const [left = ''] = standingAuthors(context)
    await expect(eraseAuthor(context, left, 'person-asked')).rejects.toMatchObject({
      refusal: { code: 'record-spoilt' },
    })
  })

  it('says how far it is, and is stopped while it has changed nothing', async () => {
    const { context } = desk
    const author = authorOf(context, await takeSubmission(context, { from: '周舟 <zhou@mail.example>' }))
    const before = [...storedEvents(context.db)]
    const erased = eraseAuthor(context, author, 'person-asked')
    const refused = expect(erased).rejects.toMatchObject({ refusal: { code: 'erasure-stopped' } })
    while (erasureUnderWay(context) === null) await setImmediate()
    expect(erasureUnderWay(context)).toEqual({ authorId: author, stage: 'checking' })
    stopErasure(context, author)
    await refused
    expect(erasureUnderWay(context)).toBeNull()
    expect([...storedEvents(context.db)]).toEqual(before)
    // To stop what is not under way is nothing.
    stopErasure(context, author)
    expect(await eraseAuthor(context, author, 'guardian-asked')).toMatchObject({ swept: true })
    const record = authorRecord(context, author)
    expect([record.erased, record.timeline[0]]).toMatchObject([
      true,
      { type: 'author.erased', params: { ground: 'guardian-asked' } },
    ])
  })

  it('is for seniors and owners', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    switchEditor(context, addEditor(context, '小实').id)
    await expect(eraseAuthor(context, authorOf(context, piece), 'person-asked')).rejects.toMatchObject({
      refusal: { code: 'not-permitted' },
    })
  })

  it('is refused while a letter is on its way', async () => {
    const { context } = desk
    const piece = await takeSubmission(context, { from: '周舟 <zhou@mail.example>' })
    await giveMaildir(desk)
    decideWithLetter(context, piece, 'reject')
    await expect(eraseAuthor(context, authorOf(context, piece), 'person-asked')).rejects.toMatchObject({
      refusal: { code: 'letters-on-the-way', params: { count: 1 } },
    })
  })
})
