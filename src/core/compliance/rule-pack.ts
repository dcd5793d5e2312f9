/** A rule pack as it is written (YAML) and as it is used: the zod schema is the format's definition. */
import { z } from 'zod'
import { clauseSchema, findingLevelSchema, openFactSchema } from '@shared/domain/compliance'
import { detectorNames } from './detectors/names'

/** Bounds on a pack, which anyone may write or import. A pack past them is refused, not cut. */
export const packLimits = {
  /** Largest YAML text in UTF-16 code units: the curated packs stay under a twentieth of it. */
  yamlLength: 4_000_000,
  rules: 2_000,
  wordsInPattern: 20_000,
  /** Longest word or phrase in UTF-16 code units. */
  wordLength: 64,
  /** Widest window of a co-occurrence, in UTF-16 code units of the squeezed text. */
  window: 200,
  /** Signs of one weighed pattern: each is a regular expression that runs over every block. */
  cues: 60,
} as const

const word = z.string().min(1).max(packLimits.wordLength)
/**
 * A list, or one text with the words apart by white space: thousands of words as a block of YAML (`lexicon: |`) are read
 * many times faster than as a list, and are easier to compare from version to version.
 */
const words = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/\s+/u).filter((part) => part !== ''))])
  .pipe(z.array(word).min(1).max(packLimits.wordsInPattern))
const regexSource = z.string().min(1)

/** `1.1` for the convention; `links/1`, `ad-law/9.3` for other packs. */
export const clauseNumberPattern = /^(?:[a-z][a-z-]*\/)?\d+(?:\.\d+)*$/u

/**
 * Which normalised text a regex reads: `folded` (width, case, look-alikes, zero-width gone),
 * `digits` (folded, and 零一二壹贰 as 0 1 2 1 2), `squeezed` (folded, symbols and spaces gone).
 */
export const viewNameSchema = z.enum(['folded', 'digits', 'squeezed'])
export type ViewName = z.infer<typeof viewNameSchema>

const urlPatternSchema = z
  .strictObject({
    /** Hosts: `bit.ly` matches itself and its subdomains. */
    hosts: z.array(z.string().min(1)).default([]),
    /** Only addresses whose path begins like this (with the slash, lower case). */
    pathPrefix: z.string().startsWith('/').optional(),
    /** Query parameters, any of which makes the address match (lower case). */
    params: z.array(z.string().min(1)).default([]),
  })
  .refine((url) => url.hosts.length > 0 || url.params.length > 0, { message: 'url_without_hosts_or_params' })

/** Whether homophones, pinyin and initials of the words count as well (gated; never an error). Off for what sounds like everyday words. */
const soundsToo = z.boolean().default(true)
/** A key of the pack's `sources`: where the words come from. */
const source = z.string().optional()

/** A sign's name, shown with the finding: `悬念`. */
const cue = z.string().min(1).max(20)
const weight = z.number().int().min(-20).max(20)
/** Nothing is found without it, or without another one that says so: what the whole is about. */
const must = z.boolean().default(false)

/**
 * Weak signs, none of which says anything alone: each counts by its weight (a negative one speaks against), and the hit
 * spans all that spoke for it when the sum is reached.
 */
const weighedSchema = z.strictObject({
  cues: z
    .array(
      z.union([
        /** Counts once, however often it matches. */
        z.strictObject({ cue, regex: regexSource, view: viewNameSchema.default('folded'), weight, must }),
        /** Each different word counts, `upTo` of them. */
        z.strictObject({ cue, words, source, weight, must, upTo: z.number().int().min(1).max(10).default(1) }),
      ]),
    )
    .min(2)
    .max(packLimits.cues),
  atLeast: z.number().int().min(1).max(100),
  /** The signs stand within a window of so many UTF-16 units of the squeezed text; absent: within the block. */
  within: z.number().int().min(2).max(packLimits.window).optional(),
})
export type Weighed = z.infer<typeof weighedSchema>

