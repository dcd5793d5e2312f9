/** Rule packs as editors work on them: versions, switches, the allow-list, trials. Sentences are made by the window. */
import { z } from 'zod'
import { localDateSchema } from './author'
import { clauseSchema, findingLevelSchema } from './compliance'

/** How a version of a pack came to be the one in use. */
export const packSaveSchema = z.enum([
  /** A rule was changed, added or taken out. */
  'edited',
  /** Its YAML was written. */
  'written',
  'imported',
  'created',
  /** Back to a version saved before. */
  'restored',
  /** The shipped version of the program, instead of one's own. */
  'taken',
  /** One's own, after the shipped one changed. */
  'kept',
  /** Of both, rule by rule. */
  'merged',
])
export type PackSave = z.infer<typeof packSaveSchema>

/** Ids of rules. */
export const packChangesSchema = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
})
export type PackChanges = z.infer<typeof packChangesSchema>

export const allowScopeSchema = z.enum(['desk', 'author', 'submission'])
export type AllowScope = z.infer<typeof allowScopeSchema>

/** What the check finds over words that an editor let stand; see `coveringEntry`. */
export const allowEntrySchema = z.object({
  id: z.string(),
  scope: allowScopeSchema,
  authorId: z.string().nullable(),
  authorName: z.string(),
  submissionId: z.string().nullable(),
  submissionNumber: z.string(),
  submissionTitle: z.string(),
  ruleId: z.string().nullable(),
  words: z.string(),
  reason: z.string(),
  expiresOn: localDateSchema.nullable(),
  editorName: z.string(),
  addedAt: z.number().int(),
  state: z.enum(['live', 'expired', 'withdrawn']),
  withdrawnAt: z.number().int().nullable(),
  withdrawnBy: z.string(),
  withdrawnWhy: z.string(),
  /** Findings that it lets pass now. */
  covers: z.number().int(),
})
export type AllowEntry = z.infer<typeof allowEntrySchema>

/** Longest words of an entry, UTF-16 units: as long as a word of a rule. */
export const ALLOW_WORDS_MAX = 64

/** How often editors mended what a rule found, and how often they let it pass. */
export const precisionSchema = z.object({ fixed: z.number().int(), waived: z.number().int() })
export type Precision = z.infer<typeof precisionSchema>

/** Below so many answers no share is said. */
export const PRECISION_MIN = 5

/** A rule in the list: what it says is asked for when it is shown. */
export const ruleBriefSchema = z.object({
  id: z.string(),
  clause: z.string(),
  level: findingLevelSchema,
  message: z.string(),
})
export type RuleBrief = z.infer<typeof ruleBriefSchema>

/** A pack as it was read, without what its rules look for. */
export interface PackDigest {
  readonly name: string
  readonly version: string
  readonly title: string
  readonly hash: string
  readonly clauses: readonly z.infer<typeof clauseSchema>[]
  readonly rules: readonly RuleBrief[]
}

/** Something wrong in a pack or a rule, with its place; the sentence is made by the window. */
export const packProblemSchema = z.object({
  code: z.string(),
  /** `rules.3.patterns.0.lexicon`; empty for the whole. */
  at: z.string(),
  /** From 1; null where there is no text. */
  line: z.number().int().nullable(),
  detail: z.string(),
})
export type PackProblem = z.infer<typeof packProblemSchema>

/** A pack that could not be read: a file of the program's folder, or a version that the desk keeps. */
export const packTroubleSchema = z.object({
  where: z.enum(['file', 'stored']),
  /** The file's name, or the pack's. */
  name: z.string(),
  problems: z.array(packProblemSchema),
  /** Of a stored one: the shipped pack runs in its place. */
  fellBack: z.boolean(),
})
export type PackTrouble = z.infer<typeof packTroubleSchema>

/** The packs that a check was made with, in order; `off`: rules that were switched off. */
export const packsUsedSchema = z.array(
  z.object({ name: z.string(), hash: z.string(), off: z.union([z.literal('all'), z.array(z.string())]) }),
)
export type PacksUsed = z.infer<typeof packsUsedSchema>

