/** Manuscripts, what is annotated in them, and what the check found. */
import { z } from 'zod'
import {
  annotationAudienceSchema,
  annotationSchema,
  carriedAnnotationSchema,
  COMMENT_MAX,
  LABEL_MAX,
  MENTIONS_MAX,
  outcomeSchema,
} from '../domain/annotation'
import {
  checklistItemSchema,
  findingSchema,
  rulePackSummarySchema,
  sinceLastSchema,
  waivedBeforeSchema,
} from '../domain/compliance'
import { figureSheetSchema } from '../domain/figures'
import { exportFormatSchema, pasteTargetSchema } from '../domain/export'
import { allowScopeSchema } from '../domain/rules'
import { localDateSchema } from '../domain/author'
import { liveCheckFailureSchema } from '../domain/live-check'
import { findQuerySchema, foundSchema } from '../manuscript/find'
import { anchorSchema } from '../manuscript/anchor'
import { versionDiffSchema } from '../manuscript/version-diff'
import { outsideOutcomeSchema } from '../shell-messages'
import { base, id, reason, sha256 } from './base'

const commentText = z.string().trim().min(1).max(COMMENT_MAX)
const mentions = z.array(id).max(MENTIONS_MAX)
const label = z.string().trim().max(LABEL_MAX)
const clause = z.string().min(1).max(100)

/** Steps of one request, and the UTF-16 units of one: a pasted article. */
export const STEPS_MAX = 1_000
export const STEP_MAX = 4_000_000
const stepNumber = z.number().int().nonnegative()
const stepSchema = z.looseObject({ stepType: z.string() })
const step = z.string().max(STEP_MAX).refine(isStep, 'no step of a document')

