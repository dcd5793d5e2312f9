/** What can be done with the selected words, right above them. */
import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconChevronDown, IconHighlight, IconMessagePlus } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import type { BlockSpan } from '@renderer/editor/text-selection'
import { ANCHOR_BLOCKS_MAX } from '@shared/manuscript/anchor'
import { positionInDocument } from '@shared/manuscript/projection'
import { LabelChoices } from './label-choices'
import classes from './selection-bubble.module.css'

const HEIGHT = 40
const HALF_WIDTH = 150

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
  clipped,
  label,
  labelling,
  onLabelling,
  onComment,
  onHighlight,
}: {
  readonly place: BubblePlace
  /** The selection goes over more paragraphs than one comment can. */
  readonly clipped: boolean
  /** The label that a highlight gets without choosing. */
  readonly label: string
  readonly labelling: boolean
  readonly onLabelling: (open: boolean) => void
  readonly onComment: () => void
  readonly onHighlight: (label: string) => void
}) {
  const t = useText()
  return (
    <div className={classes['bubble']} style={place} data-testid="selection-bubble">
      <div
        className={classes['buttons']}
        role="toolbar"
        tabIndex={-1}
        aria-label={t('review.bubble.label')}
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
          onClick={() => onHighlight(label)}
          data-testid="bubble-highlight"
          title={`${t('review.bubble.highlight')} ${keyOf('review.highlight')}`}
        >
          {label}
        </Button>
        <Popover
          opened={labelling}
          onChange={onLabelling}
          width={240}
          trapFocus
          position="bottom-end"
          transitionProps={{ duration: 0 }}
        >
          <Popover.Target>
            <ActionIcon
              aria-label={t('threads.label')}
              title={t('threads.label')}
              onClick={() => onLabelling(!labelling)}
              data-testid="bubble-labels"
            >
              <IconChevronDown size={15} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('threads.label')}>
            {/* Not of the toolbar in the page, though of it for React: a press here may take the focus. */}
            <div role="presentation" onMouseDown={(event) => event.stopPropagation()}>
              <LabelChoices current={null} onPick={onHighlight} />
            </div>
          </Popover.Dropdown>
        </Popover>
      </div>
      {clipped && <p className={classes['clipped']}>{t('threads.clipped', { count: ANCHOR_BLOCKS_MAX })}</p>}
    </div>
  )
}
