/** The engine of the house's templates: logic-light, reads no file, and ends in time whatever an editor wrote. */
import { Liquid } from 'liquidjs'
import { TEMPLATE_MAX, templateVariableSchema, type TemplateProblem } from '@shared/domain/letter-template'

/** Milliseconds that one text may take: a letter takes less than one. It stops a loop over a billion. */
const RENDER_MILLISECONDS = 2_000

/** The engine's own measure of what it holds (characters and items): far more than a letter of 100,000 characters. */
const MEMORY = 10_000_000

/** A template is trusted text; what it is filled with is not, and is never read as a template. */
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // Other templates are looked for here, and never on the disk.
  templates: {},
  renderLimit: RENDER_MILLISECONDS,
  memoryLimit: MEMORY,
})
// A letter is one text.
for (const tag of ['include', 'render', 'layout', 'block']) Reflect.deleteProperty(engine.tags, tag)

/** Fills a template. Throws where it cannot be read or names a variable that is not there. */
export function renderTemplate(source: string, variables: Readonly<Record<string, unknown>>): string {
  const text = engine.parseAndRenderSync(source, variables) as string
  return text
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/**
 * What is wrong with the template of a letter, tried with each of `samples`; null when it can be saved. What no sample reaches
 * (a branch, the members of a list that none of them fills) is read, and its variables are looked up.
 */
export function templateProblem(
  source: string,
  samples: readonly Readonly<Record<string, unknown>>[],
): TemplateProblem | null {
  if (source.trim() === '') return { code: 'empty', name: '', line: 0, detail: '' }
  if (source.length > TEMPLATE_MAX) return { code: 'too-long', name: '', line: 0, detail: '' }
  try {
    const unknown = unknownVariable(source)
    if (unknown !== null) return { code: 'unknown-variable', ...unknown, detail: '' }
    for (const sample of samples)
      if (renderTemplate(source, sample) === '') return { code: 'empty', name: '', line: 0, detail: '' }
    return null
  } catch (error) {
    return problemOf(error)
  }
}

function unknownVariable(source: string): { readonly name: string; readonly line: number } | null {
  const { globals } = engine.analyzeSync(engine.parse(source), { partials: false })
  const known: readonly string[] = templateVariableSchema.options
  const unknown = Object.entries(globals)
    .filter(([name]) => !known.includes(name))
    .map(([name, uses]) => ({ name, line: Math.min(...uses.map(({ location }) => location.row)) }))
  return unknown.toSorted((a, b) => a.line - b.line)[0] ?? null
}

/** The engine says what it found in sentences; these are the ones that have words of ours. */
const SAID: readonly (readonly [pattern: RegExp, code: TemplateProblem['code']])[] = [
  [/^undefined variable: (.+)$/, 'unknown-variable'],
  [/^undefined filter: (.+)$/, 'unknown-filter'],
  [/^tag "([^"]*)" not found$/, 'unknown-tag'],
  [/^tag "?(.+?)"? not closed$/, 'not-closed'],
  [/^output "(.+)" not closed$/, 'not-closed'],
  [/()limit exceeded/, 'too-much'],
]

/** What the engine's error means. */
export function problemOf(error: unknown): TemplateProblem {
  const message = error instanceof Error ? error.message : String(error)
  const [, said = message, line = '0'] = /^([\s\S]*?), line:(\d+)/.exec(message) ?? []
  for (const [pattern, code] of SAID) {
    const found = pattern.exec(said)
    if (found !== null) return { code, name: found[1] ?? '', line: Number(line), detail: said }
  }
  return { code: 'not-readable', name: '', line: Number(line), detail: said }
}
