/** Mail that goes from one submission to another, and what becomes of the two. */
import type { Database } from 'better-sqlite3'
import type { Rearrangement } from '@shared/domain/work-item'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyArrangement(
  db: Database,
  event: EventOf<'submission.rearranged' | 'submission.reshaped' | 'submission.dissolved'>,
): void {
  switch (event.type) {
    case 'submission.rearranged':
      moveMessages(db, event.payload)
      if (event.payload.submissionId !== null) moveRest(db, event.payload, event.payload.submissionId)
      break
    case 'submission.reshaped': {
      const { submissionId, versions, to } = event.payload
      order(db, versions)
      db.prepare(
        `UPDATE submissions SET state = @state, title = @title, received_at = @receivedAt, words = @words,
           images = @images, attachments = @attachments, expiring_links = @expiringLinks, versions = @versions,
           current_version_id = @currentVersionId, conversion = @conversion, unread = @unread, answered = @answered,
           archived = @archived, urgent = @urgent, reply_by = @replyBy, recalled = @recalled,
           awaits_author = @awaitsAuthor, merged_into = @mergedInto WHERE id = @submissionId`,
      ).run({
        ...to,
        submissionId,
        versions: versions.length,
        conversion: JSON.stringify(to.conversion),
        unread: to.unread ? 1 : 0,
        answered: to.answered ? 1 : 0,
        archived: to.archived ? 1 : 0,
        urgent: to.urgent ? 1 : 0,
        recalled: to.recalled ? 1 : 0,
        awaitsAuthor: to.awaitsAuthor ? 1 : 0,
      })
      break
    }
    case 'submission.dissolved': {
      // Leading to itself it leads nowhere, and is in no list all the same.
      const { submissionId, otherId } = event.payload
      db.prepare('UPDATE submissions SET merged_into = ? WHERE id = ?').run(otherId ?? submissionId, submissionId)
      break
    }
    default:
      assertNever(event)
  }
}

function moveMessages(db: Database, { submissionId, otherId, messages }: Rearrangement): void {
  for (const { hash, kind, receivedAt } of messages) {
    if (submissionId === null) {
      db.prepare('DELETE FROM submission_messages WHERE submission_id = ? AND hash = ?').run(otherId, hash)
    } else if (otherId === null) {
      db.prepare('INSERT INTO submission_messages (submission_id, hash, kind, received_at) VALUES (?, ?, ?, ?)').run(
        submissionId,
        hash,
        kind,
        receivedAt,
      )
    } else {
      db.prepare('UPDATE submission_messages SET submission_id = ?, kind = ? WHERE submission_id = ? AND hash = ?').run(
        submissionId,
        kind,
        otherId,
        hash,
      )
    }
  }
}

function moveRest(db: Database, moved: Rearrangement, submissionId: string): void {
  // Parked below all numbers that versions have: `reshaped`, which follows, gives each piece's their order.
  const version = db.prepare('UPDATE manuscript_versions SET submission_id = ?, ordinal = ? WHERE id = ?')
  const annotations = db.prepare('UPDATE annotations SET submission_id = ? WHERE version_id = ?')
  moved.versions.forEach((versionId, index) => {
    version.run(submissionId, -1 - index, versionId)
    annotations.run(submissionId, versionId)
  })
  const letter = db.prepare('UPDATE letters SET submission_id = ? WHERE id = ?')
  for (const id of moved.letters) letter.run(submissionId, id)
  const followUp = db.prepare('UPDATE follow_ups SET submission_id = ? WHERE id = ?')
  for (const id of moved.followUps) followUp.run(submissionId, id)
  const keyed = [
    ['submission_files', 'sha256', moved.files],
    ['guarded_links', 'url', moved.links],
    ['provenance', 'field', moved.provenance],
  ] as const
  for (const [table, column, keys] of keyed) {
    const move = db.prepare(`UPDATE ${table} SET submission_id = ? WHERE submission_id = ? AND ${column} = ?`)
    for (const key of keys) move.run(submissionId, moved.otherId, key)
  }
}

function order(db: Database, versions: readonly string[]): void {
  const number = db.prepare('UPDATE manuscript_versions SET ordinal = ? WHERE id = ?')
  // Twice, so that no two of a piece have the same number on the way.
  versions.forEach((versionId, index) => number.run(-1_000_000 - index, versionId))
  versions.forEach((versionId, index) => number.run(index + 1, versionId))
}