const listDiffSchema = z.object({
  kind: z.literal('list'),
  /** `words`, `examples.hits`, … */
  field: z.string(),
  /** Some of them; `…Count` says how many there are. */
  added: z.array(z.string()),
  addedCount: z.number().int(),
  removed: z.array(z.string()),
  removedCount: z.number().int(),
})
const textDiffSchema = z.object({ kind: z.literal('text'), field: z.string(), before: z.string(), after: z.string() })
export const fieldDiffSchema = z.discriminatedUnion('kind', [listDiffSchema, textDiffSchema])
export type FieldDiff = z.infer<typeof fieldDiffSchema>

export const ruleDiffSchema = ruleBriefSchema.extend({
  kind: z.enum(['added', 'changed', 'removed']),
  fields: z.array(fieldDiffSchema),
})
export type RuleDiff = z.infer<typeof ruleDiffSchema>

/** How two versions of a pack differ. */
export const packDiffSchema = z.object({
  rules: z.array(ruleDiffSchema),
  /** Numbers of clauses. */
  clauses: z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) }),
  title: z.boolean(),
})
export type PackDiff = z.infer<typeof packDiffSchema>

/** A place in a text of an example; UTF-16 units of its block. */
export const spanSchema = z.object({ block: z.string(), start: z.number().int(), end: z.number().int() })
export type Span = z.infer<typeof spanSchema>

/** What became of one example while the rule is written. */
export const exampleResultSchema = z.object({ ok: z.boolean(), text: z.string(), spans: z.array(spanSchema) })
export type ExampleResult = z.infer<typeof exampleResultSchema>

/** UTF-16 units of a text that a rule is tried on. */
export const TRY_TEXT_MAX = 20_000

/** A rule tried: what is wrong with it, or what its examples and a text of the editor's do. */
export const triedRuleSchema = z.object({
  problems: z.array(packProblemSchema),
  hits: z.array(exampleResultSchema),
  misses: z.array(exampleResultSchema),
  /** What it finds in the editor's own text. */
  found: z.array(spanSchema.extend({ level: findingLevelSchema, text: z.string() })),
})
export type TriedRule = z.infer<typeof triedRuleSchema>

export const trialChangeSchema = z.enum(['appears', 'disappears', 'changes'])
export type TrialChange = z.infer<typeof trialChangeSchema>

/** A finding that a change of rules makes, takes away or gives another level. */
export const trialFindingSchema = z.object({
  change: trialChangeSchema,
  ruleId: z.string(),
  /** As it would be; for one that disappears as it was. */
  level: findingLevelSchema,
  /** With `changes`: as it was. */
  was: findingLevelSchema.nullable(),
  message: z.string(),
  block: z.string(),
  /** The sentence, and the finding's place in it. */
  sentence: z.string(),
  start: z.number().int(),
  end: z.number().int(),
})
export type TrialFinding = z.infer<typeof trialFindingSchema>

const levelCountsSchema = z.object({ error: z.number().int(), warning: z.number().int(), note: z.number().int() })

/** What there is to see of a trial over all manuscripts. */
export const trialStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.enum(['running', 'done', 'cancelled']),
    proposalId: z.string(),
    done: z.number().int(),
    total: z.number().int(),
    /** Manuscripts in which something changes, and those that could not be checked. */
    touched: z.number().int(),
    failed: z.number().int(),
    appears: levelCountsSchema,
    disappears: levelCountsSchema,
    changes: z.number().int(),
    /** Findings kept to be looked at; past the limit they are only counted. */
    kept: z.number().int(),
  }),
  z.object({ kind: z.literal('failed'), proposalId: z.string(), detail: z.string() }),
])
export type TrialState = z.infer<typeof trialStateSchema>

/** A rule in the list. */
export const listedRuleSchema = ruleBriefSchema.extend({
  on: z.boolean(),
  precision: precisionSchema,
})
export type ListedRule = z.infer<typeof listedRuleSchema>

/** A pack in the list. */
export const listedPackSchema = z.object({
  name: z.string(),
  title: z.string(),
  version: z.string(),
  hash: z.string(),
  /** As it came with the program; one's own version of such a one; made here or imported. */
  origin: z.enum(['shipped', 'changed', 'own']),
  on: z.boolean(),
  /** How often it was saved here. */
  revisions: z.number().int(),
  /** Of a changed one: the program brought this version since. */
  update: z.object({ hash: z.string(), version: z.string() }).nullable(),
  clauses: z.array(clauseSchema),
  rules: z.array(listedRuleSchema),
})
export type ListedPack = z.infer<typeof listedPackSchema>

