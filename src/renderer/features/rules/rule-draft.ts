/** A rule while it is written, as JSON. Members that the form does not know stay as they are. Pure. */
import type { ListedPack, PlainRule } from '@shared/domain/rules'
import { isObject, listOf, type Json, type JsonObject } from './plain-rule'

/** Kinds of patterns that the form has fields for; any other is written as JSON. */
export const patternKinds = [
  'lexicon',
  'regex',
  'url',
  'headline',
  'cooccurrence',
  'weighed',
  'structure',
  'metadata',
] as const
export type PatternKind = (typeof patternKinds)[number]

export function kindOf(pattern: Json): PatternKind | 'other' {
  if (!isObject(pattern)) return 'other'
  return patternKinds.find((kind) => pattern[kind] !== undefined) ?? 'other'
}

/** A new pattern of a kind, to be filled. */
export function emptyPattern(
  kind: PatternKind,
  format: { readonly detectors: readonly string[]; readonly openFacts: readonly string[] },
): JsonObject {
  switch (kind) {
    case 'lexicon':
      return { lexicon: [] }
    case 'regex':
      return { regex: '' }
    case 'url':
      return { url: { hosts: [], params: [] } }
    case 'headline':
      return { headline: { lexicon: [] } }
    case 'cooccurrence':
      return { cooccurrence: { all: [[], []], within: 24 } }
    case 'weighed':
      return {
        weighed: {
          cues: [
            { cue: '', words: [], weight: 1 },
            { cue: '', words: [], weight: 1 },
          ],
          atLeast: 2,
        },
      }
    case 'structure':
      return { structure: format.detectors[0] ?? '' }
    case 'metadata':
      return { metadata: { open: format.openFacts[0] ?? '' } }
  }
}

export function newRule(pack: string): PlainRule {
  return {
    id: `${pack}/`,
    clause: '',
    level: 'warning',
    message: '',
    reason: '',
    suggestion: '',
    patterns: [{ lexicon: [] }],
    examples: { hits: [''], misses: [''] },
  }
}

/** A copy under an id that the pack does not have yet. */
export function copyOfRule(rule: PlainRule, pack: Pick<ListedPack, 'rules'>): PlainRule {
  const known = new Set(pack.rules.map(({ id }) => id))
  const base = typeof rule['id'] === 'string' ? rule['id'] : ''
  let number = 2
  while (known.has(`${base}-${number}`)) number += 1
  return { ...rule, id: `${base}-${number}` }
}

/** One word a line, or apart by 、，；: words may have spaces inside. */
export function wordsFromText(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n、，；;]/u)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ]
}

/** What is sent: without what was left empty, so that the core says what is missing and not what is blank. */
export function readyRule(draft: PlainRule): PlainRule {
  const { statute, examples, except, ...others } = draft
  return {
    ...others,
    ...(typeof statute === 'string' && statute.trim() !== '' ? { statute: statute.trim() } : {}),
    ...(isObject(except) && Object.values(except).some((words) => listOf(words).length > 0) ? { except } : {}),
    examples: isObject(examples)
      ? { ...examples, hits: filled(examples['hits']), misses: filled(examples['misses']) }
      : { hits: [], misses: [] },
  }
}

function filled(examples: Json | undefined): Json[] {
  return listOf(examples).filter((example) => typeof example !== 'string' || example.trim() !== '')
}

/** Where the nth example that is written stands among those that are sent; null for an empty one. */
export function sentIndex(examples: readonly Json[], index: number): number | null {
  const isSent = (example: Json): boolean => typeof example !== 'string' || example.trim() !== ''
  const own = examples[index]
  if (own === undefined || !isSent(own)) return null
  return examples.slice(0, index).filter(isSent).length
}
