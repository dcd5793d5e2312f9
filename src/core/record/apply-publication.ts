import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

/** What follows a decision, and what comes before it: publication, fees and contracts, guardians, drafts that wait. */
export function applyPublication(
  db: Database,
  event: EventOf<
    | 'decision.proposed'
    | 'decision.proposal-settled'
    | 'submission.publication-changed'
    | 'submission.terms-noted'
    | 'author.guardian-noted'
  >,
): void {
  switch (event.type) {
    case 'decision.proposed': {
      const p = event.payload
      db.prepare(
        `INSERT INTO decision_proposals (id, submission_id, verdict, reason, round, version_id, request, editor_id, at, state)
         VALUES (@proposalId, @submissionId, @verdict, @reason, @round, @versionId, @request, @editorId, @at, 'waiting')`,
      ).run({ ...p, request: JSON.stringify(p.request), editorId: event.editorId, at: event.at })
      db.prepare('UPDATE submissions SET proposal_id = ? WHERE id = ?').run(p.proposalId, p.submissionId)
      break
    }
    case 'decision.proposal-settled': {
      const p = event.payload
      db.prepare(
        `UPDATE decision_proposals SET state = @state, settled_by = @editorId, settled_at = @at, settled_why = @reason,
           decision_id = @decisionId WHERE id = @proposalId`,
      ).run({ ...p, editorId: event.editorId, at: event.at })
      db.prepare('UPDATE submissions SET proposal_id = NULL WHERE proposal_id = ?').run(p.proposalId)
      break
    }
    case 'submission.publication-changed':
      db.prepare('UPDATE submissions SET publication = ? WHERE id = ?').run(
        JSON.stringify(event.payload.to),
        event.payload.submissionId,
      )
      break
    case 'submission.terms-noted': {
      const { submissionId, to } = event.payload
      db.prepare(
        `INSERT INTO submission_terms (submission_id, fee, contract, editor_id, noted_at)
         VALUES (@submissionId, @fee, @contract, @editorId, @at)
         ON CONFLICT (submission_id) DO UPDATE SET fee = excluded.fee, contract = excluded.contract,
           editor_id = excluded.editor_id, noted_at = excluded.noted_at`,
      ).run({
        submissionId,
        fee: to.fee === null ? null : JSON.stringify(to.fee),
        contract: to.contract === null ? null : JSON.stringify(to.contract),
        editorId: event.editorId,
        at: event.at,
      })
      break
    }
    case 'author.guardian-noted': {
      const { authorId, to } = event.payload
      db.prepare(
        `INSERT INTO author_guardians (author_id, minor, consent, editor_id, noted_at)
         VALUES (@authorId, @minor, @consent, @editorId, @at)
         ON CONFLICT (author_id) DO UPDATE SET minor = excluded.minor, consent = excluded.consent,
           editor_id = excluded.editor_id, noted_at = excluded.noted_at`,
      ).run({
        authorId,
        minor: to.minor ? 1 : 0,
        consent: to.consent === null ? null : JSON.stringify(to.consent),
        editorId: event.editorId,
        at: event.at,
      })
      break
    }
    default:
      assertNever(event)
  }
}
