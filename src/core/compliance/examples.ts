/** The labelled examples of a pack, run: an editor's change to a rule is proved before it is saved. */
import type { CheckBlock, Finding } from '@shared/domain/compliance'
import { check } from './check'
import type { Example, Pattern, Rule, RulePack } from './rule-pack'

/** An example that does not do what it says. */
export interface ExampleFailure {
  readonly ruleId: string
  readonly kind: 'hit' | 'miss'
  readonly text: string
}

/** Runs every example of a pack against its own rule; others may hit it too. */
export function exampleFailures(pack: RulePack): readonly ExampleFailure[] {
  return pack.rules.flatMap((rule) => {
    const hits = (example: Example): boolean => findsRule(pack, rule, example)
    const failure = (kind: ExampleFailure['kind'], example: Example): ExampleFailure => ({
      ruleId: rule.id,
      kind,
      text: exampleText(example),
    })
    return [
      ...rule.examples.hits.filter((example) => !hits(example)).map((example) => failure('hit', example)),
      ...rule.examples.misses.filter(hits).map((example) => failure('miss', example)),
    ]
  })
}

/** The words of an example, for a list or a message. */
export function exampleText(example: Example): string {
  if (typeof example === 'string') return example
  return [example.title, example.text].filter((part) => part !== undefined && part !== '').join('\n')
}

/** An example of a rule that reads only headlines is a headline; any other one without a title is a paragraph. */
function isHeadline(pattern: Pattern): boolean {
  return 'headline' in pattern
}

function findsRule(pack: RulePack, rule: Rule, example: Example): boolean {
  return findingsInExample(pack, rule, example).length > 0
}

/** What the rule finds in an example, with the places. */
export function findingsInExample(pack: RulePack, rule: Rule, example: Example): readonly Finding[] {
  return check(...checkOf(rule, example, pack)).findings.filter((finding) => finding.ruleId === rule.id)
}

function checkOf(rule: Rule, example: Example, pack: RulePack): Parameters<typeof check> {
  const options = { versionKey: 'example' }
  if (typeof example === 'string') {
    const kind = rule.patterns.every(isHeadline) ? 'title' : 'paragraph'
    return [[{ id: kind, kind, text: example }], [pack], { links: [], imageCount: 0 }, options]
  }
  const title: CheckBlock[] = example.title === undefined ? [] : [{ id: 'title', kind: 'title', text: example.title }]
  const paragraphs = example.text
    .split('\n')
    .map((text, index): CheckBlock => ({ id: `b${index}`, kind: 'paragraph', text }))
  const { open, repeats } = example
  const context = { links: [], imageCount: 0, open, ...(repeats === undefined ? {} : { history: repeats }) }
  return [[...title, ...paragraphs], [pack], context, options]
}
