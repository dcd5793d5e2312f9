/** What can be done with the selected words, right above them. */
import { Button } from '@mantine/core'
import { IconHighlight, IconMessagePlus } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import type { BlockSpan } from '@renderer/editor/text-selection'
import { useLayoutEffect, useState, type RefObject } from 'react'
import classes from './selection-bubble.module.css'

const HEIGHT = 40
const HALF_WIDTH = 130

export function SelectionBubble({
  span,
  handle,
  paper,
  onComment,
  onHighlight,
}: {
  readonly span: BlockSpan
  readonly handle: RefObject<ManuscriptHandle | null>
  readonly paper: RefObject<HTMLDivElement | null>
  readonly onComment: () => void
  readonly onHighlight: () => void
}) {
  const t = useText()
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null)
  useLayoutEffect(() => {
    const view = handle.current?.view
    const box = paper.current
    if (view === undefined || box === null) return
    const edge = box.getBoundingClientRect()
    const first = view.coordsAtPos(span.block.from + span.start)
    const last = view.coordsAtPos(span.block.from + span.end)
    const middle = first.top === last.top ? (first.left + last.right) / 2 : first.left + HALF_WIDTH / 2
    const above = first.top - edge.top - HEIGHT - 6
    setPlace({
      left: Math.min(Math.max(middle - edge.left, HALF_WIDTH), edge.width - HALF_WIDTH),
      top: (above < 4 ? last.bottom - edge.top + 8 : above) + box.scrollTop,
    })
  }, [span, handle, paper])

  if (place === null) return null
  return (
    <div
      className={classes['bubble']}
      style={place}
      role="toolbar"
      aria-label={t('review.bubble.label')}
      data-testid="selection-bubble"
      // The selection must survive the press of a button.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button
        variant="subtle"
        leftSection={<IconMessagePlus size={15} />}
        onClick={onComment}
        data-testid="bubble-comment"
        title={`${keyOf('review.comment')} · ${keyOf('review.comment-in-text')}`}
      >
        {t('review.bubble.comment')}
      </Button>
      <Button
        variant="subtle"
        leftSection={<IconHighlight size={15} />}
        onClick={onHighlight}
        data-testid="bubble-highlight"
      >
        {t('review.bubble.highlight')}
      </Button>
    </div>
  )
}
