/** 内部名单, 站内账号, 处罚, 申诉, 退稿异议. */
import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applySanction(
  db: Database,
  event: EventOf<
    | 'author.listed'
    | 'author.listing-ended'
    | 'author.site-account-noted'
    | 'author.publication-noted'
    | 'sanction.proposed'
    | 'sanction.carried-out'
    | 'sanction.lifted'
    | 'sanction.ended'
    | 'sanction.dropped'
    | 'appeal.entered'
    | 'appeal.settled'
    | 'objection.raised'
    | 'objection.settled'
  >,
): void {
  switch (event.type) {
    case 'author.listed': {
      const { listingId, authorId, level, reason, reviewOn } = event.payload
      db.prepare(
        'INSERT INTO author_listings (id, author_id, level, reason, review_on, editor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ).run(listingId, authorId, level, reason, reviewOn, event.editorId, event.at)
      break
    }
    case 'author.listing-ended':
      db.prepare('UPDATE author_listings SET ended_at = ?, ended_by = ?, end_reason = ? WHERE id = ?').run(
        event.at,
        event.editorId,
        event.payload.reason,
        event.payload.listingId,
      )
      break
    case 'author.site-account-noted': {
      const { accountId, authorId, name, link, present } = event.payload
      db.prepare(
        `INSERT INTO site_accounts (id, author_id, name, link, at, removed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, link = excluded.link, removed = excluded.removed`,
      ).run(accountId, authorId, name, link, event.at, present ? 0 : 1)
      break
    }
    case 'author.publication-noted': {
      const { publicationId, authorId, submissionId, url, title, present } = event.payload
      db.prepare(
        `INSERT INTO author_publications (id, author_id, submission_id, url, title, at, removed) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET url = excluded.url, title = excluded.title, removed = excluded.removed`,
      ).run(publicationId, authorId, submissionId, url, title, event.at, present ? 0 : 1)
      break
    }
    case 'sanction.proposed': {
      const p = event.payload
      db.prepare(
        `INSERT INTO sanctions (id, author_id, account_id, publication_id, measure, state, sentence, findings, aggravating,
           reason, proposed_by, proposed_at) VALUES (?, ?, ?, ?, ?, 'proposed', ?, ?, ?, ?, ?, ?)`,
      ).run(
        p.sanctionId,
        p.authorId,
        p.accountId,
        p.publicationId,
        p.measure,
        p.sentence,
        JSON.stringify(p.findings),
        JSON.stringify(p.aggravating),
        p.reason,
        event.editorId,
        event.at,
      )
      break
    }
    case 'sanction.carried-out': {
      const { sanctionId, by, startsAt, endsAt } = event.payload
      db.prepare(
        "UPDATE sanctions SET state = 'in-force', carried_out_by = ?, starts_at = ?, ends_at = ? WHERE id = ?",
      ).run(by, startsAt, endsAt, sanctionId)
      break
    }
    case 'sanction.lifted': {
      const { sanctionId, by, reason } = event.payload
      db.prepare(
        "UPDATE sanctions SET state = 'lifted', lifted_by = ?, settled_at = ?, settle_reason = ? WHERE id = ?",
      ).run(by, event.at, reason, sanctionId)
      break
    }
    case 'sanction.ended':
      db.prepare("UPDATE sanctions SET state = 'ended', settled_at = ? WHERE id = ?").run(
        event.at,
        event.payload.sanctionId,
      )
      break
    case 'sanction.dropped':
      db.prepare("UPDATE sanctions SET state = 'dropped', settled_at = ?, settle_reason = ? WHERE id = ?").run(
        event.at,
        event.payload.reason,
        event.payload.sanctionId,
      )
      break
    case 'appeal.entered': {
      const { appealId, sanctionId, authorId, words } = event.payload
      db.prepare(
        `INSERT INTO appeals (id, sanction_id, author_id, words, entered_at, entered_by, outcome)
         VALUES (?, ?, ?, ?, ?, ?, 'open')`,
      ).run(appealId, sanctionId, authorId, words, event.at, event.editorId)
      break
    }
    case 'appeal.settled':
      db.prepare('UPDATE appeals SET outcome = ?, answer = ?, settled_at = ?, settled_by = ? WHERE id = ?').run(
        event.payload.outcome,
        event.payload.answer,
        event.at,
        event.editorId,
        event.payload.appealId,
      )
      break
    case 'objection.raised': {
      const { objectionId, submissionId, authorId, decisionId, words } = event.payload
      db.prepare(
        `INSERT INTO objections (id, submission_id, author_id, decision_id, words, raised_at, raised_by, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'open')`,
      ).run(objectionId, submissionId, authorId, decisionId, words, event.at, event.editorId)
      break
    }
    case 'objection.settled': {
      const { objectionId, submissionId, outcome, answer } = event.payload
      db.prepare('UPDATE objections SET outcome = ?, answer = ?, settled_at = ?, settled_by = ? WHERE id = ?').run(
        outcome,
        answer,
        event.at,
        event.editorId,
        objectionId,
      )
      // It is an editor's turn again, as if the author had written.
      if (outcome === 'reopened') {
        db.prepare('UPDATE submissions SET answered = 1, archived = 0 WHERE id = ?').run(submissionId)
      }
      break
    }
    default:
      assertNever(event)
  }
}
