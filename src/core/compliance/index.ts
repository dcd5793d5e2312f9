/**
 * Compliance checking: a pure function of blocks, rule packs and context. Knows neither the
 * editor nor the store; every offset is in UTF-16 code units.
 */
export { check } from './check'
export type { CheckOptions } from './check'
export { CheckSession } from './check-session'
export { checkPlainText } from './check-plain-text'
export type { AllowedBy, Allows, PlainFinding, PlainText, PlainTextResult } from './check-plain-text'
export { exampleFailures, exampleText, findingsInExample } from './examples'
export type { ExampleFailure } from './examples'
export { loadRulePack } from './load-rule-pack'
export type { RulePack, RulePackProblem } from './rule-pack'
export { squeezedWord } from './squeezed-word'
export { toSarif } from './to-sarif'
export type { SarifLog, SarifSource } from './to-sarif'
