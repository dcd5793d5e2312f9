/** Cards of any number and height: only those in view are in the page, and the selected one, so that nothing typed in it is lost. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react'
import classes from './panel-list.module.css'

export interface PanelRow {
  readonly key: string
  /** About how high it is before it was measured, in pixels. */
  readonly height: number
  /** Always in the page, seen or not. */
  readonly kept?: boolean
}

export function PanelList<Row extends PanelRow>({
  label,
  rows,
  activeKey,
  children,
}: {
  readonly label: string
  readonly rows: readonly Row[]
  /** The row that is brought into view when it becomes another one. */
  readonly activeKey: string | null
  readonly children: (row: Row) => ReactNode
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const active = activeKey === null ? -1 : rows.findIndex(({ key }) => key === activeKey)
  const kept = useMemo(() => rows.flatMap((row, index) => (row.kept === true ? [index] : [])), [rows])
  // oxlint-disable-next-line react/incompatible-library -- concerns the React Compiler, which is not used here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index]?.height ?? 0,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    paddingStart: 6,
    paddingEnd: 18,
    rangeExtractor: (range) => {
      const also = active >= 0 ? [active, ...kept] : kept
      return [...new Set([...defaultRangeExtractor(range), ...also])].toSorted((a, b) => a - b)
    },
  })
  const reveal = useEffectEvent(() => {
    if (active >= 0) virtualizer.scrollToIndex(active, { align: 'auto' })
  })
  const there = active >= 0
  useEffect(() => {
    if (there) reveal()
  }, [activeKey, there])
  return (
    <section ref={scroller} className={classes['scroller']} aria-label={label} data-testid="panel-list">
      <div className={classes['rows']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index]
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes['row']}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row !== undefined && children(row)}
            </div>
          )
        })}
      </div>
    </section>
  )
}
