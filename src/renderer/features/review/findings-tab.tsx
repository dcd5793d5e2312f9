/** 审核: what the machine found, by clause of the convention, and the sheet of all clauses. */
import { IconListCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { FiguresLine } from '@renderer/features/figures/figures-line'
import { VerdictsLine } from '@renderer/features/rules/verdicts-line'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ReviewFinding } from '@shared/contract/contract'
import { itemNumber } from '@shared/domain/compliance'
import { useMemo } from 'react'
import { ClauseSheet } from './clause-sheet'
import { FindingCard } from './finding-card'
import { LetterLine } from './letter-line'
import { ClearFilter, PanelFilterBar } from './panel-filter-bar'
import { applyFilter } from './panel-filter'
import { PanelHead } from './panel-head'
import { PanelList, type PanelRow } from './panel-list'
import { usePanelPrefs } from './panel-prefs'
import { useReview } from './review-context'
import { groupFindings } from './review-model'
import { SinceLastLine } from './since-last-line'
import { WaivedFinding } from './waived-finding'
import comments from './comments-tab.module.css'
import classes from './findings-tab.module.css'

/** About how high the parts are before they were drawn. */
const HEIGHTS = { figures: 180, head: 32, card: 132, waived: 150, sheet: 2400 }

type Row = PanelRow &
  (
    | { readonly head: { readonly title: string; readonly count: string } }
    | { readonly finding: ReviewFinding }
    | { readonly part: 'figures' | 'clauses' }
  )

function RowContent({ row }: { readonly row: Row }) {
  if ('head' in row) return <PanelHead {...row.head} />
  if ('part' in row) return row.part === 'figures' ? <Figures /> : <ClauseSheet />
  return row.finding.waiver === null ? <FindingCard finding={row.finding} /> : <WaivedFinding finding={row.finding} />
}

export function FindingsTab() {
  const t = useText()
  const { version, findings: all, checklist, clauses, error, panel, activeId, clause } = useReview()
  const { filter } = usePanelPrefs()
  // Here everything is a finding, so that the filter of kinds says nothing.
  const findings = useMemo(
    () =>
      applyFilter(panel.items, { ...filter, kind: [] }, panel.context).shown.flatMap((item) =>
        item.kind === 'finding' ? [item.finding] : [],
      ),
    [panel.items, panel.context, filter],
  )
  if (version === null) return <EmptyState icon={<IconListCheck size={22} />} title={t('review.findings.no-text')} />
  const waived = findings.filter((finding) => finding.waiver !== null)
  const hidden =
    activeId === null || findings.some(({ id }) => id === activeId) ? undefined : all.find(({ id }) => id === activeId)
  const count = (found: readonly ReviewFinding[]): string => t('review.findings.count', { count: found.length })
  const card = (finding: ReviewFinding): Row => ({ key: finding.id, height: HEIGHTS.card, finding })
  const head = (key: string, title: string, found: readonly ReviewFinding[]): Row => ({
    key: `head ${key}`,
    height: HEIGHTS.head,
    head: { title, count: count(found) },
  })
  const rows: Row[] = [
    { key: 'figures', height: HEIGHTS.figures, part: 'figures' },
    ...(hidden === undefined ? [] : [head('hidden', t('threads.filter.hidden'), [hidden]), card(hidden)]),
    ...groupFindings(findings, clauses).flatMap((group) => [
      head(group.key, group.number === '' ? group.item : `${group.number}. ${group.item}`, group.findings),
      ...group.findings.map(card),
    ]),
    ...(waived.length === 0 ? [] : [head('waived', t('review.findings.waived'), waived), ...waived.map(card)]),
    { key: 'clauses', height: HEIGHTS.sheet, kept: true, part: 'clauses' },
  ]
  const none = all.every(({ waiver }) => waiver !== null)
  return (
    <div className={comments['tab']}>
      <ErrorNotice error={error} />
      {all.length > 0 && <PanelFilterBar withKinds={false} shown={findings.length} all={all.length} />}
      {none && checklist.length > 0 && <p className={classes['none']}>{t('review.findings.none')}</p>}
      {all.length > 0 && findings.length === 0 && (
        <p className={classes['none']} data-testid="findings-filtered">
          {t('threads.filter.empty')} <ClearFilter />
        </p>
      )}
      <PanelList
        label={t('review.tab.findings')}
        rows={rows}
        activeKey={activeId ?? (clause === null ? null : 'clauses')}
      >
        {(row) => <RowContent row={row} />}
      </PanelList>
    </div>
  )
}

function Figures() {
  const t = useText()
  const { findings, checklist, version } = useReview()
  const open = findings.filter((finding) => finding.waiver === null)
  // The figure is of the convention; clauses of other packs stand in the sheet below.
  const convention = checklist.filter((item) => itemNumber(item.clause) !== '')
  const human = convention.filter((item) => item.verdict === 'human').length
  const figures = [
    { tone: 'error', figure: String(open.filter(({ level }) => level === 'error').length), label: t('level.error') },
    {
      tone: 'warning',
      figure: String(open.filter(({ level }) => level === 'warning').length),
      label: t('level.warning'),
    },
    { tone: 'plain', figure: `${human}/${convention.length}`, label: t('clause.human') },
  ]
  return (
    <>
      <dl className={classes['figures']}>
        {figures.map(({ tone, figure, label }) => (
          <div key={tone} className={classes['figure']} data-tone={tone} data-zero={figure === '0' || undefined}>
            <dd>{figure}</dd>
            <dt>{label}</dt>
          </div>
        ))}
      </dl>
      <FiguresLine />
      <SinceLastLine />
      <LetterLine />
      {version !== null && <VerdictsLine versionId={version.id} />}
    </>
  )
}
