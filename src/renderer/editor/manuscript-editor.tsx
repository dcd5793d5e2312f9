/**
 * The manuscript as text on the page. Read-only: single keys stay shortcuts, the caret does not
 * invite typing; selecting works as in any page.
 */
import type { EditorView } from '@tiptap/pm/view'
import { EditorContent, useEditor, type Editor } from '@tiptap/react'
import type { DocumentJson } from '@shared/domain/manuscript'
import { useEffect, useEffectEvent, useImperativeHandle, type CSSProperties, type Ref } from 'react'
import { manuscriptExtensions } from './manuscript-extensions'
import { setActiveMark, setMarks, textMarks, type TextMark } from './text-marks'
import classes from './manuscript-editor.module.css'

const extensions = [...manuscriptExtensions, textMarks]

/** What others may ask of the text. */
export interface ManuscriptHandle {
  readonly view: EditorView
  /** The selected range; null when nothing is selected. */
  readonly selection: () => { readonly from: number; readonly to: number } | null
}

export function ManuscriptEditor({
  document,
  byline,
  marks,
  activeId,
  label,
  handle,
  onPick,
  onSelect,
}: {
  readonly document: DocumentJson
  /** Shown under the title; no part of the text. Empty for none. */
  readonly byline: string
  readonly marks: readonly TextMark[]
  readonly activeId: string | null
  readonly label: string
  readonly handle: Ref<ManuscriptHandle | null>
  /** A click on text: the ids of the marks there, none for plain text. */
  readonly onPick: (ids: readonly string[]) => void
  readonly onSelect: () => void
}) {
  const editor = useEditor(
    {
      extensions,
      content: document,
      editable: false,
      enableInputRules: false,
      enablePasteRules: false,
      editorProps: {
        attributes: {
          class: classes['text'] ?? '',
          role: 'document',
          'aria-label': label,
          'data-testid': 'manuscript',
          tabindex: '0',
        },
      },
    },
    [document],
  )
  const pick = useEffectEvent(onPick)
  const select = useEffectEvent(onSelect)
  useEffect(() => {
    if (editor === null) return
    const onPicked = (ids: readonly string[]): void => pick(ids)
    const onSelected = (): void => select()
    editor.on('pickMarks', onPicked)
    editor.on('selectionUpdate', onSelected)
    return () => {
      editor.off('pickMarks', onPicked)
      editor.off('selectionUpdate', onSelected)
    }
  }, [editor])
  useImperativeHandle<ManuscriptHandle | null, ManuscriptHandle | null>(
    handle,
    () => (editor === null ? null : { view: editor.view, selection: () => selectionOf(editor) }),
    [editor],
  )
  useEffect(() => {
    if (editor !== null) editor.view.dispatch(setMarks(editor.state, marks))
  }, [editor, marks])
  useEffect(() => {
    if (editor !== null) editor.view.dispatch(setActiveMark(editor.state, activeId))
  }, [editor, activeId])

  // As a CSS string, so that it stands below the title without being a position of the document.
  const style = { '--byline': byline === '' ? 'none' : JSON.stringify(byline.replaceAll(/\s+/g, ' ')) } as CSSProperties
  return <EditorContent editor={editor} className={classes['editor']} style={style} />
}

function selectionOf(editor: Editor): { from: number; to: number } | null {
  const { from, to, empty } = editor.state.selection
  return empty ? null : { from, to }
}
