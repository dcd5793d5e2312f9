/**
 * The manuscript as text on the page. Until it is made editable single keys stay shortcuts and the caret does
 * not invite typing; selecting works as in any page.
 */
import { RichTextEditor } from '@mantine/tiptap'
import type { EditorView } from '@tiptap/pm/view'
import { useEditor, type Editor } from '@tiptap/react'
import type { DocumentJson } from '@shared/domain/manuscript'
import { useEffect, useEffectEvent, useState, type CSSProperties } from 'react'
import { manuscriptExtensions } from './manuscript-extensions'
import { activeSuggestion } from './suggest/active-suggestion'
import { suggestChanges } from './suggest/suggest-changes'
import { setActiveMark, setMarks, textMarks, type TextMark } from './text-marks'
import classes from './manuscript-editor.module.css'

const extensions = [...manuscriptExtensions, suggestChanges, activeSuggestion, textMarks]

/** What others may ask of the text. */
export interface ManuscriptHandle {
  readonly editor: Editor
  readonly view: EditorView
  /** The selected range; null when nothing is selected. */
  readonly selection: () => { readonly from: number; readonly to: number } | null
}

export function ManuscriptEditor({
  document,
  editable,
  byline,
  marks,
  activeId,
  label,
  onReady,
  onPick,
}: {
  readonly document: DocumentJson
  /** Typing changes the text. */
  readonly editable: boolean
  /** Shown under the title; no part of the text. Empty for none. */
  readonly byline: string
  readonly marks: readonly TextMark[]
  readonly activeId: string | null
  readonly label: string
  /** The text is there to be asked, or (null) it no longer is. Before that its view must not be touched. */
  readonly onReady: (handle: ManuscriptHandle | null) => void
  /** A click on text: the ids of the marks there, none for plain text. */
  readonly onPick: (ids: readonly string[]) => void
}) {
  const [live, setLive] = useState<Editor | null>(null)
  const editor = useEditor(
    {
      extensions,
      onCreate: ({ editor: created }) => setLive(created),
      onDestroy: () => setLive(null),
      content: document,
      editable,
      enableInputRules: false,
      enablePasteRules: false,
      editorProps: { attributes: attributesOf(label, editable) },
    },
    [document],
  )
  useEffect(() => {
    if (live === null || live.isDestroyed) return
    live.setOptions({ editable, editorProps: { attributes: attributesOf(label, editable) } })
    if (editable) live.commands.focus(null, { scrollIntoView: false })
  }, [live, editable, label])
  const pick = useEffectEvent(onPick)
  useEffect(() => {
    if (editor === null) return
    const onPicked = (ids: readonly string[]): void => pick(ids)
    editor.on('pickMarks', onPicked)
    return () => void editor.off('pickMarks', onPicked)
  }, [editor])
  const report = useEffectEvent(onReady)
  useEffect(() => {
    if (live === null) return
    report({ editor: live, view: live.view, selection: () => selectionOf(live) })
    return () => report(null)
  }, [live])
  useEffect(() => {
    if (live !== null && !live.isDestroyed) live.view.dispatch(setMarks(live.state, marks))
  }, [live, marks])
  useEffect(() => {
    if (live !== null && !live.isDestroyed) live.view.dispatch(setActiveMark(live.state, activeId))
  }, [live, activeId])

  // As a CSS string, so that it stands below the title without being a position of the document.
  const style = { '--byline': byline === '' ? 'none' : JSON.stringify(byline.replaceAll(/\s+/g, ' ')) } as CSSProperties
  return (
    <RichTextEditor
      editor={editor}
      withTypographyStyles={false}
      withCodeHighlightStyles={false}
      classNames={{ root: classes['editor'] ?? '', content: classes['content'] ?? '' }}
      style={style}
    >
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}

function attributesOf(label: string, editable: boolean): Record<string, string> {
  return {
    class: classes['text'] ?? '',
    ...(editable ? { role: 'textbox', 'aria-multiline': 'true' } : { role: 'document' }),
    'aria-label': label,
    'data-testid': 'manuscript',
    tabindex: '0',
  }
}

function selectionOf(editor: Editor): { from: number; to: number } | null {
  const { from, to, empty } = editor.state.selection
  return empty ? null : { from, to }
}
