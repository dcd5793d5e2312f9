/** Between the review and the editor: who suggests, what is selected, and what could not be suggested. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { setActiveSuggestion } from '@renderer/editor/suggest/active-suggestion'
import { setSuggester } from '@renderer/editor/suggest/suggest-changes'
import { bringIntoView, scrollerOf } from '@renderer/editor/bring-into-view'
import { marksAt } from '@renderer/editor/text-marks'
import { suggestionsOf } from '@shared/manuscript/suggestion-list'
import { useEffect, useEffectEvent } from 'react'
import { useReview } from './review-context'
import { useSelectMark } from './use-select-mark'

export function SuggestionTools({ handle }: { readonly handle: ManuscriptHandle }) {
  const t = useText()
  const { mode, me, activeId, suggestions } = useReview()
  const select = useSelectMark()
  const { editor } = handle
  const [meId, meName] = [me?.id ?? '', me?.name ?? '']
  useEffect(() => {
    if (editor.isDestroyed) return
    setSuggester(editor, mode === 'suggesting' ? { editorId: meId, name: meName } : null)
  }, [editor, mode, meId, meName])

  const refuse = useEffectEvent((): void => {
    notifications.show({ id: 'suggestion-refused', color: 'yellow', message: t('suggest.refused') })
  })
  const pick = useEffectEvent((id: string): void => {
    // Where a finding or a comment lies on suggested words, that is what the click selected.
    if (marksAt(editor.state, editor.state.selection.head).length === 0) select(id)
  })
  useEffect(() => {
    const onRefused = (): void => refuse()
    const onPick = (id: string): void => pick(id)
    editor.on('suggestionRefused', onRefused)
    editor.on('pickSuggestion', onPick)
    return () => {
      editor.off('suggestionRefused', onRefused)
      editor.off('pickSuggestion', onPick)
    }
  }, [editor])

  const isSuggestion = suggestions.some(({ id }) => id === activeId)
  useEffect(() => {
    if (editor.isDestroyed) return
    const active = isSuggestion ? suggestionsOf(editor.state.doc).find(({ id }) => id === activeId) : undefined
    editor.view.dispatch(setActiveSuggestion(editor.state, active?.ranges ?? []))
    const first = active?.ranges[0]
    if (first === undefined) return
    const text = editor.view.dom
    const { from } = first
    return bringIntoView(scrollerOf(text), () => {
      if (editor.isDestroyed) return null
      const { node } = editor.view.domAtPos(Math.min(from, editor.state.doc.content.size))
      return node instanceof Element ? node : node.parentElement
    })
  }, [editor, activeId, isSuggestion])
  return null
}
