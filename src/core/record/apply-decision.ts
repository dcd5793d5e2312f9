import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyDecision(
  db: Database,
  event: EventOf<
    | 'decision.recorded'
    | 'decision.reverted'
    | 'decision.reason-changed'
    | 'letter.queued'
    | 'letter.edited'
    | 'letter.account-changed'
    | 'letter.state-changed'
    | 'letter.bounced'
  >,
): void {
  switch (event.type) {
    case 'decision.recorded': {
      const p = event.payload
      db.prepare(
        `INSERT INTO decisions (id, submission_id, verdict, reason, round, version_id, findings, override,
           previous_state, previous_answered, letter_id, editor_id, at)
         SELECT @decisionId, @submissionId, @verdict, @reason, @round, @versionId, @findings, @override,
           @from, answered, @letterId, @editorId, @at FROM submissions WHERE id = @submissionId`,
      ).run({
        decisionId: p.decisionId,
        submissionId: p.submissionId,
        verdict: p.verdict,
        reason: p.reason,
        round: p.round,
        versionId: p.versionId,
        findings: JSON.stringify(p.findings),
        override: p.override,
        from: p.from,
        letterId: p.letterId,
        editorId: event.editorId,
        at: event.at,
      })
      db.prepare('UPDATE submissions SET state = ?, publication = ?, answered = 0 WHERE id = ?').run(
        p.to,
        JSON.stringify(p.publication),
        p.submissionId,
      )
      break
    }
    case 'decision.reverted': {
      const p = event.payload
      db.prepare('UPDATE decisions SET reverted_at = ?, reverted_by = ?, revert_reason = ? WHERE id = ?').run(
        event.at,
        event.editorId,
        p.reason,
        p.decisionId,
      )
      // What the author wrote before the decision is unanswered again, or it could not be decided a second time.
      db.prepare(
        `UPDATE submissions SET state = @to, publication = @publication, answered = max(answered,
           (SELECT previous_answered FROM decisions WHERE id = @decisionId)) WHERE id = @submissionId`,
      ).run({
        to: p.to,
        publication: JSON.stringify(p.publication),
        decisionId: p.decisionId,
        submissionId: p.submissionId,
      })
      break
    }
    case 'decision.reason-changed':
      db.prepare('UPDATE decisions SET reason = ? WHERE id = ?').run(event.payload.to, event.payload.decisionId)
      break
    case 'letter.queued': {
      const p = event.payload
      db.prepare(
        `INSERT INTO letters (id, submission_id, decision_id, account_id, template, to_name, to_address, from_name,
           from_address, subject, text, html, message_id, in_reply_to, refs, state, reason, detail, attempts,
           not_before, created_at, sent_at)
         VALUES (@letterId, @submissionId, @decisionId, @accountId, @template, @toName, @toAddress, @fromName,
           @fromAddress, @subject, @text, @html, @messageId, @inReplyTo, @refs, 'queued', 'undo-window', '', 0,
           @notBefore, @at, NULL)`,
      ).run({
        letterId: p.letterId,
        submissionId: p.submissionId,
        decisionId: p.decisionId,
        accountId: p.accountId,
        template: p.template,
        toName: p.to.name,
        toAddress: p.to.address,
        fromName: p.from.name,
        fromAddress: p.from.address,
        subject: p.subject,
        text: p.text,
        html: p.html,
        messageId: p.messageId,
        inReplyTo: p.inReplyTo,
        refs: JSON.stringify(p.references),
        notBefore: p.notBefore,
        at: event.at,
      })
      break
    }
    case 'letter.state-changed': {
      const p = event.payload
      db.prepare(
        `UPDATE letters SET state = @to, reason = @reason, detail = @detail, attempts = @attempts,
           not_before = @notBefore, sent_at = @sentAt WHERE id = @letterId`,
      ).run({
        letterId: p.letterId,
        to: p.to,
        reason: p.reason,
        detail: p.detail,
        attempts: p.attempts,
        notBefore: p.notBefore,
        sentAt: p.to === 'sent' ? event.at : null,
      })
      break
    }
    case 'letter.account-changed': {
      const p = event.payload
      db.prepare('UPDATE letters SET account_id = ?, from_name = ?, from_address = ? WHERE id = ?').run(
        p.accountId,
        p.from.name,
        p.from.address,
        p.letterId,
      )
      break
    }
    case 'letter.edited':
      db.prepare('UPDATE letters SET subject = @subject, text = @text, html = @html WHERE id = @letterId').run(
        event.payload,
      )
      break
    case 'letter.bounced':
      db.prepare('UPDATE letters SET bounced_at = ?, bounce_detail = ? WHERE id = ?').run(
        event.at,
        event.payload.detail,
        event.payload.letterId,
      )
      // The author was not told: what was decided wants an editor again.
      db.prepare(
        `UPDATE submissions SET unread = 1, archived = 0, answered = max(answered, EXISTS (
           SELECT 1 FROM decisions d WHERE d.submission_id = @id AND d.reverted_at IS NULL))
         WHERE id = @id`,
      ).run({ id: event.payload.submissionId })
      break
    default:
      assertNever(event)
  }
}
