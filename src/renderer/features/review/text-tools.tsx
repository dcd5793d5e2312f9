/** What can be done with a place in the text: the bubble over a selection or picture, and the keys for it. */
import { useKeys } from '@renderer/app/keys'
import { useLocale } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { chosenSpan, spanOf, wholeBlock, type BlockSpan } from '@renderer/editor/text-selection'
import type { TextMark } from '@renderer/editor/text-marks'
import { projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { NodeSelection } from '@tiptap/pm/state'
import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { topmostBlock } from './block-button'
import { labelWord } from './highlight-labels'
import { usePanelPrefs } from './panel-prefs'
import { useReview, type ReviewDocument } from './review-context'
import { bubblePlace, SelectionBubble, type BubblePlace } from './selection-bubble'
import { useRefresh } from './use-refresh'
import { useSettledAnchor } from './use-settled-anchor'
import { useStartComment } from './use-start-comment'

interface Chosen {
  readonly span: BlockSpan
  readonly place: BubblePlace
}

export function TextTools({
  paper,
  document,
  handle,
}: {
  readonly paper: RefObject<HTMLDivElement | null>
  readonly document: ReviewDocument
  readonly handle: ManuscriptHandle
}) {
  const locale = useLocale()
  const { version, marks, activeId, mode, change } = useReview()
  const { label, change: changePrefs } = usePanelPrefs()
  const startComment = useStartComment()
  const refresh = useRefresh()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  /** A label is being chosen: the selection that it is for stays, though the caret is elsewhere. */
  const [labelling, setLabelling] = useState(false)
  const settledAnchor = useSettledAnchor()
  const highlight = useCoreCommand(async (client, { span, word }: { span: BlockSpan; word: string }) => {
    const versionId = version?.id ?? ''
    return client.annotations.add({
      versionId,
      kind: 'highlight',
      anchor: await settledAnchor({ versionId, ...chosenSpan(span) }),
      audience: 'editors',
      text: '',
      label: word,
    })
  })

  /** The text as it stands: while it is edited it runs ahead of the version. */
  const blocksNow = (): readonly ProjectedBlock[] =>
    mode === 'reading' ? document.blocks : projectedBlocks(handle.view.state.doc, 'current')
  const selectedSpan = (): BlockSpan | null => {
    const selected = handle.selection()
    return selected === null ? null : spanOf(blocksNow(), selected.from, selected.to)
  }
  const clear = (): void => {
    if (mode === 'reading') window.getSelection()?.removeAllRanges()
    setChosen(null)
    setLabelling(false)
  }
  const choose = useEffectEvent((): void => {
    if (labelling) return
    const span = selectedSpan()
    const box = paper.current
    setChosen(span === null || box === null ? null : { span, place: bubblePlace(handle, box, span) })
  })
  const comment = (selected: BlockSpan | null): void => {
    const over =
      selected ??
      focusedBlock(document, paper.current) ??
      spanOfMark(
        document,
        marks.filter((mark) => mark.id === activeId),
      ) ??
      topmostBlock(document, paper.current)
    if (over === null) return
    clear()
    startComment({ span: over })
  }
  const mark = (span: BlockSpan | null, word: string): void => {
    if (span === null) return
    highlight.mutate(
      { span, word },
      {
        onSuccess: ({ id }) => {
          changePrefs({ label: word })
          change({ activeId: id })
          refresh('annotations')
        },
      },
    )
    clear()
  }
  const usual = label === '' ? labelWord('golden', locale) : label
  useKeys({
    'review.comment': () => comment(selectedSpan()),
    'review.comment-in-text': () => comment(selectedSpan()),
    'review.highlight': () => mark(selectedSpan(), usual),
  })

  useEffect(() => {
    const { editor } = handle
    const onSelected = (): void => choose()
    editor.on('selectionUpdate', onSelected)
    return () => void editor.off('selectionUpdate', onSelected)
  }, [handle])
  const drop = useEffectEvent((): void => {
    // A picture is selected without a selection of the page.
    if (labelling || handle.view.state.selection instanceof NodeSelection) return
    if (window.getSelection()?.isCollapsed !== false) setChosen(null)
  })
  const leave = useEffectEvent((event: PointerEvent): void => {
    if (labelling || !(event.target instanceof Node) || paper.current?.contains(event.target) === true) return
    setChosen(null)
  })
  useEffect(() => {
    // A selection that collapses elsewhere on the page is no selection of the text any more.
    const onChange = (): void => drop()
    const onPress = (event: PointerEvent): void => leave(event)
    window.document.addEventListener('selectionchange', onChange)
    window.document.addEventListener('pointerdown', onPress)
    return () => {
      window.document.removeEventListener('selectionchange', onChange)
      window.document.removeEventListener('pointerdown', onPress)
    }
  }, [])

  return (
    <>
      <ErrorNotice error={highlight.error} onClose={highlight.reset} />
      {chosen !== null && (
        <SelectionBubble
          place={chosen.place}
          clipped={chosen.span.clipped}
          label={usual}
          labelling={labelling}
          onLabelling={setLabelling}
          onComment={() => comment(chosen.span)}
          onHighlight={(word) => mark(chosen.span, word)}
        />
      )}
    </>
  )
}

function spanOfMark(document: ReviewDocument, pieces: readonly TextMark[]): BlockSpan | null {
  const [first, last] = [pieces[0], pieces.at(-1)]
  return first === undefined || last === undefined ? null : spanOf(document.blocks, first.from, last.to)
}

/** The paragraph whose button has the focus. */
function focusedBlock(document: ReviewDocument, paper: HTMLElement | null): BlockSpan | null {
  const focused = window.document.activeElement
  if (!(focused instanceof HTMLElement) || paper?.contains(focused) !== true) return null
  const block = document.blocks.find(({ id }) => id === focused.dataset['forBlock'])
  return block === undefined ? null : wholeBlock(block)
}
