/** Everything that is checked: packs, items, clauses and rules, with what is on. Up and down go through the rows. */
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { IconFilter, IconFilterOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { CoverageChip } from './coverage-chip'
import { PackHead } from './pack-head'
import { PrecisionMark } from './precision'
import { shortNumber, type OutlineClause, type OutlinePack } from './rule-outline'
import { rowKey, type Row } from './rule-rows'
import { Toggle } from './toggle'
import type { Switches } from './use-switches'
import classes from './rule-list.module.css'

export function RuleList({
  outlined,
  query,
  onQuery,
  current,
  onOpen,
  onMove,
  switches,
  drafted,
  notices,
  tools,
}: {
  readonly outlined: readonly OutlinePack[]
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly current: Row | null
  readonly onOpen: (row: Row) => void
  readonly onMove: (by: 1 | -1) => void
  readonly switches: Switches
  /** Keys of rules with something written that is not saved. */
  readonly drafted: ReadonlySet<string>
  readonly notices: ReactNode
  readonly tools: ReactNode
}) {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  const key = current === null ? null : rowKey(current)

  useEffect(() => {
    if (key === null) return
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    // Focus goes along when it is on a row already, and stays where it is otherwise: on a switch, in the filter.
    if (document.activeElement instanceof HTMLElement && document.activeElement.dataset['row'] !== undefined)
      row?.focus()
  }, [key])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    onMove(event.key === 'ArrowDown' ? 1 : -1)
  }
  const head = (
    <div className={classes['head']}>
      <TextInput
        aria-label={t('rules.filter')}
        placeholder={t('rules.filter')}
        leftSection={<IconFilter size={15} />}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) onQuery('')
          else onKeyDown(event)
        }}
        maxLength={200}
        className={classes['filter'] ?? ''}
        data-testid="rules-filter"
      />
      {tools}
    </div>
  )
  const clauses = outlined.reduce((sum, { pack }) => sum + pack.clauses.length, 0)
  const rules = outlined.reduce((sum, { pack }) => sum + pack.rules.length, 0)
  return (
    <div className={classes['column']}>
      <Pane head={head} foot={<PaneFoot>{t('rules.counts', { clauses, rules })}</PaneFoot>} label={t('rules.packs')}>
        {notices}
        {outlined.length === 0 ? (
          <EmptyState
            icon={<IconFilterOff size={24} stroke={1.6} />}
            title={t('rules.no-match', { query: query.trim() })}
            actions={
              <Button variant="default" onClick={() => onQuery('')}>
                {t('rules.clear-filter')}
              </Button>
            }
          />
        ) : (
          <div ref={list} onKeyDown={onKeyDown} role="presentation">
            {outlined.map(({ pack, items }) => (
              <section key={pack.name} data-testid="rules-pack" data-pack={pack.name}>
                <PackHead pack={pack} switches={switches} />
                {items.map((item) => (
                  <section key={item.number}>
                    <h3 className={classes['item']}>
                      {shortNumber(item.number)}. {item.name}
                    </h3>
                    <ul className={classes['clauses']}>
                      {item.clauses.map((each) => (
                        <ClauseRows
                          key={each.clause.number}
                          clause={each}
                          packOn={pack.on}
                          current={key}
                          onOpen={onOpen}
                          switches={switches}
                          drafted={drafted}
                        />
                      ))}
                    </ul>
                  </section>
                ))}
              </section>
            ))}
          </div>
        )}
      </Pane>
    </div>
  )
}

interface ClauseRowsProps {
  readonly clause: OutlineClause
  readonly packOn: boolean
  readonly current: string | null
  readonly onOpen: (row: Row) => void
  readonly switches: Switches
  readonly drafted: ReadonlySet<string>
}

function ClauseRowsNow({
  clause: { clause, rules, packName },
  packOn,
  current,
  onOpen,
  switches,
  drafted,
}: ClauseRowsProps) {
  const t = useText()
  const own: Row = { kind: 'clause', clause: clause.number }
  return (
    <li>
      <RowButton
        row={own}
        current={current}
        onOpen={onOpen}
        className={classes['row']}
        testId="rules-clause"
        data={clause.number}
      >
        <span className={classes['number']}>{shortNumber(clause.number)}</span>
        <span className={classes['text']} title={clause.text} lang="zh-CN">
          {clause.text}
        </span>
        <CoverageChip coverage={clause.coverage} />
      </RowButton>
      {rules.length > 0 && (
        <ul className={classes['rules']}>
          {rules.map((rule) => {
            const row: Row = { kind: 'rule', pack: packName, ruleId: rule.id }
            const isOn = packOn && rule.on
            return (
              <li key={rule.id} className={classes['ruleLine']} data-off={!isOn}>
                <RowButton
                  row={row}
                  current={current}
                  onOpen={onOpen}
                  className={classes['ruleRow']}
                  testId="rules-rule"
                  data={rule.id}
                >
                  <span className={classes['level']} data-level={rule.level} title={t(`level.${rule.level}`)}>
                    {t(`rules.level-short.${rule.level}`)}
                  </span>
                  <span className={classes['text']} title={`${rule.message} (${rule.id})`} lang="zh-CN">
                    {rule.message}
                  </span>
                  {drafted.has(`${packName} ${rule.id}`) && (
                    <span className={classes['draft']}>{t('rules.unsaved')}</span>
                  )}
                  <PrecisionMark precision={rule.precision} />
                </RowButton>
                <Toggle
                  checked={rule.on}
                  disabled={!packOn}
                  label={t('rules.switch-rule', { name: rule.message })}
                  onChange={(on) => switches.rule(packName, rule.id, rule.message, on)}
                  testId="rule-switch"
                />
              </li>
            )
          })}
        </ul>
      )}
    </li>
  )
}

/** Many hundred rows: those whose clause is the same are not drawn again for another selection far away. */
const ClauseRows = memo(ClauseRowsNow, (before, after) => {
  const rows = after.clause.rules.map(({ id }) => `rule ${after.clause.packName} ${id}`)
  const has = (key: string | null): boolean =>
    key !== null && (key === `clause ${after.clause.clause.number}` || rows.includes(key))
  const isTouched = before.current !== after.current && (has(before.current) || has(after.current))
  return (
    !isTouched &&
    before.clause === after.clause &&
    before.packOn === after.packOn &&
    before.drafted === after.drafted &&
    before.switches.pending === after.switches.pending
  )
})

function RowButton({
  row,
  current,
  onOpen,
  className,
  testId,
  data,
  children,
}: {
  readonly row: Row
  readonly current: string | null
  readonly onOpen: (row: Row) => void
  readonly className: string | undefined
  readonly testId: string
  readonly data: string
  readonly children: ReactNode
}) {
  const key = rowKey(row)
  return (
    <UnstyledButton
      className={className ?? ''}
      onClick={() => onOpen(row)}
      // One stop for Tab; the arrow keys and j/k go on from there.
      tabIndex={key === current ? 0 : -1}
      aria-current={key === current}
      data-row={key}
      data-testid={testId}
      data-id={data}
    >
      {children}
    </UnstyledButton>
  )
}
