/**
 * The manuscript as text on the page. Until it is made editable single keys stay shortcuts and the caret does
 * not invite typing; selecting works as in any page.
 */
import { RichTextEditor } from '@mantine/tiptap'
import type { Mapping } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { useEditor, type Editor } from '@tiptap/react'
import type { DocumentJson } from '@shared/domain/manuscript'
import { useEffect, useEffectEvent, useState, type CSSProperties } from 'react'
import { manuscriptExtensions } from './manuscript-extensions'
import { blockIds } from './block-ids'
import { caretBlock } from './caret-block'
import { editing } from './editing'
import { findMarks } from './find/find-marks'
import { FormatToolbar } from './format-toolbar'
import { pasted } from './pasted'
import type { RefusedPictures } from './pasted-pictures'
import { pictures, type KeepPicture } from './pictures'
import { soundPaste } from './sound-paste'
import { stepLog } from './step-log'
import { activeSuggestion } from './suggest/active-suggestion'
import { suggestChanges } from './suggest/suggest-changes'
import { setActiveMark, setMarks, textMarks, type TextMark } from './text-marks'
import classes from './manuscript-editor.module.css'

const extensions = [
  ...manuscriptExtensions,
  suggestChanges,
  activeSuggestion,
  textMarks,
  editing,
  blockIds,
  pictures,
  pasted,
  soundPaste,
  stepLog,
  findMarks,
  caretBlock,
]

/** What others may ask of the text. */
export interface ManuscriptHandle {
  readonly editor: Editor
  readonly view: EditorView
  /** The text that it was opened with, as its owner calls it. */
  readonly text: string
  /** The selected range; null when nothing is selected. */
  readonly selection: () => { readonly from: number; readonly to: number } | null
}

export function ManuscriptEditor({
  document,
  text,
  editable,
  byline,
  marks,
  mappingOfMarks,
  activeId,
  label,
  onReady,
  onPick,
  onPicturesLeftOut,
  onPicturesTooMany,
  onPicturesRefused,
  keepPicture,
  pictureSign,
  pictureName,
  onDiscard,
}: {
  readonly document: DocumentJson
  /** What the document is called: told with the handle, so that nobody takes an editor for another's. Another one is another editor (`key`). */
  readonly text: string
  /** Typing changes the text. */
  readonly editable: boolean
  /** Shown under the title; no part of the text. Empty for none. */
  readonly byline: string
  readonly marks: readonly TextMark[]
  /** From the text that the marks speak of to the one that is shown; null: they are of another, and those drawn stay. */
  readonly mappingOfMarks: (typed?: number) => Mapping | null
  readonly activeId: string | null
  readonly label: string
  /** The text is there to be asked, or (null) it no longer is. Before that its view must not be touched. */
  readonly onReady: (handle: ManuscriptHandle | null) => void
  /** A click on text: the ids of the marks there, none for plain text. */
  readonly onPick: (ids: readonly string[]) => void
  /** What was pasted had so many pictures, which were left out. */
  readonly onPicturesLeftOut: (count: number) => void
  /** So many pictures at once that the last ones, this many, were left out. */
  readonly onPicturesTooMany: (count: number) => void
  /** Pictures that came with their bytes and were left out. */
  readonly onPicturesRefused: (refused: RefusedPictures) => void
  readonly keepPicture: KeepPicture
  /** Stands where a picture will, until it is kept. */
  readonly pictureSign: string
  /** What a picture is called that came without a name. */
  readonly pictureName: string
  /** Back to the text as it was recorded last. */
  readonly onDiscard: () => void
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
      // Looks after every change for what was deleted, and tells nobody here: a quarter of a second for a thousand changes.
      enableCoreExtensions: { delete: false },
      editorProps: { attributes: attributesOf(label, editable) },
    },
    [document],
  )
  useEffect(() => {
    if (live === null || live.isDestroyed) return
    live.setOptions({ editable, editorProps: { attributes: attributesOf(label, editable) } })
    // At once: later it would take back where somebody clicked meanwhile.
    if (editable) live.view.focus()
  }, [live, editable, label])
  const pick = useEffectEvent(onPick)
  const leftOut = useEffectEvent(onPicturesLeftOut)
  const tooMany = useEffectEvent(onPicturesTooMany)
  const refused = useEffectEvent(onPicturesRefused)
  const keep = useEffectEvent(keepPicture)
  useEffect(() => {
    if (editor === null) return
    const onPicked = (ids: readonly string[]): void => pick(ids)
    const onLeftOut = (count: number): void => leftOut(count)
    const onTooMany = (count: number): void => tooMany(count)
    const onRefused = (pictures: RefusedPictures): void => refused(pictures)
    Object.assign(editor.storage.pictures, {
      keep: (file: File) => keep(file),
      sign: pictureSign,
      name: pictureName,
    })
    editor.on('pickMarks', onPicked)
    editor.on('picturesLeftOut', onLeftOut)
    editor.on('picturesTooMany', onTooMany)
    editor.on('picturesRefused', onRefused)
    return () => {
      editor.off('pickMarks', onPicked)
      editor.off('picturesLeftOut', onLeftOut)
      editor.off('picturesTooMany', onTooMany)
      editor.off('picturesRefused', onRefused)
    }
  }, [editor, pictureSign, pictureName])
  const report = useEffectEvent(onReady)
  useEffect(() => {
    if (live === null) return
    report({ view: live.view, editor: live, text, selection: () => selectionOf(live) })
    return () => report(null)
  }, [live, text])
  const mapping = useEffectEvent(mappingOfMarks)
  useEffect(() => {
    if (live === null || live.isDestroyed) return
    const moved = movedMarks(marks, mapping)
    if (moved !== null) live.view.dispatch(setMarks(live.state, moved))
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
      {editable && live !== null && <FormatToolbar editor={live} onDiscard={onDiscard} />}
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}

/** Where marks lie after what was typed; those whose words are gone are left out. Null where one speaks of another text. */
function movedMarks(
  marks: readonly TextMark[],
  mappingFrom: (typed?: number) => Mapping | null,
): readonly TextMark[] | null {
  const mappings = new Map<number | undefined, Mapping>()
  for (const typed of new Set([undefined, ...marks.map((mark) => mark.typed)])) {
    const mapping = mappingFrom(typed)
    if (mapping === null) return null
    mappings.set(typed, mapping)
  }
  return marks.flatMap((mark) => {
    const mapping = mappings.get(mark.typed)
    if (mapping === undefined || mapping.maps.length === 0) return [mark]
    const [from, to] = [mapping.map(mark.from, 1), mapping.map(mark.to, -1)]
    return from < to ? [{ ...mark, from, to }] : []
  })
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
