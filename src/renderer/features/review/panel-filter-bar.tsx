/** Above the list: kinds to switch, a sheet with every other facet, what is filtered now and the way back, the order. */
import { ActionIcon, Button, Menu, Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { IconArrowsSort, IconCheck, IconFilter, IconX } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { KeyHint } from '@renderer/components/key-hint'
import { useState } from 'react'
import { isFiltering, noFilter, panelOrders, toggled, type Facet } from './panel-filter'
import { panelItemKinds } from './panel-items'
import { PanelFilterSheet, sheetFacets } from './panel-filter-sheet'
import { usePanelPrefs } from './panel-prefs'
import { useReview } from './review-context'
import { useFacetLabel } from './use-facet-label'
import classes from './panel-filter-bar.module.css'

export function PanelFilterBar({
  withKinds,
  shown,
  all,
}: {
  /** Off where the list is of one kind. */
  readonly withKinds: boolean
  /** Items that are listed, and that there are. */
  readonly shown: number
  readonly all: number
}) {
  const t = useText()
  const { panel } = useReview()
  const { filter, order, change } = usePanelPrefs()
  const labelOf = useFacetLabel()
  const [open, setOpen] = useState(false)
  useKeys({ 'review.filter': () => setOpen(true) })
  const chosen = sheetFacets.flatMap((facet) => filter[facet].map((value) => ({ facet, value })))
  const hides = withKinds ? isFiltering(filter) : chosen.length > 0
  const toggle = (facet: Facet, value: string): void => change({ filter: toggled(filter, facet, value) })
  return (
    <div className={classes['bar']} data-testid="panel-filter">
      <div className={classes['top']}>
        {withKinds && (
          <fieldset className={classes['kinds']} aria-label={t('threads.facet.kind')}>
            {panelItemKinds.map((kind) => (
              <UnstyledButton
                key={kind}
                className={classes['kind']}
                aria-pressed={filter.kind.includes(kind)}
                data-testid={`panel-kind-${kind}`}
                onClick={() => toggle('kind', kind)}
              >
                {t(`threads.kind.${kind}`)}
                <span className={classes['count']}>{panel.counts.kind.get(kind) ?? 0}</span>
              </UnstyledButton>
            ))}
          </fieldset>
        )}
        {!withKinds && <output className={classes['shown']}>{t('threads.filter.shown', { shown, all })}</output>}
        <span className={classes['tools']}>
          <Popover
            opened={open}
            onChange={setOpen}
            width={304}
            position="bottom-end"
            trapFocus
            returnFocus
            transitionProps={{ duration: 0 }}
          >
            <Popover.Target>
              <Tooltip label={`${t('threads.filter.open')} ${keyOf('review.filter')}`} disabled={open}>
                <ActionIcon
                  variant={chosen.length > 0 ? 'light' : 'subtle'}
                  color={chosen.length > 0 ? 'desk' : 'gray'}
                  aria-label={t('threads.filter.open')}
                  data-testid="panel-filter-open"
                  onClick={() => setOpen(!open)}
                >
                  <IconFilter size={16} />
                </ActionIcon>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown aria-label={t('threads.filter.open')}>
              <PanelFilterSheet onToggle={toggle} />
            </Popover.Dropdown>
          </Popover>
          {withKinds && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Tooltip label={t('threads.order')}>
                  <ActionIcon aria-label={t('threads.order')} data-testid="panel-order">
                    <IconArrowsSort size={16} />
                  </ActionIcon>
                </Tooltip>
              </Menu.Target>
              <Menu.Dropdown>
                {panelOrders.map((each) => (
                  <Menu.Item
                    key={each}
                    leftSection={each === order ? <IconCheck size={14} /> : <span className={classes['noCheck']} />}
                    data-testid={`panel-order-${each}`}
                    onClick={() => change({ order: each })}
                  >
                    {t(`threads.order.${each}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </span>
      </div>
      {hides && (
        <div className={classes['chosen']}>
          {chosen.map(({ facet, value }) => (
            <UnstyledButton
              key={`${facet} ${value}`}
              className={classes['chip']}
              aria-label={t('threads.filter.drop', { value: labelOf(facet, value) })}
              onClick={() => toggle(facet, value)}
            >
              <span className={classes['chipWord']} title={labelOf(facet, value)}>
                {labelOf(facet, value)}
              </span>
              <IconX size={12} aria-hidden="true" />
            </UnstyledButton>
          ))}
          {withKinds && <output className={classes['shown']}>{t('threads.filter.shown', { shown, all })}</output>}
          <ClearFilter />
        </div>
      )}
    </div>
  )
}

export function ClearFilter() {
  const t = useText()
  const { change } = usePanelPrefs()
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      rightSection={<KeyHint action="review.clear-filter" />}
      onClick={() => change({ filter: noFilter })}
      data-testid="panel-filter-clear"
    >
      {t('threads.filter.clear')}
    </Button>
  )
}
