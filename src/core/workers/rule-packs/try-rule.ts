/** A rule as it is being written: what is wrong with it, what its examples do, what it finds in a text. */
import type { CheckBlock } from '@shared/domain/compliance'
import type { ExampleResult, PackProblem, TriedRule } from '@shared/domain/rules'
import { check, exampleText, findingsInExample, loadRulePack, type RulePack } from '../../compliance'
import type { Example, Rule } from '../../compliance/rule-pack'
import { packOf, type PackRef } from '../pack-files'
import { packProblems } from './pack-problems'
import type { Plain } from './rule-value'

export interface RuleToTry {
  readonly pack: Pick<PackRef, 'hash' | 'file'>
  readonly rule: Plain
  /** A text of the editor's; the first line is the title if `titled`. */
  readonly text: string
  readonly titled: boolean
}

export function tryRule({ pack, rule, text, titled }: RuleToTry): TriedRule {
  const loaded = loadAlone(packOf(pack), rule)
  if (!loaded.ok) return { problems: [...loaded.problems], hits: [], misses: [], found: [] }
  const [own] = loaded.pack.rules
  if (own === undefined) throw new Error('a pack of one rule has none')
  return {
    problems: [],
    hits: own.examples.hits.map((example) => runExample(loaded.pack, own, example, true)),
    misses: own.examples.misses.map((example) => runExample(loaded.pack, own, example, false)),
    found: findIn(loaded.pack, text, titled),
  }
}

type Loaded =
  { readonly ok: true; readonly pack: RulePack } | { readonly ok: false; readonly problems: readonly PackProblem[] }

/** The rule in a pack of its own, with the clauses and sources of the one that it belongs to: read as any pack is. */
function loadAlone(pack: RulePack, rule: Plain): Loaded {
  const { name, version, title, changelog, sources, clauses } = pack
  const alone = { name, version, title, changelog, sources, clauses, rules: [withWordsAsText(rule)] }
  // JSON is YAML: there is one way in which packs are read.
  const yaml = JSON.stringify(alone)
  const loaded = loadRulePack(yaml)
  if (loaded.ok) return { ok: true, pack: loaded.value }
  const problems = packProblems(yaml, loaded.error).map((problem) => ({
    ...problem,
    at: placeInRule(problem.at, rule),
    line: null,
  }))
  return { ok: false, problems }
}

/** `rules.0.patterns.1` and `rules.my/words.patterns.1` are `patterns.1` of the rule. */
function placeInRule(at: string, rule: Plain): string {
  const prefix = ['rules.0', `rules.${String(rule['id'])}`].find((each) => at === each || at.startsWith(`${each}.`))
  return prefix === undefined ? at : at.slice(prefix.length + 1)
}

/** Long lists are read as one text many times faster. */
function withWordsAsText(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(withWordsAsText)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => {
      const isPlainList =
        (key === 'lexicon' || key === 'words') &&
        Array.isArray(member) &&
        member.length > 50 &&
        member.every((word) => typeof word === 'string' && word !== '' && !/\s/u.test(word))
      return [key, isPlainList ? (member as string[]).join('\n') : withWordsAsText(member)]
    }),
  )
}

function runExample(pack: RulePack, rule: Rule, example: Example, shouldHit: boolean): ExampleResult {
  const findings = findingsInExample(pack, rule, example)
  return {
    ok: findings.length > 0 === shouldHit,
    text: exampleText(example),
    spans: findings.map(({ block, start, end }) => ({ block, start, end })),
  }
}

function findIn(pack: RulePack, text: string, titled: boolean): TriedRule['found'] {
  if (text.trim() === '') return []
  const blocks = text
    .split('\n')
    .map((line, index): CheckBlock =>
      titled && index === 0
        ? { id: 'title', kind: 'title', text: line }
        : { id: `b${index}`, kind: 'paragraph', text: line },
    )
  const { findings } = check(blocks, [pack], { links: [], imageCount: 0 }, { versionKey: 'try' })
  return findings.map(({ block, start, end, level, text: found }) => ({ block, start, end, level, text: found }))
}