/** Checking again after rules changed. */
export const recheckStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('running'), done: z.number().int(), total: z.number().int() }),
  /** Stopped by an editor; goes on at the next start or when rules change. */
  z.object({ kind: z.literal('stopped'), left: z.number().int() }),
])
export type RecheckState = z.infer<typeof recheckStateSchema>

export const rulesOverviewSchema = z.object({
  packs: z.array(listedPackSchema),
  troubles: z.array(packTroubleSchema),
  recheck: recheckStateSchema,
  /** What a pattern can name: asked once, so that the window knows no more of the format than it must. */
  format: z.object({ detectors: z.array(z.string()), openFacts: z.array(z.string()), views: z.array(z.string()) }),
})
export type RulesOverview = z.infer<typeof rulesOverviewSchema>

/** Values of JSON, as a rule is made of. */
export const plainRuleSchema = z.record(z.string(), z.json())
export type PlainRule = z.infer<typeof plainRuleSchema>

/** One rule in full. */
export const ruleDetailSchema = z.object({
  pack: z.string(),
  /** As it is written, without what the format takes for granted. */
  rule: plainRuleSchema,
  sources: z.record(z.string(), z.string()),
  on: z.boolean(),
  switchedOff: z.object({ reason: z.string(), editorName: z.string(), at: z.number().int() }).nullable(),
  precision: precisionSchema,
})
export type RuleDetail = z.infer<typeof ruleDetailSchema>

/** A version in a pack's changelog at this desk. */
export const packRevisionSchema = z.object({
  revision: z.number().int(),
  hash: z.string(),
  version: z.string(),
  how: packSaveSchema,
  changes: packChangesSchema,
  note: z.string(),
  editorName: z.string(),
  at: z.number().int(),
  /** The one in use. */
  current: z.boolean(),
})
export type PackRevision = z.infer<typeof packRevisionSchema>

/** A change of a pack that waits to be looked at, tried and saved. */
export const proposalSchema = z.object({
  proposalId: z.string(),
  /** The pack's name. */
  pack: z.string(),
  title: z.string(),
  hash: z.string(),
  version: z.string(),
  how: packSaveSchema,
  /** Against what the desk uses now. */
  diff: packDiffSchema,
})
export type Proposal = z.infer<typeof proposalSchema>

/** What comes of proposing: something to look at, or why not; then nothing was taken over. */
export const proposedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proposal'), proposal: proposalSchema }),
  z.object({ kind: z.literal('problems'), problems: z.array(packProblemSchema) }),
  /** It is what the desk has already. */
  z.object({ kind: z.literal('same') }),
  /** No file was chosen. */
  z.object({ kind: z.literal('nothing') }),
])
export type Proposed = z.infer<typeof proposedSchema>

/** How one's own pack and the program's newer one differ from the one that both come from. */
export const packUpdateSchema = z.object({
  base: z.string().nullable(),
  theirs: packDiffSchema,
  shipped: packDiffSchema,
})
export type PackUpdate = z.infer<typeof packUpdateSchema>

/** A verdict that a version was given. */
export const givenVerdictSchema = z.object({
  checkedAt: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  notes: z.number().int(),
  /** The packs that gave it; null for verdicts of before packs were kept. */
  packs: z
    .array(z.object({ name: z.string(), version: z.string(), hash: z.string(), off: z.number().int() }))
    .nullable(),
  /** The text is the version's of now. */
  sameText: z.boolean(),
  current: z.boolean(),
})
export type GivenVerdict = z.infer<typeof givenVerdictSchema>

const replayedFindingSchema = z.object({
  ruleId: z.string(),
  level: findingLevelSchema,
  text: z.string(),
  message: z.string(),
})

/** A verdict made again with the packs that gave it. */
export const replayedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), findings: z.number().int() }),
  z.object({
    kind: z.literal('different'),
    /** Found now and not then. */
    appeared: z.array(replayedFindingSchema),
    /** Found then and not now. */
    missing: z.array(replayedFindingSchema),
  }),
  z.object({ kind: z.literal('impossible'), why: z.enum(['packs-unknown', 'pack-lost', 'text-lost', 'check-failed']) }),
])
export type Replayed = z.infer<typeof replayedSchema>
