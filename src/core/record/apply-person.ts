/** What is known of a person, and two records that turn out to be one person's. */
import type { Database } from 'better-sqlite3'
import type { AuthorMove } from '@shared/domain/author-events'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyPerson(
  db: Database,
  event: EventOf<
    | 'author.renamed'
    | 'author.address-noted'
    | 'author.pen-name-noted'
    | 'author.fact-noted'
    | 'author.tagged'
    | 'author.merged'
    | 'author.unmerged'
    | 'author.kept-apart'
    | 'author.keep-in-touch-set'
    | 'authors.imported'
    | 'authors.import-reverted'
    | 'author.removed'
    | 'author.erased'
  >,
): void {
  switch (event.type) {
    case 'author.renamed':
      db.prepare('UPDATE authors SET name = ? WHERE id = ?').run(event.payload.name, event.payload.authorId)
      break
    case 'author.address-noted': {
      const { authorId, address, present } = event.payload
      if (present) db.prepare('INSERT INTO author_addresses (address, author_id) VALUES (?, ?)').run(address, authorId)
      else db.prepare('DELETE FROM author_addresses WHERE address = ? AND author_id = ?').run(address, authorId)
      break
    }
    case 'author.pen-name-noted': {
      const { authorId, name, present } = event.payload
      if (present) addPenName(db, authorId, name)
      else db.prepare('DELETE FROM author_names WHERE author_id = ? AND name = ?').run(authorId, name)
      break
    }
    case 'author.fact-noted': {
      const { authorId, field, value } = event.payload
      if (value === '') db.prepare('DELETE FROM author_facts WHERE author_id = ? AND field = ?').run(authorId, field)
      else setFact(db, authorId, field, value)
      break
    }
    case 'author.tagged': {
      const { authorId, tag, present } = event.payload
      if (present) addTag(db, authorId, tag)
      else db.prepare('DELETE FROM author_tags WHERE author_id = ? AND tag = ?').run(authorId, tag)
      break
    }
    case 'author.merged':
      merge(db, event)
      break
    case 'author.unmerged':
      unmerge(db, event)
      break
    case 'author.kept-apart': {
      const [one, other] = [event.payload.authorId, event.payload.otherId].toSorted()
      db.prepare('INSERT OR IGNORE INTO authors_apart (one_id, other_id) VALUES (?, ?)').run(one, other)
      break
    }
    case 'author.keep-in-touch-set':
      db.prepare('UPDATE authors SET keep_weeks = ? WHERE id = ?').run(event.payload.weeks, event.payload.authorId)
      break
    case 'authors.imported': {
      const { importId, filename, created, changed, failed } = event.payload
      db.prepare(
        `INSERT INTO author_imports (id, filename, created, changed, failed, editor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(importId, filename, created.length, changed.length, failed, event.editorId, event.at)
      break
    }
    case 'authors.import-reverted':
      db.prepare('UPDATE author_imports SET reverted_at = ? WHERE id = ?').run(event.at, event.payload.importId)
      break
    case 'author.removed':
      db.prepare('DELETE FROM author_addresses WHERE author_id = ?').run(event.payload.authorId)
      db.prepare("UPDATE authors SET gone = 'removed' WHERE id = ?").run(event.payload.authorId)
      break
    case 'author.erased':
      for (const authorId of [event.payload.authorId, ...event.payload.mergedIds]) clearPerson(db, authorId)
      overtakeDrafts(db, event)
      break
    default:
      assertNever(event)
  }
}

/** Rows that have an id of their own go over; names, facts and tags are copied, so that the other still has its own. */
function merge(db: Database, { payload, seq }: EventOf<'author.merged'>): void {
  const { authorId, otherId, moved } = payload
  move(db, moved, authorId)
  for (const name of moved.penNames) addPenName(db, authorId, name)
  for (const { field, value } of moved.facts) setFact(db, authorId, field, value)
  for (const tag of moved.tags) addTag(db, authorId, tag)
  db.prepare(
    'INSERT OR IGNORE INTO event_subjects (subject, seq) SELECT ?, seq FROM event_subjects WHERE subject = ? AND seq < ?',
  ).run(authorId, otherId, seq)
  db.prepare('UPDATE authors SET merged_into = ? WHERE id = ?').run(authorId, otherId)
  db.prepare('UPDATE authors SET identity = ?, wechat = ? WHERE id = ?').run(
    payload.identity.to,
    payload.wechat.to,
    authorId,
  )
}

function unmerge(db: Database, { payload }: EventOf<'author.unmerged'>): void {
  const { authorId, otherId, moved, events } = payload
  move(db, moved, otherId)
  const dropName = db.prepare('DELETE FROM author_names WHERE author_id = ? AND name = ?')
  for (const name of moved.penNames) dropName.run(authorId, name)
  const dropFact = db.prepare('DELETE FROM author_facts WHERE author_id = ? AND field = ? AND value = ?')
  for (const { field, value } of moved.facts) dropFact.run(authorId, field, value)
  const dropTag = db.prepare('DELETE FROM author_tags WHERE author_id = ? AND tag = ?')
  for (const tag of moved.tags) dropTag.run(authorId, tag)
  const give = db.prepare('INSERT OR IGNORE INTO event_subjects (subject, seq) VALUES (?, ?)')
  const take = db.prepare('DELETE FROM event_subjects WHERE subject = ? AND seq = ?')
  for (const seq of events) {
    give.run(otherId, seq)
    take.run(authorId, seq)
  }
  db.prepare('UPDATE authors SET merged_into = NULL WHERE id = ?').run(otherId)
  db.prepare('UPDATE authors SET identity = ?, wechat = ? WHERE id = ?').run(payload.identity, payload.wechat, authorId)
}

function move(db: Database, moved: AuthorMove, to: string): void {
  const each = (sql: string, keys: readonly string[]): void => {
    const update = db.prepare(sql)
    for (const key of keys) update.run(to, key)
  }
  each('UPDATE author_addresses SET author_id = ? WHERE address = ?', moved.addresses)
  each('UPDATE submissions SET author_id = ? WHERE id = ?', moved.submissions)
  each('UPDATE contact_notes SET author_id = ? WHERE id = ?', moved.notes)
  each('UPDATE follow_ups SET author_id = ? WHERE id = ?', moved.followUps)
  each('UPDATE author_listings SET author_id = ? WHERE id = ?', moved.listings)
  each('UPDATE site_accounts SET author_id = ? WHERE id = ?', moved.accounts)
  each('UPDATE author_publications SET author_id = ? WHERE id = ?', moved.publications)
  each('UPDATE sanctions SET author_id = ? WHERE id = ?', moved.sanctions)
  each('UPDATE appeals SET author_id = ? WHERE id = ?', moved.appeals)
  each('UPDATE objections SET author_id = ? WHERE id = ?', moved.objections)
  each('UPDATE allow_entries SET author_id = ? WHERE id = ?', moved.allowEntries)
}

/** What is left of a person whose words are erased: a row without a name, and pieces with their 稿号, states and figures. */
function clearPerson(db: Database, authorId: string): void {
  for (const table of ['author_addresses', 'author_names', 'author_facts', 'author_tags', 'author_guardians']) {
    db.prepare(`DELETE FROM ${table} WHERE author_id = ?`).run(authorId)
  }
  db.prepare('DELETE FROM authors_apart WHERE one_id = @authorId OR other_id = @authorId').run({ authorId })
  for (const table of ['provenance', 'piece_details', 'picture_facts', 'submission_files', 'guarded_links']) {
    db.prepare(`DELETE FROM ${table} WHERE submission_id IN (SELECT id FROM submissions WHERE author_id = ?)`).run(
      authorId,
    )
  }
  // What nobody can be answered about is not to do any more.
  db.prepare(
    `UPDATE submissions SET archived = 1, unread = 0, urgent = 0, answered = 0, awaits_author = 0, reply_by = NULL
     WHERE author_id = ?`,
  ).run(authorId)
  // What has no text any more is not to be published.
  db.prepare(
    `UPDATE submissions SET publication = '{"kind":"none"}'
     WHERE author_id = ? AND json_extract(publication, '$.kind') IN ('unscheduled', 'scheduled')`,
  ).run(authorId)
  // Nobody is there any more to be asked, reminded of or written to.
  db.prepare("UPDATE follow_ups SET state = 'dropped' WHERE author_id = ? AND state = 'open'").run(authorId)
  db.prepare("UPDATE authors SET gone = 'erased', name = '', keep_weeks = NULL WHERE id = ?").run(authorId)
}

/** Drafts of decisions about pieces that are nobody's any more wait for nobody. */
function overtakeDrafts(db: Database, { at, editorId, payload }: EventOf<'author.erased'>): void {
  const ids = JSON.stringify([payload.authorId, ...payload.mergedIds])
  const theirs = 'IN (SELECT id FROM submissions WHERE author_id IN (SELECT value FROM json_each(@ids)))'
  db.prepare(
    `UPDATE decision_proposals SET state = 'overtaken', settled_by = @editorId, settled_at = @at
     WHERE state = 'waiting' AND submission_id ${theirs}`,
  ).run({ ids, at, editorId })
  db.prepare(`UPDATE submissions SET proposal_id = NULL WHERE id ${theirs}`).run({ ids })
}

function addPenName(db: Database, authorId: string, name: string): void {
  db.prepare('INSERT OR IGNORE INTO author_names (author_id, name) VALUES (?, ?)').run(authorId, name)
}

function setFact(db: Database, authorId: string, field: string, value: string): void {
  db.prepare(
    `INSERT INTO author_facts (author_id, field, value) VALUES (?, ?, ?)
     ON CONFLICT (author_id, field) DO UPDATE SET value = excluded.value`,
  ).run(authorId, field, value)
}

function addTag(db: Database, authorId: string, tag: string): void {
  db.prepare('INSERT OR IGNORE INTO author_tags (author_id, tag) VALUES (?, ?)').run(authorId, tag)
}
