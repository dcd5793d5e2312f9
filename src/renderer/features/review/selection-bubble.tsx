/** What can be done with the selected words, right above them. */
import { Button } from '@mantine/core'
import { IconHighlight, IconMessagePlus } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import type { BlockSpan } from '@renderer/editor/text-selection'
import { positionInDocument } from '@shared/manuscript/projection'
import classes from './selection-bubble.module.css'

const HEIGHT = 40
const HALF_WIDTH = 130

export interface BubblePlace {
  readonly left: number
  readonly top: number
}

/** Above the selection, or below it at the top of the paper; always whole within the paper's width. */
export function bubblePlace({ view }: ManuscriptHandle, paper: HTMLElement, span: BlockSpan): BubblePlace {
  const edge = paper.getBoundingClientRect()
  const first = view.coordsAtPos(positionInDocument(span.block, span.start))
  const last = view.coordsAtPos(positionInDocument(span.block, span.end, 'before'))
  const middle = first.top === last.top ? (first.left + last.right) / 2 : first.left + HALF_WIDTH / 2
  const above = first.top - edge.top - HEIGHT - 6
  return {
    left: Math.min(Math.max(middle - edge.left, HALF_WIDTH), edge.width - HALF_WIDTH),
    top: (above < 4 ? last.bottom - edge.top + 8 : above) + paper.scrollTop,
  }
}

export function SelectionBubble({
  place,
  onComment,
  onHighlight,
}: {
  readonly place: BubblePlace
  readonly onComment: () => void
  readonly onHighlight: () => void
}) {
  const t = useText()
  return (
    <div
      className={classes['bubble']}
      style={place}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('review.bubble.label')}
      data-testid="selection-bubble"
      // The selection must survive the press of a button.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button
        variant="subtle"
        leftSection={<IconMessagePlus size={15} aria-hidden="true" />}
        onClick={onComment}
        data-testid="bubble-comment"
        title={`${keyOf('review.comment')} · ${keyOf('review.comment-in-text')}`}
      >
        {t('review.bubble.comment')}
      </Button>
      <Button
        variant="subtle"
        leftSection={<IconHighlight size={15} aria-hidden="true" />}
        onClick={onHighlight}
        data-testid="bubble-highlight"
      >
        {t('review.bubble.highlight')}
      </Button>
    </div>
  )
}
