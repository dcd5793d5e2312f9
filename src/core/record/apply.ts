/** Applies one event to the state tables: the only writer they have. Deterministic, so that replay gives the same rows. */
import type { Database } from 'better-sqlite3'
import type { RecordedEvent } from '@shared/domain/event'
import { assertNever } from '@shared/domain/result'
import { applyAnnotation } from './apply-annotation'
import { applyArrangement } from './apply-arrangement'
import { applyAuthor } from './apply-author'
import { applyDecision } from './apply-decision'
import { applyDesk } from './apply-desk'
import { applyManuscript } from './apply-manuscript'
import { applyPerson } from './apply-person'
import { applyPublication } from './apply-publication'
import { applyRules } from './apply-rules'
import { applySanction } from './apply-sanction'
import { applySubmission } from './apply-submission'
import { applyTemplate } from './apply-template'
import { applyWorkItem } from './apply-work-item'
import { noteSubjects } from './subjects'

export function applyEvent(db: Database, event: RecordedEvent): void {
  switch (event.type) {
    case 'desk.created':
    case 'desk.letter-settings-changed':
    case 'desk.export-settings-changed':
    case 'editor.named':
    case 'editor.role-changed':
    case 'editor.retired':
    case 'editor.coloured':
    case 'desk.editor-switched':
    case 'desk.approval-changed':
    case 'desk.notices-changed':
    case 'account.added':
    case 'account.changed':
    case 'account.intake-changed':
    case 'account.removed':
      applyDesk(db, event)
      break
    case 'author.registered':
    case 'author.identity-changed':
    case 'author.wechat-changed':
    case 'author.contact-noted':
    case 'author.note-pinned':
    case 'author.note-files-changed':
    case 'author.note-changed':
    case 'author.note-removed':
    case 'follow-up.created':
    case 'follow-up.moved':
    case 'follow-up.reminded':
    case 'follow-up.closed':
      applyAuthor(db, event)
      break
    case 'author.renamed':
    case 'author.address-noted':
    case 'author.pen-name-noted':
    case 'author.fact-noted':
    case 'author.tagged':
    case 'author.merged':
    case 'author.unmerged':
    case 'author.kept-apart':
    case 'author.keep-in-touch-set':
    case 'authors.imported':
    case 'authors.import-reverted':
    case 'author.removed':
    case 'author.erased':
      applyPerson(db, event)
      break
    case 'author.listed':
    case 'author.listing-ended':
    case 'author.site-account-noted':
    case 'author.publication-noted':
    case 'sanction.proposed':
    case 'sanction.carried-out':
    case 'sanction.lifted':
    case 'sanction.ended':
    case 'sanction.dropped':
    case 'appeal.entered':
    case 'appeal.settled':
    case 'objection.raised':
    case 'objection.settled':
      applySanction(db, event)
      break
    case 'submission.registered':
    case 'submission.message-joined':
    case 'submission.review-started':
    case 'submission.read':
    case 'submission.unread':
    case 'submission.review-undone':
    case 'submission.provenance-noted':
    case 'manuscript.version-added':
    case 'manuscript.refused':
      applySubmission(db, event)
      break
    case 'manuscript.edited':
    case 'submission.detail-noted':
    case 'submission.picture-described':
      applyManuscript(db, event)
      break
    case 'submission.archived':
    case 'submission.assigned':
    case 'submission.complaint-noted':
    case 'submission.reply-by-changed':
    case 'submission.urgency-changed':
    case 'submission.message-sorted':
    case 'submission.message-recalled':
    case 'submission.awaiting-changed':
    case 'submission.linked':
    case 'submission.unlinked':
    case 'submission.file-added':
    case 'submission.link-noted':
      applyWorkItem(db, event)
      break
    case 'submission.rearranged':
    case 'submission.reshaped':
    case 'submission.dissolved':
      applyArrangement(db, event)
      break
    case 'annotation.added':
    case 'annotation.imported':
    case 'annotation.replied':
    case 'annotation.comment-edited':
    case 'annotation.labelled':
    case 'annotation.placed':
    case 'annotation.answered':
    case 'annotation.state-changed':
    case 'annotation.audience-changed':
    case 'annotation.removed':
    case 'annotation.restored':
    case 'finding.waived':
    case 'finding.waiver-withdrawn':
      applyAnnotation(db, event)
      break
    case 'rule-pack.saved':
    case 'rule-pack.switched':
    case 'rule-pack.removed':
    case 'rule.switched':
    case 'allow-entry.added':
    case 'allow-entry.withdrawn':
      applyRules(db, event)
      break
    case 'decision.recorded':
    case 'decision.reverted':
    case 'decision.reason-changed':
    case 'letter.queued':
    case 'letter.edited':
    case 'letter.state-changed':
    case 'letter.account-changed':
    case 'letter.bounced':
      applyDecision(db, event)
      break
    case 'template.saved':
      applyTemplate(db, event)
      break
    case 'decision.proposed':
    case 'decision.proposal-settled':
    case 'submission.publication-changed':
    case 'submission.terms-noted':
    case 'author.guardian-noted':
      applyPublication(db, event)
      break
    default:
      assertNever(event)
  }
  noteSubjects(db, event)
}
