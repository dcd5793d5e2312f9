/**
 * A rule as JSON, read for what is shown of it. The format is the core's: what the window does not know of it stays as it is and
 * is shown as text.
 */
import type { PlainRule } from '@shared/domain/rules'

export type Json = PlainRule[string]
export type JsonObject = { readonly [key: string]: Json }

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** Words of a list, or of one text with the words apart by white space, as packs may be written. */
export function wordsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value.split(/\s+/u).filter((word) => word !== '')
  return listOf(value).filter((word): word is string => typeof word === 'string')
}

/** The texts of a rule's examples of one kind. */
export function examplesOf(rule: PlainRule, kind: 'hits' | 'misses'): readonly string[] {
  const { examples } = rule
  return isObject(examples) ? listOf(examples[kind]).map(exampleText) : []
}

export function exampleText(example: Json): string {
  if (typeof example === 'string') return example
  if (!isObject(example)) return ''
  return [textOf(example['title']), textOf(example['text'])].filter((part) => part !== '').join('\n')
}
