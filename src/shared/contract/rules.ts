/** Rule packs as editors work on them: lists, changes, trials, the allow-list, old verdicts. */
import { z } from 'zod'
import { localDateSchema } from '../domain/author'
import {
  ALLOW_WORDS_MAX,
  allowEntrySchema,
  allowScopeSchema,
  givenVerdictSchema,
  packRevisionSchema,
  packUpdateSchema,
  plainRuleSchema,
  proposedSchema,
  replayedSchema,
  ruleDetailSchema,
  rulesOverviewSchema,
  trialChangeSchema,
  trialFindingSchema,
  trialStateSchema,
  triedRuleSchema,
  TRY_TEXT_MAX,
} from '../domain/rules'
import { outsideOutcomeSchema } from '../shell-messages'
import { base, id, reason } from './base'

/** UTF-16 units of a pack's YAML: more is refused as too large, in words; far more is not taken in. */
const YAML_MAX = 5_000_000
const name = z.string().min(1).max(100)
const ruleId = z.string().min(1).max(200)
const hash = z.string().min(1).max(100)
const note = z.string().trim().max(2000)
const done = z.object({})

/** UTF-16 units of a rule that is written: as many words as a pattern may have. */
const RULE_MAX = 2_000_000
const rule = plainRuleSchema.refine((value) => JSON.stringify(value).length <= RULE_MAX, 'too long')

const packChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put-rule'), pack: name, ruleId: ruleId.nullable(), rule }),
  z.object({ kind: z.literal('remove-rule'), pack: name, ruleId }),
  z.object({ kind: z.literal('text'), pack: name, yaml: z.string().max(YAML_MAX) }),
  z.object({
    kind: z.literal('new'),
    name: z.string().trim().min(1).max(100),
    title: z.string().trim().min(1).max(200),
    item: z.string().trim().min(1).max(200),
    text: z.string().trim().min(1).max(2000),
  }),
  z.object({ kind: z.literal('version'), pack: name, hash }),
  z.object({ kind: z.literal('shipped'), pack: name }),
  z.object({ kind: z.literal('keep'), pack: name }),
  z.object({ kind: z.literal('merge'), pack: name, ownRules: z.array(ruleId).max(2000) }),
])

export const rulesContract = {
  overview: base.output(rulesOverviewSchema),
  /** One rule in full. */
  rule: base.input(z.object({ pack: name, ruleId })).output(ruleDetailSchema),
  /** Ids of rules that say or look for all words of a query. */
  find: base.input(z.object({ query: z.string().max(200) })).output(z.array(z.string())),
  text: base.input(z.object({ pack: name })).output(z.object({ yaml: z.string(), hash: z.string() })),
  changelog: base.input(z.object({ pack: name })).output(z.array(packRevisionSchema)),
  update: base.input(z.object({ pack: name })).output(packUpdateSchema),
  switchPack: base.input(z.object({ pack: name, on: z.boolean(), reason: note })).output(done),
  switchRule: base.input(z.object({ pack: name, ruleId, on: z.boolean(), reason: note })).output(done),
  removePack: base.input(z.object({ pack: name, reason: note })).output(done),
  /** A rule as it is being written: its problems, its examples, what it finds in a text. */
  try: base
    .input(z.object({ pack: name, rule, text: z.string().max(TRY_TEXT_MAX), titled: z.boolean() }))
    .output(triedRuleSchema),
  propose: base.input(packChange).output(proposedSchema),
  /** A change from a .yaml file that the editor chooses in the system's dialog. */
  importFile: base.output(proposedSchema),
  /** Saves a pack where the editor says in the system's dialog. */
  exportFile: base.input(z.object({ pack: name })).output(outsideOutcomeSchema),
  save: base.input(z.object({ proposalId: id, note })).output(done),
  drop: base.input(z.object({ proposalId: id })).output(done),
  trial: base.output(trialStateSchema),
  startTrial: base.input(z.object({ proposalId: id })).output(done),
  cancelTrial: base.output(done),
  /** A page of what the last trial would change. */
  trialFindings: base
    .input(
      z.object({ change: trialChangeSchema, offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            number: z.number().int(),
            finding: trialFindingSchema,
            versionId: z.string(),
            submissionId: z.string(),
            submissionNumber: z.string(),
            title: z.string(),
          }),
        ),
        total: z.number().int(),
      }),
    ),
  stopRecheck: base.output(done),
  verdicts: base.input(z.object({ versionId: id })).output(z.array(givenVerdictSchema)),
  /** Makes a verdict again with the packs that gave it. */
  replay: base.input(z.object({ versionId: id, checkedAt: z.number().int() })).output(replayedSchema),
}

export const allowListContract = {
  list: base
    .input(z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(200) }))
    .output(z.object({ rows: z.array(allowEntrySchema), total: z.number().int() })),
  add: base
    .input(
      z.object({
        scope: allowScopeSchema,
        /** The piece that it holds for, or whose author it holds for. */
        submissionId: id.nullable(),
        ruleId: ruleId.nullable(),
        words: z.string().trim().min(1).max(ALLOW_WORDS_MAX),
        reason,
        expiresOn: localDateSchema.nullable(),
      }),
    )
    .output(allowEntrySchema),
  withdraw: base.input(z.object({ entryId: id, reason: note })).output(done),
}
