/** 比较: two texts of one piece, by paragraph and then by character; n and p go from change to change. */
import { ActionIcon, Button, Modal, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useText, type Say } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useVersionCompare, type VersionText } from '@renderer/state/compare'
import type { VersionBrief } from '@shared/domain/submission'
import { movesByRow, type DiffCounts, type VersionDiff } from '@shared/manuscript/version-diff'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { changesOf, lineOfRow, linesOf, otherEnd } from './diff-lines'
import { DiffRowView, type DiffLayout } from './diff-row'
import type { MoveWays } from './diff-words'
import frame from './compare-dialog.module.css'
import classes from './versions-dialog.module.css'

/** About how high a row is before it was drawn. */
const ROW_HEIGHT = 72
const counted = [
  'edited',
  'removed',
  'added',
  'moved',
  'sentences',
  'formatted',
  'pictures',
] as const satisfies (keyof DiffCounts)[]

export function VersionsDialog() {
  const t = useText()
  const { submissionId, close } = useVersionCompare()
  return (
    <Modal
      opened={submissionId !== null}
      onClose={close}
      title={t('versions.compare-title')}
      size="min(1480px, calc(100vw - 48px))"
      classNames={{ body: frame['body'] ?? '' }}
    >
      {submissionId !== null && <Chosen key={submissionId} submissionId={submissionId} />}
    </Modal>
  )
}

interface TextChoice extends VersionText {
  readonly value: string
  readonly label: string
}

/** Every text that a piece has: each version as it is, and as it came where it was edited since; the newest first. */
function choicesOf(t: Say, versions: readonly VersionBrief[]): TextChoice[] {
  return versions.flatMap(({ id, ordinal, contentHash, originalHash }) => {
    const version = t('version.ordinal', { ordinal })
    if (contentHash === originalHash) return [choice(id, 'current', version)]
    return [
      choice(id, 'current', t('versions.edited', { version })),
      choice(id, 'original', t('versions.original', { version })),
    ]
  })
}

function choice(versionId: string, text: VersionText['text'], label: string): TextChoice {
  return { versionId, text, value: `${versionId} ${text}`, label }
}

function Chosen({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const { from: wantedFrom, to: wantedTo, choose } = useVersionCompare()
  const detail = useCoreQuery(['submissions', 'show', submissionId], (client) =>
    client.submissions.show({ submissionId }),
  )
  const choices = choicesOf(t, detail.data?.versions ?? [])
  const find = (text: VersionText | null): TextChoice | undefined =>
    choices.find(({ versionId, text: which }) => versionId === text?.versionId && which === text.text)
  const to = find(wantedTo) ?? choices[0]
  // The text before it in the list: the original of an edited version, or the version before.
  const from = find(wantedFrom) ?? choices[choices.findIndex(({ value }) => value === to?.value) + 1] ?? choices.at(-1)
  if (detail.data === undefined)
    return detail.error === null ? <Skeleton height={240} /> : <ErrorNotice error={detail.error} />
  if (from === undefined || to === undefined || choices.length < 2) {
    return <p className={frame['none']}>{t('versions.only-one')}</p>
  }
  const select = (side: 'from' | 'to', value: string): void => {
    const chosen = choices.find((each) => each.value === value)
    if (chosen !== undefined) choose({ [side]: { versionId: chosen.versionId, text: chosen.text } })
  }
  return (
    <Compared
      key={`${from.value} ${to.value}`}
      submissionId={submissionId}
      from={from}
      to={to}
      selects={(['from', 'to'] as const).map((side) => (
        <NativeSelect
          key={side}
          aria-label={t(`versions.${side}`)}
          data={choices.map(({ value, label }) => ({ value, label: t(`versions.choose-${side}`, { text: label }) }))}
          value={(side === 'from' ? from : to).value}
          onChange={(event) => select(side, event.currentTarget.value)}
          data-testid={`versions-${side}`}
        />
      ))}
    />
  )
}

function Compared({
  submissionId,
  from,
  to,
  selects,
}: {
  readonly submissionId: string
  readonly from: TextChoice
  readonly to: TextChoice
  readonly selects: React.ReactNode
}) {
  const t = useText()
  const [layout, setLayout] = useState<DiffLayout>('columns')
  const compared = useCoreQuery(['manuscripts', 'compare', submissionId, from.value, to.value], (client) =>
    client.manuscripts.compare({
      from: { versionId: from.versionId, text: from.text },
      to: { versionId: to.versionId, text: to.text },
    }),
  )
  return (
    <>
      <div className={frame['tools']}>
        {selects}
        <SegmentedControl
          aria-label={t('versions.layout')}
          data={[
            { value: 'columns', label: t('versions.layout-columns') },
            { value: 'inline', label: t('versions.layout-inline') },
          ]}
          value={layout}
          onChange={(value) => setLayout(value === 'inline' ? 'inline' : 'columns')}
          data-testid="versions-layout"
        />
        {compared.data !== undefined && (
          <output className={frame['standing']} data-testid="versions-counts">
            {countWords(t, compared.data.counts)}
          </output>
        )}
      </div>
      <ErrorNotice error={compared.error} />
      {compared.data === undefined ? (
        compared.error === null && <Skeleton height={320} />
      ) : (
        <Lines diff={compared.data} layout={layout} from={from.label} to={to.label} />
      )}
    </>
  )
}

/** `改 12 段，删 3 段，移 1 段`. */
function countWords(t: Say, counts: DiffCounts): string {
  const said = counted
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`versions.count.${kind}`, { count: counts[kind] }))
  return said.length === 0 ? t('versions.none') : said.join(t('review.list-comma'))
}

