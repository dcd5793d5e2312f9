/** A rule as it is written: without what the format takes for granted, in the order that a reader expects. */
import type { z } from 'zod'
import { canonicalJson } from '@shared/canonical-json'
import { ruleSchema, type Rule } from '../../compliance/rule-pack'

export type Plain = Readonly<Record<string, unknown>>

/** First what it is, then what it finds, then its examples; what is not named here stands before the examples. */
const ORDER = [
  'id',
  'clause',
  'level',
  'statute',
  'message',
  'reason',
  'suggestion',
  'patterns',
  'except',
  'quotedLowers',
  'disguised',
  'lead',
]

/** The rule without its defaults: what an editor reads, compares and writes. */
export function writtenRule(rule: Rule): Plain {
  const plain = withoutDefaults(rule, ruleSchema) as Plain
  const others = Object.keys(plain).filter((key) => !ORDER.includes(key) && key !== 'examples')
  const keys = [...ORDER, ...others, 'examples'].filter((key) => plain[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, plain[key]]))
}

/**
 * Takes out members that are as the schema would fill them in: reading it again gives the same rule. Found by trying, so that
 * it holds for members that the format gets later.
 */
function withoutDefaults(value: unknown, schema: z.ZodType): unknown {
  const whole = parsed(schema, value)
  if (whole === null) return value
  let kept = value
  for (const path of memberPaths(value)) {
    const without = removed(kept, path)
    if (parsed(schema, without) === whole) kept = without
  }
  return kept
}

function parsed(schema: z.ZodType, value: unknown): string | null {
  const result = schema.safeParse(value)
  return result.success ? canonicalJson(result.data) : null
}

/** Members of objects, deepest last; lists of words are not gone through. */
function memberPaths(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) {
    return (value as unknown[]).flatMap((each, index) =>
      typeof each === 'object' && each !== null && !isWords(each) ? memberPaths(each, [...at, index]) : [],
    )
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...at, key]
    const isSimple = typeof each !== 'object' || (Array.isArray(each) && each.length === 0)
    // Only what is a switch, a choice or an empty list can be a default worth leaving out.
    const own = isSimple && (typeof each !== 'string' || each.length <= 12) ? [path] : []
    return [...own, ...memberPaths(each, path)]
  })
}

function isWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function removed(value: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (step === undefined) return value
  if (Array.isArray(value)) {
    return (value as unknown[]).map((each, index) => (index === step ? removed(each, rest) : each))
  }
  const { [step]: member, ...others } = value as Record<string, unknown>
  if (rest.length === 0) return others
  return { ...(value as object), [step]: removed(member, rest) }
}
