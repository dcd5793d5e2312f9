/** The clauses by item, with how far a machine checks each. Up and down go through them. */
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { IconFilter, IconFilterOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import classes from './clause-list.module.css'
import { CoverageChip } from './coverage-chip'
import { shortNumber, type OutlineClause, type OutlinePack } from './rule-outline'

export function ClauseList({
  outlined,
  query,
  onQuery,
  current,
  onSelect,
  onMove,
}: {
  readonly outlined: readonly OutlinePack[]
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly current: string | null
  readonly onSelect: (clause: string) => void
  readonly onMove: (by: 1 | -1) => void
}) {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (current === null) return
    const row = list.current?.querySelector<HTMLElement>(`[data-clause="${CSS.escape(current)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    // Focus goes along when it is in the list already, and stays where it is otherwise.
    if (list.current?.contains(document.activeElement) === true) row?.focus()
  }, [current])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    onMove(event.key === 'ArrowDown' ? 1 : -1)
  }
  const head = (
    <div className={classes['filter']}>
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
        data-testid="rules-filter"
      />
    </div>
  )
  return (
    <div className={classes['column']}>
      <Pane head={head} foot={<PaneFoot>{t('rules.read-only')}</PaneFoot>} label={t('rules.packs')}>
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
          <div ref={list}>
            {outlined.map(({ pack, items }) => (
              <section key={pack.hash} data-testid="rules-pack">
                <header className={classes['pack']}>
                  <h2 title={pack.title}>{pack.title}</h2>
                  <Chip title={pack.hash}>{t('rules.version', { version: pack.version })}</Chip>
                  <p>{t('rules.counts', { clauses: pack.clauses.length, rules: pack.rules.length })}</p>
                </header>
                {items.map((item) => (
                  <section key={item.number}>
                    <h3 className={classes['item']}>
                      {shortNumber(item.number)}. {item.name}
                    </h3>
                    <ul className={classes['clauses']}>
                      {item.clauses.map((each) => (
                        <li key={each.clause.number}>
                          <ClauseRow
                            {...each}
                            selected={each.clause.number === current}
                            onSelect={() => onSelect(each.clause.number)}
                            onKeyDown={onKeyDown}
                          />
                        </li>
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

function ClauseRow({
  clause,
  rules,
  selected,
  onSelect,
  onKeyDown,
}: OutlineClause & {
  readonly selected: boolean
  readonly onSelect: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}) {
  const t = useText()
  return (
    <UnstyledButton
      className={classes['row'] ?? ''}
      onClick={onSelect}
      onKeyDown={onKeyDown}
      // One stop for Tab; the arrow keys and j/k go on from there.
      tabIndex={selected ? 0 : -1}
      aria-current={selected}
      data-testid="rules-clause"
      data-clause={clause.number}
    >
      <span className={classes['number']}>{shortNumber(clause.number)}</span>
      <span className={classes['text']} title={clause.text}>
        {clause.text}
      </span>
      <span className={classes['marks']}>
        <CoverageChip coverage={clause.coverage} />
        {rules.length > 0 && <span className={classes['count']}>{t('rules.rule-count', { count: rules.length })}</span>}
      </span>
    </UnstyledButton>
  )
}
