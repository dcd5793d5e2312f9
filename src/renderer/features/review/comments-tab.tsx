/** 批注: the comment being written, and everything that is said of the text (comments, highlights, changes, findings) as the filter shows it. */
import { IconFilterOff, IconMessage } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { CommentCard } from './comment-card'
import { CommentComposer } from './comment-composer'
import { FindingCard } from './finding-card'
import { ClearFilter, PanelFilterBar } from './panel-filter-bar'
import type { PanelGroup } from './panel-filter'
import { PanelHead } from './panel-head'
import type { PanelItem } from './panel-items'
import { PanelList, type PanelRow } from './panel-list'
import { usePanelPrefs } from './panel-prefs'
import { useReview } from './review-context'
import { clauseTitle } from './review-model'
import { SuggestionBar } from './suggestion-bar'
import { SuggestionCard } from './suggestion-card'
import { useFacetLabel } from './use-facet-label'
import { WaivedFinding } from './waived-finding'
import list from './panel-list.module.css'
import classes from './comments-tab.module.css'

/** About how high a card is before it was drawn. */
const CARD_HEIGHT = 112
const HEAD_HEIGHT = 32

interface Head {
  readonly title: string
  readonly count: string
  readonly hint?: string
}
type Row = PanelRow & ({ readonly head: Head } | { readonly item: PanelItem; readonly hint: string | undefined })

export function CommentsTab() {
  const t = useText()
  const { version, composer, panel, activeId } = useReview()
  const { order } = usePanelPrefs()
  const headOf = useGroupHead()
  const { items, shown, groups } = panel
  // One that was selected in the text though the filter hides it is shown all the same, and said so.
  const hidden = activeId === null || shown.some(({ id }) => id === activeId) ? undefined : panel.byId.get(activeId)
  const rows: Row[] = [
    ...(hidden === undefined ? [] : [rowOf(hidden, t('threads.filter.hidden'))]),
    ...groups.flatMap((group): Row[] => [
      ...(order === 'text' && group.key === 'open'
        ? []
        : [{ key: `head ${group.key}`, height: HEAD_HEIGHT, head: headOf(group) }]),
      ...group.items.map((item) => rowOf(item)),
    ]),
  ]
  return (
    <div className={classes['tab']}>
      {items.length > 0 && <PanelFilterBar withKinds shown={shown.length} all={items.length} />}
      <SuggestionBar />
      {composer !== null && (
        <div className={classes['composer']}>
          <CommentComposer key={`${composer.block} ${composer.start} ${composer.end}`} composer={composer} />
        </div>
      )}
      {items.length === 0 && composer === null && (
        <EmptyState icon={<IconMessage size={22} />} title={t('review.comments.none')}>
          {version === null ? null : t('review.comments.none-text', { key: keyOf('review.comment') })}
        </EmptyState>
      )}
      {items.length > 0 && shown.length === 0 && (
        <div className={classes['empty']}>
          <EmptyState icon={<IconFilterOff size={22} />} title={t('threads.filter.empty')} actions={<ClearFilter />}>
            {t('threads.filter.empty-text', { count: items.length })}
          </EmptyState>
        </div>
      )}
      {rows.length > 0 && (
        <PanelList label={t('threads.list')} rows={rows} activeKey={activeId}>
          {(row) => ('head' in row ? <PanelHead {...row.head} /> : <ItemRow item={row.item} hint={row.hint} />)}
        </PanelList>
      )}
    </div>
  )
}

function rowOf(item: PanelItem, hint?: string): Row {
  return { key: item.id, height: CARD_HEIGHT, item, hint }
}

function ItemRow({ item, hint }: { readonly item: PanelItem; readonly hint: string | undefined }) {
  return (
    <>
      {hint !== undefined && <p className={list['hint']}>{hint}</p>}
      <ItemCard item={item} />
    </>
  )
}

function ItemCard({ item }: { readonly item: PanelItem }) {
  switch (item.kind) {
    case 'finding':
      return item.finding.waiver === null ? (
        <FindingCard finding={item.finding} />
      ) : (
        <WaivedFinding finding={item.finding} />
      )
    case 'suggestion':
      return <SuggestionItem id={item.id} />
    default:
      return <CommentCard placed={item.placed} />
  }
}

function SuggestionItem({ id }: { readonly id: string }) {
  const suggestion = useReview().suggestions.find((each) => each.id === id)
  return suggestion === undefined ? null : <SuggestionCard suggestion={suggestion} />
}

function useGroupHead(): (group: PanelGroup) => Head {
  const t = useText()
  const { clauses } = useReview()
  const { order } = usePanelPrefs()
  const labelOf = useFacetLabel()
  return ({ key, items }) => {
    const count = String(items.length)
    if (order === 'text') {
      return key === 'lost'
        ? { title: t('review.comments.lost'), count, hint: t('review.comments.lost-text') }
        : { title: t('threads.settled'), count }
    }
    if (order === 'kind') return { title: labelOf('kind', key), count }
    if (order === 'clause') return { title: key === '' ? t('threads.no-clause') : clauseTitle(key, clauses), count }
    return { title: key === '' ? t('threads.no-person') : labelOf('person', key), count }
  }
}