function isStep(text: string): boolean {
  try {
    return stepSchema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/** A text of a version: as it was taken in (原稿), or as it is now. */
const versionText = z.object({ versionId: id, text: z.enum(['original', 'current']) })

/** A finding with what the editors made of it. */
export const reviewFindingSchema = findingSchema.extend({
  /**
   * Set when an editor let it pass (放行): SARIF's `suppression`. `entry`: an entry of the allow-list does, which is what is
   * to be withdrawn then.
   */
  waiver: z
    .object({
      reason: z.string(),
      editorName: z.string(),
      at: z.number().int(),
      entry: z
        .object({ id, words: z.string(), scope: allowScopeSchema, expiresOn: localDateSchema.nullable() })
        .optional(),
    })
    .nullable(),
})
export type ReviewFinding = z.infer<typeof reviewFindingSchema>

/** Blocks of a text, and UTF-16 units of one, as the document's own limits have them. */
const FIND_TEXTS_MAX = 20_001
const FIND_TEXT_MAX = 2_000_000

export const manuscriptsContract = {
  /** The document of a version: canonical JSON of the schema in `shared/manuscript/schema.ts`. */
  document: base
    .input(z.object({ versionId: id }))
    .output(z.object({ versionId: id, contentHash: sha256, json: z.string() })),
  /** The document as it was taken in, before anybody changed it (原稿). */
  original: base.input(z.object({ versionId: id })).output(z.object({ json: z.string() })),
  /** What was typed on top of the recorded text. */
  open: base
    .input(z.object({ versionId: id }))
    .output(z.object({ baseHash: sha256, settled: stepNumber, step: stepNumber, steps: z.array(z.string()) })),
  /** Keeps what was typed. Numbered, so that it can be said again; `step` is the last one that is kept now. */
  saveSteps: base
    .input(z.object({ versionId: id, baseHash: sha256, from: stepNumber.min(1), steps: z.array(step).max(STEPS_MAX) }))
    .output(z.object({ baseHash: sha256, settled: stepNumber, step: stepNumber })),
  /** Makes one recorded text of what was typed; `step` is the last one that is in it. */
  settle: base.input(z.object({ versionId: id })).output(z.object({ contentHash: sha256, step: stepNumber })),
  /** Puts what was typed and makes no text into a file of the profile; the version stays as it was recorded. Null: nothing was kept. */
  setAside: base.input(z.object({ versionId: id })).output(z.object({ name: z.string().nullable() })),
  /** Matches of a pattern in texts, looked for in a worker: one that takes too long is refused (`pattern-too-slow`). */
  find: base
    .input(z.object({ texts: z.array(z.string().max(FIND_TEXT_MAX)).max(FIND_TEXTS_MAX), query: findQuerySchema }))
    .output(foundSchema),
  /** How two texts of one piece differ. */
  compare: base.input(z.object({ from: versionText, to: versionText })).output(versionDiffSchema),
  /** Saves it where the editor says in the system's dialog. */
  export: base.input(z.object({ versionId: id, to: exportFormatSchema })).output(outsideOutcomeSchema),
  /** Prints the current text through the system's dialog. */
  print: base.input(z.object({ versionId: id })).output(outsideOutcomeSchema),
  /** Puts the current text on the clipboard, rich and plain. */
  copy: base.input(z.object({ versionId: id, target: pasteTargetSchema })).output(outsideOutcomeSchema),
}

export const annotationsContract = {
  list: base.input(z.object({ submissionId: id })).output(z.array(annotationSchema)),
  add: base
    .input(
      z.object({
        versionId: id,
        kind: z.enum(['comment', 'highlight']),
        anchor: anchorSchema,
        audience: annotationAudienceSchema,
        text: z.string().max(COMMENT_MAX),
        clause: clause.nullable().optional(),
        label: label.optional(),
        mentions: mentions.optional(),
        /** The finding that it grows out of. */
        finding: z.object({ findingId: id, ruleId: id }).nullable().optional(),
      }),
    )
    .output(annotationSchema),
  reply: base
    .input(z.object({ annotationId: id, text: commentText, mentions: mentions.optional() }))
    .output(annotationSchema),
  /** Only one's own. */
  editComment: base
    .input(z.object({ annotationId: id, commentId: id, text: commentText, mentions: mentions.optional() }))
    .output(annotationSchema),
  label: base.input(z.object({ annotationId: id, label, clause: clause.nullable() })).output(annotationSchema),
  /** Says where it belongs in a version. */
  place: base.input(z.object({ annotationId: id, versionId: id, anchor: anchorSchema })).output(annotationSchema),
  /** Where the annotations of its piece that were made in other texts belong in a version's; `contentHash`: of that one. */
  places: base
    .input(z.object({ versionId: id }))
    .output(z.object({ contentHash: sha256, places: z.array(carriedAnnotationSchema), requests: z.array(id) })),
  /** What the author did about it in a version; null: not said any more. */
  answer: base
    .input(z.object({ annotationId: id, versionId: id, outcome: outcomeSchema.nullable() }))
    .output(annotationSchema),
  setState: base.input(z.object({ annotationId: id, state: z.enum(['open', 'resolved']) })).output(annotationSchema),
  setAudience: base.input(z.object({ annotationId: id, audience: annotationAudienceSchema })).output(annotationSchema),
  remove: base.input(z.object({ annotationId: id })).output(z.object({})),
  /** Takes a removal back. */
  restore: base.input(z.object({ annotationId: id })).output(annotationSchema),
}

export const complianceContract = {
  /** The desk's packs with their clauses; one that is switched off is still there. */
  packs: base.output(z.array(rulePackSummarySchema)),
  findings: base.input(z.object({ versionId: id })).output(
    z.object({
      findings: z.array(reviewFindingSchema),
      checklist: z.array(checklistItemSchema),
      checkedAt: z.number().int().nullable(),
      /** The text that was checked; empty of a check from before texts were named, null while none was. */
      contentHash: z.string().max(64).nullable(),
      /** It was checked with other rules, or while something else was known of the piece, and is going to be checked again. */
      outdated: z.boolean(),
    }),
  ),
  /** 数据核对表 of the text as it is; `contentHash` says of which text. Refused: `figures-not-read`. */
  figures: base.input(z.object({ versionId: id })).output(figureSheetSchema.extend({ contentHash: sha256 })),
  /** Which of them were let pass in an earlier version, where the same words stood. */
  waivedBefore: base.input(z.object({ versionId: id })).output(z.array(waivedBeforeSchema)),
  /** Of what is typed and kept: `step` is the last of it. `recorded`: nothing is that is not recorded, so the recorded check holds. */
  live: base.input(z.object({ versionId: id })).output(
    z.discriminatedUnion('state', [
      z.object({ state: z.literal('recorded') }),
      z.object({
        state: z.literal('checked'),
        baseHash: sha256,
        step: z.number().int(),
        findings: z.array(reviewFindingSchema),
        checklist: z.array(checklistItemSchema),
      }),
      z.object({ state: z.literal('failed'), step: z.number().int(), reason: liveCheckFailureSchema }),
    ]),
  ),
  /** The text is left: nothing of it needs to be kept for the next keystroke. */
  endLive: base.input(z.object({ versionId: id })).output(z.object({})),
  /** Against the version before: improved, still there, new. Null for a first version, or while one is not checked. */
  sinceLast: base.input(z.object({ versionId: id })).output(sinceLastSchema.nullable()),
  waive: base.input(z.object({ versionId: id, findingId: id, reason })).output(z.object({})),
  withdrawWaiver: base.input(z.object({ versionId: id, findingId: id })).output(z.object({})),
}
