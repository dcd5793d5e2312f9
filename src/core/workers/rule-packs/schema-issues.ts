/** What zod says about a pack or a rule, as codes that the window has words for. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue
export type Path = readonly (string | number)[]

export interface SchemaProblem {
  readonly code: string
  readonly path: Path
  readonly detail: string
}

/** Every issue with its place, those inside of a choice taken from the branch that was meant. */
export function schemaProblems(issues: readonly Issue[], base: Path = []): SchemaProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [...base, ...(issue.path as Path)]))
}

function problemsOf(issue: Issue, path: Path): SchemaProblem[] {
  const problem = (code: string, detail: string | number = ''): SchemaProblem[] => [
    { code, path, detail: String(detail) },
  ]
  switch (issue.code) {
    case 'invalid_union': {
      const branch = meantBranch(issue.errors)
      return branch === null ? problem('no-kind') : schemaProblems(branch, path)
    }
    case 'invalid_type':
      return isMissing(issue) ? problem('missing') : problem('wrong-type', issue.expected)
    case 'too_small':
      if (issue.origin === 'string')
        return problem(Number(issue.minimum) <= 1 ? 'empty' : 'too-short', `${issue.minimum}`)
      return problem(issue.origin === 'array' ? 'too-few' : 'too-small', `${issue.minimum}`)
    case 'too_big':
      if (issue.origin === 'string') return problem('too-long', `${issue.maximum}`)
      return problem(issue.origin === 'array' ? 'too-many' : 'too-big', `${issue.maximum}`)
    case 'invalid_value':
      return problem('not-allowed', issue.values.map(String).join(', '))
    case 'unrecognized_keys':
      return problem('unknown-key', issue.keys.join(', '))
    case 'invalid_format':
      return problem('bad-format', 'pattern' in issue ? (issue.pattern ?? '') : issue.format)
    default:
      return problem('invalid', issue.message)
  }
}

/** The branch of a choice that the value has the keys of; null when it has those of none. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const strange = branches.map((issues) => issues.filter(isOfAnotherShape).length)
  const least = Math.min(...strange)
  const nearest = branches.filter((_, index) => strange[index] === least)
  // Two that fit as badly: nothing says which one was meant.
  if (least > 0 && nearest.length > 1) return null
  return nearest[0] ?? null
}

function isOfAnotherShape(issue: Issue): boolean {
  if (issue.code === 'unrecognized_keys' || issue.code === 'invalid_type') {
    return issue.path.length === 0 || (issue.path.length === 1 && isMissing(issue))
  }
  return false
}

/** zod says of what is not there that it received undefined. */
function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
}