export const patternSchema = z.union([
  z.strictObject({ lexicon: words, source, soundsToo }),
  z.strictObject({ regex: regexSource, view: viewNameSchema.default('folded') }),
  z.strictObject({ url: urlPatternSchema }),
  /** Only in the title block. */
  z.strictObject({
    headline: z.union([
      z.strictObject({ lexicon: words, source, soundsToo }),
      z.strictObject({ regex: regexSource, view: viewNameSchema.default('folded') }),
      z.strictObject({ weighed: weighedSchema }),
    ]),
  }),
  /** In any one block. */
  z.strictObject({ weighed: weighedSchema }),
  /** One word of every group, in any order, within a window of UTF-16 units of the squeezed text. */
  z.strictObject({
    cooccurrence: z.strictObject({
      all: z.array(words).min(2).max(4),
      source,
      within: z.number().int().min(2).max(packLimits.window),
      /** Not over the end of a sentence. */
      sameSentence: z.boolean().default(false),
    }),
  }),
  /** What no word list can say; found by a detector of the program (`detectors/`). */
  z.strictObject({ structure: z.enum(detectorNames) }),
  /** A fact of the piece that nobody has settled yet. Never hits where the facts are not known (a text from the command line). */
  z.strictObject({ metadata: z.strictObject({ open: openFactSchema }) }),
])
export type Pattern = z.infer<typeof patternSchema>

/** Contexts in which a hit does not count. Words, compared in the folded text of the same block. */
export const exceptSchema = z.strictObject({
  /** Longer words that contain the hit: `增加微信` for `加微信`. */
  inside: z.array(word).default([]),
  /** Words shortly before the hit, in the same sentence. */
  before: z.array(word).default([]),
  /** Words shortly after the hit, in the same sentence. */
  after: z.array(word).default([]),
  /** Words anywhere in the same sentence. */
  sentence: z.array(word).default([]),
})
export type Except = z.infer<typeof exceptSchema>

/** Facts of a piece that an example can set; the others are settled. */
const exampleSchema = z.union([
  z.string().min(1),
  z.strictObject({
    title: z.string().min(1).optional(),
    /** Paragraphs apart by `\n`. */
    text: z.string().default(''),
    /** What is open about the piece. */
    open: z.array(openFactSchema).default([]),
    /** Other pieces that say the same: see `CheckContext.history`. */
    repeats: z.strictObject({ own: z.number().int().nonnegative(), others: z.number().int().nonnegative() }).optional(),
  }),
])
export type Example = z.infer<typeof exampleSchema>

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9./-]*$/u),
  clause: z.string().regex(clauseNumberPattern),
  level: findingLevelSchema,
  /** The law or regulation behind the clause, where there is one. */
  statute: z.string().optional(),
  message: z.string().min(1),
  reason: z.string().min(1),
  suggestion: z.string().min(1),
  patterns: z.array(patternSchema).min(1),
  except: exceptSchema.optional(),
  /** Quoted, negated and reported speech lowers the level by one. Off for what harms even in quotes (a phone number). */
  quotedLowers: z.boolean().default(true),
  /** Only hits that were disguised as written: symbols, invisible characters, look-alikes or entities inside the word. */
  disguised: z.boolean().default(false),
  /**
   * 线索: the clause speaks of repetition or conduct, which one manuscript cannot prove. The finding says so, and the
   * sheet calls the clause a lead, not a violation. Never of level error.
   */
  lead: z.boolean().default(false),
  /** Texts that must hit and texts that must not: a rule without both kinds does not load. */
  examples: z.strictObject({ hits: z.array(exampleSchema).min(1), misses: z.array(exampleSchema).min(1) }),
})
export type Rule = z.infer<typeof ruleSchema>

export const rulePackContentSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/u),
  version: z.string().regex(/^\d+\.\d+\.\d+$/u),
  title: z.string().min(1),
  changelog: z.array(z.strictObject({ version: z.string(), date: z.string(), changes: z.string().min(1) })).min(1),
  /** Where the words come from: a key, and a sentence with title, address and licence. */
  sources: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/u), z.string().min(1)).default({}),
  clauses: z.array(clauseSchema.extend({ number: z.string().regex(clauseNumberPattern) }).strict()).min(1),
  rules: z.array(ruleSchema).max(packLimits.rules),
})
export type RulePackContent = z.infer<typeof rulePackContentSchema>

/** A loaded pack. `hash` is the sha256 of its canonical content, so two spellings of one pack are one pack. */
export interface RulePack extends RulePackContent {
  readonly hash: string
}

/** Why a pack does not load: a code with its place in the pack; the sentence is made by the window. */
export interface RulePackProblem {
  readonly code:
    | 'too_large'
    | 'yaml'
    | 'schema'
    | 'duplicate_rule'
    | 'duplicate_clause'
    | 'unknown_clause'
    | 'empty_word'
    | 'regex_syntax'
    | 'regex_too_long'
    | 'regex_unbounded'
    | 'regex_backreference'
    | 'regex_too_costly'
    | 'regex_matches_empty'
    | 'unknown_source'
    | 'lead_error'
  /** Where: `rules.3.patterns.0`, or the line of the YAML text. */
  readonly at: string
  /** What was found there, for the sentence. */
  readonly detail: string
}
