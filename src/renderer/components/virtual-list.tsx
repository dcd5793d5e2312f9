/**
 * A list of any length with one selected row: rows are drawn as they are looked at; place and
 * selection stay where they are when rows come and go above.
 */
import { useKeys } from '@renderer/app/keys'
import { rememberedScroll, rememberScroll } from '@renderer/state/scroll-memory'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { PagedRows } from './paged-rows'
import classes from './virtual-list.module.css'

export interface VirtualListProps<Row extends { readonly id: string }> {
  /** Names the list: its scroll position is kept under it. */
  readonly name: string
  readonly label: string
  readonly rows: PagedRows<Row>
  readonly rowHeight: number
  readonly selectedId: string | null
  readonly onSelect: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onVisible: (first: number, last: number) => void
  readonly children: (row: Row, selected: boolean) => ReactNode
}

const optionId = (list: string, id: string) => `${list}-${id}`

export function VirtualList<Row extends { readonly id: string }>(props: VirtualListProps<Row>) {
  const { name, label, rows, rowHeight, selectedId, onSelect, onOpen, onVisible, children } = props
  const scroller = useRef<HTMLDivElement>(null)
  const total = rows.total ?? 0
  // oxlint-disable-next-line react/incompatible-library -- concerns the React Compiler, which is not used here
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: rememberedScroll(name),
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onVisible(first, last), [first, last, onVisible])

  // There is nothing to scroll before the rows are counted.
  const counted = total > 0
  useLayoutEffect(() => {
    if (counted && scroller.current) scroller.current.scrollTop = rememberedScroll(name)
  }, [name, counted])

  // The row at the top of the view, so that rows that come in above do not push the text away under the eye.
  const anchor = useRef<{ id: string; index: number } | null>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const held = anchor.current
    if (held !== null && element.scrollTop > 0) {
      const index = rows.indexOf(held.id)
      if (index !== -1 && index !== held.index) element.scrollTop += (index - held.index) * rowHeight
    }
    const top = Math.floor(element.scrollTop / rowHeight)
    const row = rows.rowAt(top)
    anchor.current = row === undefined ? null : { id: row.id, index: top }
  })

  const selectedIndex = selectedId === null ? -1 : rows.indexOf(selectedId)
  // A row that is scrolled out of view is not in the page, so nothing can point at it.
  const selectedDrawn = items.some(({ index }) => index === selectedIndex)
  const lastIndex = useRef(-1)
  useEffect(() => {
    if (selectedIndex !== -1) lastIndex.current = selectedIndex
  }, [selectedIndex])

  const goTo = (index: number): void => {
    const row = rows.rowAt(Math.max(0, Math.min(index, total - 1)))
    if (row === undefined) return
    onSelect(row.id)
    virtualizer.scrollToIndex(Math.max(0, Math.min(index, total - 1)))
  }
  // A selected row that left the list leaves its place to the one that followed it.
  const next = () => goTo(selectedIndex === -1 ? Math.max(0, lastIndex.current) : selectedIndex + 1)
  const previous = () => goTo(selectedIndex === -1 ? lastIndex.current - 1 : selectedIndex - 1)

  useKeys({
    'list.next': next,
    'list.previous': previous,
    'list.open': () => (selectedId === null ? false : onOpen(selectedId)),
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const screen = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1)
    const from = selectedIndex === -1 ? 0 : selectedIndex
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: next,
      ArrowUp: previous,
      PageDown: () => goTo(from + screen),
      PageUp: () => goTo(from - screen),
      Home: () => goTo(0),
      End: () => goTo(total - 1),
    }
    const move = moves[event.code]
    if (move === undefined) return
    event.preventDefault()
    move()
  }

  // A listbox by hand: only the rows in view exist, which no <select> can; the keys are the list's, not each option's.
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events */
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={selectedDrawn ? optionId(name, selectedId ?? '') : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => rememberScroll(name, event.currentTarget.scrollTop)}
    >
      <div className={classes['rows']} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.rowAt(index)
          if (row === undefined) {
            return (
              <div
                key={index}
                className={classes['waiting']}
                role="presentation"
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              />
            )
          }
          const selected = row.id === selectedId
          return (
            <div
              key={row.id}
              id={optionId(name, row.id)}
              className={classes['row']}
              role="option"
              aria-selected={selected}
              aria-posinset={index + 1}
              aria-setsize={total}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => onSelect(row.id)}
              onDoubleClick={() => onOpen(row.id)}
            >
              {children(row, selected)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