function Lines({
  diff,
  layout,
  from,
  to,
}: {
  readonly diff: VersionDiff
  readonly layout: DiffLayout
  readonly from: string
  readonly to: string
}) {
  const t = useText()
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const [active, setActive] = useState<string | null>(null)
  const scroller = useRef<HTMLElement>(null)
  const lines = useMemo(() => linesOf(diff.rows, unfolded), [diff, unfolded])
  const changes = useMemo(() => changesOf(lines, diff), [lines, diff])
  const movesOf = useMemo(() => movesByRow(diff.moves), [diff])
  const [activeMove, setActiveMove] = useState<number | null>(null)
  // oxlint-disable-next-line react/incompatible-library -- concerns the React Compiler, which is not used here
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => lines[at]?.key ?? at,
    overscan: 6,
  })
  const activeAt = lines.findIndex(({ key }) => key === active)
  const station = changes.indexOf(activeAt)
  const go = (at: number): void => {
    setActive(lines[at]?.key ?? null)
    virtualizer.scrollToIndex(at, { align: 'center' })
  }
  /** Where the other end of a sentence stands that moved; of one that stayed in its paragraph, in the same row. */
  const otherRow = (move: number, side: 'old' | 'new'): number =>
    (side === 'old' ? diff.moves[move]?.new : diff.moves[move]?.old)?.row ?? -1
  const ways: MoveWays = {
    active: activeMove,
    isDown: (move, side) => {
      const [here, there] = [otherRow(move, side === 'old' ? 'new' : 'old'), otherRow(move, side)]
      const ends = diff.moves[move]
      return here === there ? (ends?.old.start ?? 0) < (ends?.new.start ?? 0) === (side === 'old') : here < there
    },
    go: (move, side) => {
      const at = lineOfRow(lines, otherRow(move, side))
      if (at >= 0) go(at)
      setActiveMove(move)
    },
  }
  const step = (by: 1 | -1): void => {
    setActiveMove(null)
    if (changes.length === 0) return
    // From a line that is no change: to the nearest in that direction.
    const next =
      station >= 0
        ? (station + by + changes.length) % changes.length
        : by === 1
          ? Math.max(
              0,
              changes.findIndex((at) => at > activeAt),
            )
          : (changes.findLastIndex((at) => at < activeAt) + changes.length) % changes.length
    const at = changes[next]
    if (at !== undefined) go(at)
  }
  useKeys({ 'review.next-mark': () => step(1), 'review.previous-mark': () => step(-1) }, { inDialog: true })
  const items = virtualizer.getVirtualItems()
  return (
    <div className={classes['frame']}>
      <div className={classes['heads']} data-layout={layout}>
        {layout === 'columns' && <strong>{from}</strong>}
        <span className={classes['steps']}>
          {layout === 'columns' && <strong>{to}</strong>}
          <span className={classes['station']} data-testid="versions-standing">
            {changes.length > 0 && t('versions.standing', { at: station + 1, count: changes.length })}
          </span>
          {(['previous', 'next'] as const).map((which) => (
            <ActionIcon
              key={which}
              variant="default"
              size={28}
              disabled={changes.length === 0}
              aria-label={t(`compare.${which}`)}
              title={`${t(`compare.${which}`)} ${keyOf(`review.${which}-mark`)}`}
              onClick={() => step(which === 'next' ? 1 : -1)}
              data-testid={`versions-${which}`}
            >
              {which === 'next' ? <IconArrowDown size={15} /> : <IconArrowUp size={15} />}
            </ActionIcon>
          ))}
        </span>
      </div>
      {/* Focused to be scrolled by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={classes['scroller']} aria-label={t('versions.compare-title')} tabIndex={0}>
        <div className={classes['lines']} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const line = lines[index]
            if (line === undefined) return null
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={classes['line']}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line.kind === 'fold' ? (
                  <Button
                    className={classes['fold'] ?? ''}
                    variant="subtle"
                    color="gray"
                    size="compact-sm"
                    fullWidth
                    title={t('versions.unfold', { count: line.to - line.from })}
                    onClick={() => setUnfolded(new Set([...unfolded, line.from]))}
                    data-testid="diff-fold"
                  >
                    {t('versions.folded', { count: line.to - line.from })}
                  </Button>
                ) : (
                  <DiffRowView
                    diff={diff}
                    row={line.row}
                    layout={layout}
                    active={line.key === active}
                    moves={movesOf(line.at)}
                    ways={ways}
                    onJump={() => {
                      const other = otherEnd(lines, line.row)
                      if (other >= 0) go(other)
                    }}
                  />
                )}
              </div>
            )
          })}
        </div>
      </section>
    </div>
  )
}
