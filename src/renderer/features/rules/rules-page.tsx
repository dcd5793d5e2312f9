/** 规则: what is checked, by pack, item and clause; what is on; and everything that changes it. */
import { ActionIcon, Menu, Skeleton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileImport, IconListCheck, IconPackage, IconPlus, IconShieldOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import type { RulesOverview } from '@shared/domain/rules'
import { useMemo, useState } from 'react'
import { ProposalDialog } from './proposal-dialog'
import { RuleList } from './rule-list'
import { outline } from './rule-outline'
import { rowKey, rowOf, rowsOf, type Row } from './rule-rows'
import { RulesNotices } from './rules-notices'
import { RulesPane } from './rules-pane'
import classes from './rules-page.module.css'
import { useRulesView } from './rules-view'
import { usePackActions } from './use-pack-actions'
import { useRules } from './use-rules'
import { useSwitches } from './use-switches'

export function RulesPage() {
  const rules = useRules()
  if (rules.isPending) return <RulesSkeleton />
  if (rules.error !== null) return <ErrorNotice error={rules.error} always />
  return <Rules overview={rules.data} />
}

const nothingFound: ReadonlySet<string> = new Set()

function Rules({ overview }: { readonly overview: RulesOverview }) {
  const t = useText()
  const { opened, drafts, open } = useRulesView()
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), 200)
  const found = useCoreQuery(['rules', 'find', asked], (client) => client.rules.find({ query: asked }), {
    enabled: asked !== '',
  })
  const ids = useMemo(() => (asked === '' ? nothingFound : new Set(found.data)), [asked, found.data])
  const outlined = useMemo(() => outline(overview.packs, query, ids), [overview.packs, query, ids])
  const rows = useMemo(() => rowsOf(outlined), [outlined])
  const drafted = useMemo(() => new Set(Object.keys(drafts)), [drafts])
  const switches = useSwitches()

  const marked = rowOf(opened)
  const at = marked === null ? -1 : rows.findIndex((row) => rowKey(row) === rowKey(marked))
  const first = rows[0]
  // What is open by itself when nothing was chosen yet: the first clause.
  const shown = opened ?? first ?? null
  const current = at >= 0 ? (rows[at] ?? null) : opened === null ? (first ?? null) : null
  const move = (by: 1 | -1): void => {
    const next = rows[Math.max(0, at) + (at < 0 ? 0 : by)]
    if (next !== undefined) open(next)
  }
  useKeys({ 'list.next': () => move(1), 'list.previous': () => move(-1) })

  return (
    <>
      <Split
        id="rules"
        panels={[
          {
            id: 'clauses',
            width: 420,
            min: 300,
            max: 640,
            content: (
              <RuleList
                outlined={outlined}
                query={query}
                onQuery={setQuery}
                current={current}
                onOpen={(row: Row) => open(row)}
                onMove={move}
                switches={switches}
                drafted={drafted}
                notices={<RulesNotices overview={overview} />}
                tools={<Tools />}
              />
            ),
          },
          {
            id: 'clause',
            min: 420,
            content: (
              <Pane label={t('rules.clauses')} ground="surface">
                {shown === null ? (
                  <EmptyState
                    icon={<IconShieldOff size={24} stroke={1.6} />}
                    title={t('rules.none')}
                    testId="rules-none"
                  />
                ) : (
                  <RulesPane overview={overview} opened={shown} switches={switches} />
                )}
              </Pane>
            ),
          },
        ]}
      />
      <ProposalDialog />
    </>
  )
}

function Tools() {
  const t = useText()
  const open = useRulesView((state) => state.open)
  const { importPack } = usePackActions()
  return (
    <>
      <ActionIcon
        aria-label={t('rules.allow-list')}
        title={t('rules.allow-list')}
        onClick={() => open({ kind: 'allow-list' })}
        data-testid="rules-allow-list"
      >
        <IconListCheck size={16} />
      </ActionIcon>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t('rules.add')} title={t('rules.add')} data-testid="rules-add">
            <IconPlus size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPackage size={15} />}
            onClick={() => open({ kind: 'new-pack' })}
            data-testid="rules-new-pack"
          >
            {t('rules.new-pack')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileImport size={15} />} onClick={importPack} data-testid="rules-import">
            {t('rules.import')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
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
