/** Tries a rule in a worker while it is written, a moment after the last key. */
import { useDebouncedValue } from '@mantine/hooks'
import { useCoreConnection } from '@renderer/client/use-core'
import type { PackProblem, PlainRule, TriedRule } from '@shared/domain/rules'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { readyRule } from './rule-draft'

const WAIT = 300

export interface Tried {
  readonly result: TriedRule | undefined
  readonly problems: readonly PackProblem[]
  /** It is of what stands there now. */
  readonly isCurrent: boolean
  /** Every example does what it says. */
  readonly isProven: boolean
  readonly error: unknown
}

export function useTryRule(pack: string, draft: PlainRule, text: string, titled: boolean): Tried {
  const connection = useCoreConnection()
  const now = JSON.stringify({ rule: readyRule(draft), text, titled })
  const [asked] = useDebouncedValue(now, WAIT)
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['rules', 'try', pack, asked],
    queryFn: async () => {
      const {
        rule,
        text: wanted,
        titled: hasTitle,
      } = JSON.parse(asked) as { rule: PlainRule; text: string; titled: boolean }
      return (await connection.client()).rules.try({ pack, rule, text: wanted, titled: hasTitle })
    },
    placeholderData: keepPreviousData,
    // Of what was tried only the last matters.
    gcTime: 0,
  })
  const isCurrent = asked === now && data !== undefined && !isPlaceholderData && !isFetching
  const examples = [...(data?.hits ?? []), ...(data?.misses ?? [])]
  return {
    result: data,
    problems: data?.problems ?? [],
    isCurrent,
    isProven: examples.length > 0 && examples.every(({ ok }) => ok),
    error,
  }
}
