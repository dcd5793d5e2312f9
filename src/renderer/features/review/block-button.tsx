/** The small button beside the paragraph under the pointer, or gone to with Tab and moved with the arrows: comments on the whole of it. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMessagePlus } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { wholeBlock, type BlockSpan } from '@renderer/editor/text-selection'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import type { ReviewDocument } from './review-context'
import { useStartComment } from './use-start-comment'
import classes from './block-button.module.css'

export function BlockButton({
  paper,
  document,
}: {
  readonly paper: RefObject<HTMLDivElement | null>
  readonly document: ReviewDocument
}) {
  const t = useText()
  const button = useRef<HTMLButtonElement>(null)
  const startComment = useStartComment()
  /** The paragraph that it stands beside; null before it stood beside any. */
  const [blockId, setBlockId] = useState<string | null>(null)
  const [near, setNear] = useState(false)
  const block = document.blocks.find(({ id }) => id === blockId) ?? document.blocks.find(hasText)

  const id = block?.id
  // Where its paragraph lies is asked when it goes to another; a page that is laid out anew moves it with the pointer.
  useLayoutEffect(() => {
    if (id !== undefined) standBeside(button.current, id, paper.current)
  }, [id, button, paper])

  const hover = useEffectEvent((event: PointerEvent): void => {
    if (!(event.target instanceof Element)) return
    const under = event.target.closest<HTMLElement>('[data-block]')?.dataset['block']
    // Between paragraphs, and on the way to the button, it stays where it is.
    if (under === undefined) return
    setNear(true)
    if (under !== id) setBlockId(under)
    else standBeside(button.current, under, paper.current)
  })
  useEffect(() => {
    const element = paper.current
    if (element === null) return
    const onMove = (event: PointerEvent): void => hover(event)
    const onLeave = (): void => setNear(false)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerleave', onLeave)
    return () => {
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerleave', onLeave)
    }
  }, [paper])

  if (block === undefined) return null
  const go = (step: 1 | -1): void => {
    const texts = document.blocks.filter(hasText)
    const next = texts[texts.findIndex(({ id }) => id === block.id) + step]
    if (next === undefined) return
    setBlockId(next.id)
    elementOf(paper.current, next.id)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.code !== 'ArrowDown' && event.code !== 'ArrowUp') return
    event.preventDefault()
    go(event.code === 'ArrowDown' ? 1 : -1)
  }
  /** Reached with Tab it stands beside what is seen, not where the pointer once was. */
  const onFocus = (): void => {
    const seen = paper.current?.getBoundingClientRect()
    const beside = elementOf(paper.current, block.id)?.getBoundingClientRect()
    if (seen === undefined || (beside !== undefined && beside.bottom > seen.top && beside.top < seen.bottom)) return
    const topmost = topmostBlock(document, paper.current)
    if (topmost !== null) setBlockId(topmost.block.id)
  }
  return (
    <Tooltip label={`${t('threads.comment-block')} ${keyOf('review.comment')}`} position="left">
      <ActionIcon
        ref={button}
        className={classes['button'] ?? ''}
        size={24}
        data-near={near || undefined}
        data-for-block={block.id}
        aria-label={t('threads.comment-this-block', { text: block.text.trim().slice(0, 24) })}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onClick={() => {
          const span = wholeBlock(block)
          if (span !== null) startComment({ span })
        }}
        data-testid="block-comment"
      >
        <IconMessagePlus size={15} />
      </ActionIcon>
    </Tooltip>
  )
}

function standBeside(button: HTMLElement | null, blockId: string, paper: HTMLElement | null): void {
  const block = elementOf(paper, blockId)
  if (button === null || block === null || paper === null) return
  const column = button.offsetParent
  if (column !== null) button.style.top = `${block.getBoundingClientRect().top - column.getBoundingClientRect().top}px`
}

function hasText(block: ProjectedBlock): boolean {
  return block.text.trim() !== ''
}

function elementOf(paper: HTMLElement | null, block: string): HTMLElement | null {
  return paper?.querySelector<HTMLElement>(`[data-block="${CSS.escape(block)}"]`) ?? null
}

/** The paragraph at the top of what is seen: what a comment is about when nothing is chosen. */
export function topmostBlock(document: ReviewDocument, paper: HTMLElement | null): BlockSpan | null {
  const top = paper?.getBoundingClientRect().top ?? 0
  const known = new Map(document.blocks.filter(hasText).map((block) => [block.id, block]))
  for (const element of paper?.querySelectorAll<HTMLElement>('[data-block]') ?? []) {
    const block = known.get(element.dataset['block'] ?? '')
    if (block !== undefined && element.getBoundingClientRect().bottom > top + 24) return wholeBlock(block)
  }
  return null
}
