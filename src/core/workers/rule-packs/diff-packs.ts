/** How two versions of a pack differ, rule by rule, in words that can be shown. */
import { canonicalJson } from '@shared/canonical-json'
import type { FieldDiff, PackDiff, RuleDiff } from '@shared/domain/rules'
import { stringify } from 'yaml'
import type { Rule, RulePack } from '../../compliance/rule-pack'
import { exampleText } from '../../compliance/examples'
import { writtenRule } from './rule-value'

/** Entries of one list that are shown, and UTF-16 units of one text. */
const SHOWN = 200
const TEXT = 2_000
/** Rules whose fields are compared; of more it is only said that they changed. */
const DETAILED = 500

/** `before` null: all of it is new. */
export function diffPacks(before: RulePack | null, after: RulePack): PackDiff {
  const old = new Map((before?.rules ?? []).map((rule) => [rule.id, rule]))
  const now = new Map(after.rules.map((rule) => [rule.id, rule]))
  const rules: RuleDiff[] = []
  for (const rule of after.rules) {
    const known = old.get(rule.id)
    if (known === undefined) rules.push({ ...briefOf(rule), kind: 'added', fields: [] })
    else if (canonicalJson(known) !== canonicalJson(rule)) {
      rules.push({
        ...briefOf(rule),
        kind: 'changed',
        fields: rules.length < DETAILED ? fieldsOf(known, rule) : [],
      })
    }
  }
  for (const rule of old.values()) {
    if (!now.has(rule.id)) rules.push({ ...briefOf(rule), kind: 'removed', fields: [] })
  }
  return { rules, clauses: clausesOf(before, after), title: after.title !== (before?.title ?? after.title) }
}

function briefOf({ id, clause, level, message }: Rule) {
  return { id, clause, level, message }
}

function clausesOf(before: RulePack | null, after: RulePack): PackDiff['clauses'] {
  const old = new Map((before?.clauses ?? []).map((clause) => [clause.number, canonicalJson(clause)]))
  const now = new Set(after.clauses.map(({ number }) => number))
  const changed = after.clauses.filter(
    (clause) => old.has(clause.number) && old.get(clause.number) !== canonicalJson(clause),
  )
  return {
    added: after.clauses.filter(({ number }) => !old.has(number)).map(({ number }) => number),
    changed: changed.map(({ number }) => number),
    removed: [...old.keys()].filter((number) => !now.has(number)),
  }
}

function fieldsOf(before: Rule, after: Rule): FieldDiff[] {
  return [
    ...listDiff('words', wordsOf(before), wordsOf(after)),
    ...textDiff('patterns', patternsText(before), patternsText(after)),
    ...listDiff('examples.hits', before.examples.hits.map(exampleText), after.examples.hits.map(exampleText)),
    ...listDiff('examples.misses', before.examples.misses.map(exampleText), after.examples.misses.map(exampleText)),
    ...otherFields(before, after),
  ]
}

/** Every other member, whatever the format gets. */
function otherFields(before: Rule, after: Rule): FieldDiff[] {
  const old = writtenRule(before)
  const now = writtenRule(after)
  const keys = new Set([...Object.keys(now), ...Object.keys(old)])
  return [...keys]
    .filter((key) => key !== 'patterns' && key !== 'examples')
    .flatMap((key) => textDiff(key, textOf(old[key]), textOf(now[key])))
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : stringify(value, { lineWidth: 0 }).trim()
}

function textDiff(field: string, before: string, after: string): FieldDiff[] {
  if (before === after) return []
  return [{ field, kind: 'text', before: before.slice(0, TEXT), after: after.slice(0, TEXT) }]
}

function listDiff(field: string, before: readonly string[], after: readonly string[]): FieldDiff[] {
  const old = new Set(before)
  const now = new Set(after)
  const added = [...now].filter((each) => !old.has(each))
  const removed = [...old].filter((each) => !now.has(each))
  if (added.length === 0 && removed.length === 0) return []
  return [
    {
      field,
      kind: 'list',
      added: added.slice(0, SHOWN),
      addedCount: added.length,
      removed: removed.slice(0, SHOWN),
      removedCount: removed.length,
    },
  ]
}

/** The words of all lists, wherever in the patterns they stand. */
function wordsOf(rule: Rule): string[] {
  return wordsIn(rule.patterns)
}

const WORD_LISTS: ReadonlySet<string> = new Set(['lexicon', 'words', 'all'])

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap(wordsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    WORD_LISTS.has(key) && Array.isArray(member) ? (member.flat() as string[]) : wordsIn(member),
  )
}

/** The patterns without their lists of words, which are compared by themselves. */
function patternsText(rule: Rule): string {
  return stringify(withoutWords(writtenRule(rule)['patterns']), { lineWidth: 0 }).trim()
}

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(withoutWords)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      WORD_LISTS.has(key) ? '…' : withoutWords(member),
    ]),
  )
}
