/** Reads a rule pack: YAML, its schema, then what a schema cannot say. */
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '@shared/domain/result'
import { parseDocument } from 'yaml'
import { canonicalJson } from '@shared/canonical-json'
import { regexProblem } from './regex-guard'
import {
  packLimits,
  rulePackContentSchema,
  type Except,
  type Pattern,
  type Rule,
  type RulePack,
  type RulePackContent,
  type RulePackProblem,
} from './rule-pack'
import { squeezedWord } from './squeezed-word'

/**
 * Reads a pack from YAML. All problems are reported at once, each with its place; a pack with a problem does not load.
 *
 * `passed`: the hash of a pack that loaded before. The same content is not examined a second time, which is what takes
 * longest; other content is.
 */
export function loadRulePack(yamlText: string, passed?: string): Result<RulePack, readonly RulePackProblem[]> {
  if (yamlText.length > packLimits.yamlLength) {
    return fail([{ code: 'too_large', at: '', detail: String(yamlText.length) }])
  }
  const raw = readYaml(yamlText)
  if (!raw.ok) return raw
  const parsed = rulePackContentSchema.safeParse(raw.value)
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ path, message }) => ({ code: 'schema', at: path.join('.'), detail: message })),
    )
  }
  const hash = createHash('sha256').update(canonicalJson(parsed.data)).digest('hex')
  if (hash === passed) return ok({ ...parsed.data, hash })
  const { sources } = parsed.data
  const problems = [...clauseProblems(parsed.data), ...parsed.data.rules.flatMap((rule) => ruleProblems(rule, sources))]
  if (problems.length > 0) return fail(problems)
  return ok({ ...parsed.data, hash })
}

function readYaml(yamlText: string): Result<unknown, readonly RulePackProblem[]> {
  const document = parseDocument(yamlText, { prettyErrors: true })
  const [first] = document.errors
  if (first === undefined) {
    try {
      // Aliases are counted while they are expanded: a "billion laughs" file is refused.
      return ok(document.toJS({ maxAliasCount: 100 }))
    } catch (error) {
      return fail([{ code: 'yaml', at: '', detail: error instanceof Error ? error.message : '' }])
    }
  }
  return fail(
    document.errors.map((error) => ({
      code: 'yaml',
      at: error.linePos === undefined ? '' : String(error.linePos[0].line),
      detail: error.code,
    })),
  )
}

function clauseProblems(pack: RulePackContent): RulePackProblem[] {
  const numbers = pack.clauses.map((clause) => clause.number)
  const ids = pack.rules.map((rule) => rule.id)
  const known = new Set(numbers)
  return [
    ...repeated(numbers).map((detail): RulePackProblem => ({ code: 'duplicate_clause', at: 'clauses', detail })),
    ...repeated(ids).map((detail): RulePackProblem => ({ code: 'duplicate_rule', at: 'rules', detail })),
    ...pack.rules
      .filter((rule) => !known.has(rule.clause))
      .map((rule): RulePackProblem => ({ code: 'unknown_clause', at: `rules.${rule.id}`, detail: rule.clause })),
  ]
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>()
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))]
}

type Sources = RulePackContent['sources']

function ruleProblems(rule: Rule, sources: Sources): RulePackProblem[] {
  const at = `rules.${rule.id}`
  return [
    ...(rule.lead && rule.level === 'error' ? [{ code: 'lead_error', at, detail: rule.level } as const] : []),
    ...rule.patterns.flatMap((pattern, index) => patternProblems(pattern, `${at}.patterns.${index}`, sources)),
    ...exceptProblems(rule.except, `rules.${rule.id}.except`),
  ]
}

function patternProblems(pattern: Pattern, at: string, sources: Sources): RulePackProblem[] {
  if ('lexicon' in pattern) {
    return [...unknownSource(pattern.source, sources, at), ...emptyWords(pattern.lexicon, at)]
  }
  if ('cooccurrence' in pattern) {
    const { all, source } = pattern.cooccurrence
    return [...unknownSource(source, sources, at), ...emptyWords(all.flat(), at)]
  }
  if ('headline' in pattern) return patternProblems(pattern.headline, at, sources)
  if ('url' in pattern || 'structure' in pattern || 'metadata' in pattern) return []
  if ('weighed' in pattern) {
    return pattern.weighed.cues.flatMap((cue, index) => {
      const place = `${at}.cues.${index}`
      if ('regex' in cue) return regexProblems(cue.regex, place)
      return [...unknownSource(cue.source, sources, place), ...emptyWords(cue.words, place)]
    })
  }
  return regexProblems(pattern.regex, at)
}

function unknownSource(source: string | undefined, sources: Sources, at: string): RulePackProblem[] {
  return source !== undefined && sources[source] === undefined ? [{ code: 'unknown_source', at, detail: source }] : []
}

function regexProblems(regex: string, at: string): RulePackProblem[] {
  const problem = regexProblem(regex)
  return problem === undefined ? [] : [{ ...problem, at }]
}

/** A word of symbols only would be found nowhere, because symbols are squeezed out. */
function emptyWords(words: readonly string[], at: string): RulePackProblem[] {
  return words
    .filter((word) => squeezedWord(word) === '')
    .map((detail): RulePackProblem => ({ code: 'empty_word', at, detail }))
}

function exceptProblems(except: Except | undefined, at: string): RulePackProblem[] {
  if (except === undefined) return []
  return emptyWords([...except.inside, ...except.before, ...except.after, ...except.sentence], at)
}
