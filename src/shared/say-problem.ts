/** What is wrong in a rule pack, in words: for the window and the command line. */
import type { PackProblem } from './domain/rules'
import type { MessageKey, MessageParams } from './i18n/translate'

/** Codes that have a sentence; `detail` is what was found there, or the bound. */
export const problemCodes = [
  'too-large',
  'yaml',
  'duplicate-rule',
  'duplicate-clause',
  'unknown-clause',
  'empty-word',
  'regex-syntax',
  'regex-too-long',
  'regex-unbounded',
  'regex-backreference',
  'regex-too-costly',
  'regex-matches-empty',
  'unknown-source',
  'lead-error',
  'missing',
  'wrong-type',
  'empty',
  'too-short',
  'too-long',
  'too-few',
  'too-many',
  'too-small',
  'too-big',
  'not-allowed',
  'unknown-key',
  'bad-format',
  'no-kind',
  'unreadable',
  'other-content',
  'example-misses',
  'example-hits',
  'name-changed',
  'name-taken',
  'rule-taken',
  'clause-taken',
] as const
type ProblemCode = (typeof problemCodes)[number]

type Say = (key: MessageKey, params?: MessageParams) => string

/** The problem by itself, without its place. */
export function sayProblem(say: Say, { code, detail }: PackProblem): string {
  const known = code.replaceAll('_', '-')
  return isKnown(known)
    ? say(`rule-problem.${known}`, { detail })
    : say('rule-problem.other', { code, detail: detail === '' ? code : detail })
}

function isKnown(code: string): code is ProblemCode {
  return (problemCodes as readonly string[]).includes(code)
}
