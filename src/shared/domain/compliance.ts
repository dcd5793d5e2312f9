/**
 * What the compliance check speaks of: blocks in, findings out.
 *
 * All offsets are UTF-16 code units. `start` and `end` of a finding are relative to its
 * block's text (half-open); `block` is `title` or the stable id of a textblock.
 */
import { z } from 'zod'
import { provenanceFieldSchema } from './submission'

/** 必改 `error`, 建议 `warning`, 提示 `note`: SARIF's words (OASIS SARIF 2.1.0, `level`). */
export const findingLevelSchema = z.enum(['error', 'warning', 'note'])
export type FindingLevel = z.infer<typeof findingLevelSchema>

/** One textblock of a manuscript as the check reads it; the title is a block of its own with id `title`. */
export interface CheckBlock {
  readonly id: string
  readonly kind: 'title' | 'heading' | 'paragraph' | 'list-item' | 'quote' | 'caption' | 'code' | 'cell' | 'footnote'
  readonly text: string
}

/** A link of the manuscript that is not visible in its text (the address behind the words). */
export interface CheckLink {
  readonly url: string
  readonly block: string
  readonly start: number
  readonly end: number
}

/** What can be open about a piece besides its text. */
export const openFactSchema = z.enum([...provenanceFieldSchema.options, 'picture-source'])
export type OpenFact = z.infer<typeof openFactSchema>

/** Other submissions that say the same thing, as the desk counted them. */
export interface RepetitionHistory {
  /** Earlier pieces of the same author with the same sales talk, contacts or links, or nearly the same text. */
  readonly own: number
  /** Pieces of other authors that do. */
  readonly others: number
}

/** What the check may know besides the text. A text from the command line has neither facts nor history. */
export interface CheckContext {
  readonly links: readonly CheckLink[]
  readonly imageCount: number
  /** What nobody has settled yet; absent where it is not known. */
  readonly open?: readonly OpenFact[]
  readonly history?: RepetitionHistory
}

/** One step of normalisation that made the matched form out of the written one, shown as a trace. */
export const traceStepSchema = z.enum([
  'width',
  'case',
  'symbol',
  'zero-width',
  'traditional',
  'homophone',
  'look-alike',
  'digit',
  'space',
  'entity',
  'combining',
  'pinyin',
  'repeat',
  'initials',
  'split',
  'reversed',
  'leet',
])
export type TraceStep = z.infer<typeof traceStepSchema>

/**
 * Whose speech it is, where not the author's own: in quotation marks `quoted`, and with the word of who said so or that it
 * is a word `cited`; denied or forbidden `negated`; news, hearsay or a case `reported`; argued against `opposed`; explained
 * as a word `defined`; said of oneself or one's own people `self`. And `sound`: the words only sound like those of the rule.
 */
export const loweredSchema = z.enum(['quoted', 'cited', 'negated', 'reported', 'opposed', 'defined', 'self', 'sound'])
export type Lowered = z.infer<typeof loweredSchema>

export const findingSchema = z.object({
  /** Hash of version, rule, block, normalised text and occurrence: stable while the text is. */
  id: z.string(),
  ruleId: z.string(),
  /** `1.1` to `9.4` for the convention; `ad-law/9.3` and the like for other packs. */
  clause: z.string(),
  /** The pack that the rule is of: `convention`, `advertising-law`, … */
  category: z.string(),
  level: findingLevelSchema,
  /** In the language of the pack (Chinese); shown beside the localised clause title. */
  message: z.string(),
  reason: z.string(),
  suggestion: z.string(),
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** The span as written. */
  text: z.string(),
  /** The span as matched. */
  normalized: z.string(),
  trace: z.array(traceStepSchema),
  /** What the machine worked out, in figures or names only: `66.67%`. Absent where there is nothing to add. */
  detail: z.string().optional(),
  /** 线索: one manuscript cannot prove what the clause speaks of (repetition, conduct). Absent: no. */
  lead: z.literal(true).optional(),
  /** Why the level is below the rule's: it is not the author's own abuse, or perhaps not the word. Absent when it is the rule's own level. */
  lowered: loweredSchema.optional(),
  /** It is about the piece, not about the words of the span, which is the title or the first block as it must stand somewhere. */
  ofPiece: z.literal(true).optional(),
})
export type Finding = z.infer<typeof findingSchema>

/** A finding whose words an editor let pass in an earlier version, where they stand as they do now. */
export const waivedBeforeSchema = z.object({
  findingId: z.string(),
  reason: z.string(),
  editorName: z.string(),
  at: z.number().int(),
  /** Of the version that it was let pass in. */
  ordinal: z.number().int(),
})
export type WaivedBefore = z.infer<typeof waivedBeforeSchema>

/** What became of the findings of the version before. Those of a version that are not in `still` are new. */
export const sinceLastSchema = z.object({
  /** Of the version before. */
  ordinal: z.number().int(),
  /** Findings of the version, by id, that the one before had as well. */
  still: z.array(z.string()),
  /** Findings of the one before that are gone: 改好. */
  fixed: z.array(findingSchema.pick({ id: true, ruleId: true, clause: true, level: true, message: true, text: true })),
})
export type SinceLast = z.infer<typeof sinceLastSchema>

/**
 * 命中 `hit`, 机器未发现 `none`, 需人工判断 `human`, 机器不可查 `unchecked`. There is no "compliant":
 * a machine that found nothing has proved nothing.
 */
export const clauseVerdictSchema = z.enum(['hit', 'none', 'human', 'unchecked'])
export type ClauseVerdict = z.infer<typeof clauseVerdictSchema>

export const checklistItemSchema = z.object({
  clause: z.string(),
  verdict: clauseVerdictSchema,
  /** With `hit`: only leads were found (线索), no violation. */
  lead: z.literal(true).optional(),
})
export type ChecklistItem = z.infer<typeof checklistItemSchema>

/** The number of an item of the convention: `7` of `7.2`; empty for clauses of other packs. */
export function itemNumber(clause: string): string {
  return /^(\d+)\.\d+$/.exec(clause)?.[1] ?? ''
}

/** One clause as a rule pack declares it. */
export const clauseSchema = z.object({
  /** `1.1` … `9.4`. */
  number: z.string(),
  /** The item's name: `文章标题党`. */
  item: z.string(),
  /** The sub-item's words as the convention has them. */
  text: z.string(),
  /** How a machine checks it: by rules, by rules in part (a human still judges), or not at all. */
  coverage: z.enum(['rules', 'partial', 'human', 'unchecked']),
  /** What only a human can judge, in the pack's language. Empty when rules cover it. */
  human: z.string(),
})
export type Clause = z.infer<typeof clauseSchema>

export interface CheckResult {
  readonly findings: readonly Finding[]
  readonly checklist: readonly ChecklistItem[]
}

/** A rule pack by its clauses. `hash` names the stored pack that an old verdict replays against. */
export const rulePackSummarySchema = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string(),
  hash: z.string(),
  clauses: z.array(clauseSchema),
})
export type RulePackSummary = z.infer<typeof rulePackSummarySchema>
