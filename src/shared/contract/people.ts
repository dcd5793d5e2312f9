/** Decisions and letters. */
import { z } from 'zod'
import { answeredElsewhereSchema, decisionSchema, verdictSchema } from '../domain/decision'
import {
  letterDraftSchema,
  letterSchema,
  letterTextSchema,
  noticeTemplateSchema,
  questionTemplateSchema,
} from '../domain/letter'
import { provenanceFieldSchema } from '../domain/submission'
import { base, id, reason, sha256 } from './base'

/** What an editor decides; a deputy's is kept as a draft. */
export const decisionRequestSchema = z.object({
  submissionId: id,
  verdict: verdictSchema,
  reason,
  override: z.string().trim().min(1).max(5000).nullable(),
  /** 录用: the clauses that the editor was shown and signs. Without all of them it wants an override reason. */
  signedClauses: z.array(z.string().max(100)).max(1_000).default([]),
  /** 录用: which of 首发, 授权 and AI 声明 the editor was shown to be open and lets pass; left out: nobody was asked. */
  openFacts: z.array(provenanceFieldSchema).max(5).optional(),
  letter: letterDraftSchema.nullable(),
  /** The round that is meant: given again after a lost answer, the same decision is not recorded twice. */
  round: z.number().int().positive().optional(),
  /** The newest mail that the editor has seen (`newestMail`): refused when another came meanwhile. */
  seen: sha256.nullable().optional(),
})

export const decisionsContract = {
  /** The letter that would go with a verdict, filled in; null for a verdict that has none. */
  draft: base
    .input(
      z.object({
        submissionId: id,
        verdict: verdictSchema,
        reason: z.string().max(5000),
        /** Findings of the newest version that the letter quotes with clause and suggestion, where its template has a place for them. */
        findings: z.array(z.string().max(100)).max(1_000).default([]),
      }),
    )
    .output(
      z.object({
        letter: letterDraftSchema.nullable(),
        /** Open 必改 findings: 录用 then needs an override reason. */
        openErrors: z.number().int(),
        /** The clauses that only a person can judge: 录用 wants them signed; empty for another verdict. */
        clausesToSign: z.array(z.string()),
        openComments: z.number().int(),
        openProvenance: z.number().int(),
        /** Which of 首发, 授权 and AI 声明 are open: 录用 asks about them. */
        openFacts: z.array(provenanceFieldSchema),
        acceptedAfter: z.number().int(),
        submissionCount: z.number().int(),
        /** What was answered with another program since the author's last mail, newest first: a letter would be a second answer. */
        answeredElsewhere: z.array(answeredElsewhereSchema),
      }),
    ),
  record: base
    .input(
      decisionRequestSchema.extend({
        /** The letter waits until it is let go: of many decisions the letters leave together. */
        hold: z.boolean().optional(),
      }),
    )
    .output(z.object({ decision: decisionSchema, letter: letterSchema.nullable() })),
  /**
   * Takes the newest decision back; it stays in the record as reverted. Its letter is cancelled; one that left stands, and is
   * wanted knowingly (`evenIfSent`).
   */
  revert: base.input(z.object({ decisionId: id, reason, evenIfSent: z.boolean().optional() })).output(decisionSchema),
}

export const lettersContract = {
  list: base.output(z.array(letterSchema)),
  /** Letters that wait until an editor lets them go, the oldest first, with the reason of their verdict. */
  held: base.output(z.array(letterSchema.extend({ verdictReason: z.string().nullable() }))),
  edit: base.input(letterTextSchema.extend({ letterId: id })).output(letterSchema),
  /** Another reason for the verdict of a held letter: in the record, and in the letter where it stands there. */
  setReason: base.input(z.object({ letterId: id, reason })).output(letterSchema),
  /** Lets held letters go: they leave when the undo time is over. */
  release: base.input(z.object({ letterIds: z.array(id).min(1).max(500) })).output(z.array(letterSchema)),
  /** Holds letters again that were let go and have not left. */
  hold: base.input(z.object({ letterIds: z.array(id).min(1).max(500) })).output(z.array(letterSchema)),
  /** A letter to the author without a verdict, filled in. */
  draftQuestion: base
    .input(
      z.object({
        submissionId: id,
        template: z.enum([...questionTemplateSchema.exclude(['resend']).options, ...noticeTemplateSchema.options]),
      }),
    )
    .output(letterDraftSchema),
  /** Queues it, or holds it until it was looked over; after a question the piece is the author's turn until an answer comes. */
  ask: base.input(z.object({ submissionId: id, letter: letterDraftSchema, hold: z.boolean() })).output(letterSchema),
  rejectReasons: base.output(z.array(z.string())),
  cancel: base.input(z.object({ letterId: id })).output(letterSchema),
  /** Tries now. An `unsure` letter is sent again only with `evenIfUnsure`: the author may get it twice. */
  retry: base.input(z.object({ letterId: id, evenIfUnsure: z.boolean() })).output(letterSchema),
  /** It leaves at this time, UTC milliseconds, and not before. */
  schedule: base.input(z.object({ letterId: id, at: z.number().int().min(0) })).output(letterSchema),
  /** The letter as text for a chat, with the 稿号; that it was copied is noted as a contact. */
  copyForChat: base.input(z.object({ letterId: id })).output(z.object({ text: z.string() })),
  /** Sends a letter that failed or waits through another account, from its address. */
  sendFrom: base.input(z.object({ letterId: id, accountId: id })).output(letterSchema),
  /** A human found an `unsure` letter in the author's or the Sent mailbox. */
  confirmSent: base.input(z.object({ letterId: id })).output(letterSchema),
}
