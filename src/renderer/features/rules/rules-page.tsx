/** 规则: what is checked, clause by clause. Read-only. */
import { Skeleton } from '@mantine/core'
import { IconShieldOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { useMemo, useState } from 'react'
import { ClauseDetail } from './clause-detail'
import { ClauseList } from './clause-list'
import { clausesOf, outline } from './rule-outline'
import classes from './rules-page.module.css'
import { useRulesView } from './rules-view'
import { useRules } from './use-rules'

export function RulesPage() {
  const t = useText()
  const rules = useRules()
  const [query, setQuery] = useState('')
  const { clause: wanted, show } = useRulesView()
  const outlined = useMemo(() => outline(rules.data?.packs ?? [], query), [rules.data, query])
  const clauses = useMemo(() => clausesOf(outlined), [outlined])
  const at = Math.max(
    0,
    clauses.findIndex(({ clause }) => clause.number === wanted),
  )
  const current = clauses[at]

  const move = (by: 1 | -1): void => {
    const next = clauses[at + by]
    if (next !== undefined) show(next.clause.number)
  }
  useKeys({ 'list.next': () => move(1), 'list.previous': () => move(-1) })

  if (rules.isPending) return <RulesSkeleton />
  if (rules.error !== null) return <ErrorNotice error={rules.error} always />
  if (rules.data.packs.length === 0) {
    return <EmptyState icon={<IconShieldOff size={24} stroke={1.6} />} title={t('rules.none')} testId="rules-none" />
  }
  return (
    <Split
      id="rules"
      panels={[
        {
          id: 'clauses',
          width: 420,
          min: 300,
          max: 640,
          content: (
            <ClauseList
              outlined={outlined}
              query={query}
              onQuery={setQuery}
              current={current?.clause.number ?? null}
              onSelect={show}
              onMove={move}
            />
          ),
        },
        {
          id: 'clause',
          min: 360,
          content: (
            <Pane label={t('rules.clauses')} ground="surface">
              {current !== undefined && <ClauseDetail key={current.clause.number} {...current} />}
            </Pane>
          ),
        },
      ]}
    />
  )
}

function RulesSkeleton() {
  return (
    <div className={classes['page']}>
      <div className={classes['skeleton']}>
        {[0, 1, 2, 3, 4, 5].map((each) => (
          <Skeleton key={each} height={44} />
        ))}
      </div>
      <div />
    </div>
  )
}
