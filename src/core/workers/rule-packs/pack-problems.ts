/** The problems of a pack's YAML, each with its place and its line. */
import type { PackProblem } from '@shared/domain/rules'
import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import { rulePackContentSchema, type RulePackProblem } from '../../compliance/rule-pack'
import { schemaProblems, type Path } from './schema-issues'

/** Problems told of one pack; one that is no pack at all has thousands. */
export const PROBLEMS_MAX = 100

/** What `loadRulePack` found, made ready to be said: schema problems as codes, everything with its line. */
export function packProblems(yaml: string, problems: readonly RulePackProblem[]): PackProblem[] {
  const isSyntax = problems.some(({ code }) => code === 'yaml' || code === 'too_large')
  if (isSyntax) {
    return problems.slice(0, PROBLEMS_MAX).map(({ code, at, detail }) => {
      const line = Number(at)
      return { code, at: '', line: Number.isInteger(line) && line > 0 ? line : null, detail }
    })
  }
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const value = document.toJS({ maxAliasCount: 100 }) as unknown
  const lineOf = (path: Path): number | null => lineAt(document, lines, path)
  if (problems.some(({ code }) => code === 'schema')) {
    const parsed = rulePackContentSchema.safeParse(value)
    if (parsed.success) return []
    return schemaProblems(parsed.error.issues)
      .slice(0, PROBLEMS_MAX)
      .map(({ code, path, detail }) => ({ code, at: path.join('.'), line: lineOf(path), detail }))
  }
  const ids = idsOf(value)
  return problems.slice(0, PROBLEMS_MAX).map(({ code, at, detail }) => {
    const path = code === 'duplicate_rule' ? ['rules', ids.lastIndexOf(detail), 'id'] : pathOf(at, ids)
    return { code, at: at, line: lineOf(path), detail }
  })
}

function idsOf(value: unknown): string[] {
  const { rules } = value as { rules?: readonly { readonly id?: unknown }[] }
  return (rules ?? []).map(({ id }) => String(id))
}

/** `rules.my/words.patterns.0` names a rule by its id, which may have points in it. */
function pathOf(at: string, ids: readonly string[]): Path {
  if (!at.startsWith('rules.')) return at === '' ? [] : at.split('.')
  const rest = at.slice('rules.'.length)
  const fitting = ids.filter((id) => rest === id || rest.startsWith(`${id}.`))
  const id = fitting.toSorted((a, b) => b.length - a.length)[0]
  if (id === undefined) return ['rules']
  const inside = rest.slice(id.length + 1)
  return ['rules', ids.indexOf(id), ...(inside === '' ? [] : inside.split('.'))]
}

/** The line of the deepest part of a path that stands in the text; null for the whole. */
function lineAt(document: Document, lines: LineCounter, path: Path): number | null {
  let node: unknown = document.contents
  let offset: number | null = null
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isNode(key) ? key.toJSON() : key) === String(step))
      if (pair === undefined) break
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0]
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (isNode(node) && node.range) offset = node.range[0]
    } else break
  }
  return offset === null ? null : lines.linePos(offset).line
}
