/**
 * Pictures that an editor pastes, drops or chooses. Their bytes come with them, from the clipboard or from a file, and are kept by
 * the core; no address is ever fetched. Until one is kept, a sign stands where it will.
 */
import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, Selection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** Pictures of one paste or drop: a set of screenshots. Each costs an upload. */
export const MAX_PICTURES_AT_ONCE = 20

/** A picture as the core keeps it. */
export interface KeptPicture {
  readonly sha256: string
  readonly contentType: string
}

/** Keeps a file as a picture; null where it was refused and somebody was told. */
export type KeepPicture = (file: File) => Promise<KeptPicture | null>

type Change =
  | { readonly type: 'waiting'; readonly id: number; readonly at: number }
  | { readonly type: 'settled'; readonly id: number }

const key = new PluginKey<DecorationSet>('pictures')

declare module '@tiptap/core' {
  interface Storage {
    /** `name`: what a picture is called that came without a name. */
    pictures: { keep: KeepPicture | null; sign: string; name: string; last: number }
  }
  interface EditorEvents {
    /** More pictures than are taken at once: so many were left out. */
    picturesTooMany: number
  }
}

/** Keeps pictures, in order, and puts each where `at` lies by then. */
export async function insertPictures(editor: Editor, files: readonly File[], at: number): Promise<void> {
  const { keep } = editor.storage.pictures
  if (keep === null || !editor.isEditable) return
  if (files.length > MAX_PICTURES_AT_ONCE) editor.emit('picturesTooMany', files.length - MAX_PICTURES_AT_ONCE)
  const waiting = files.slice(0, MAX_PICTURES_AT_ONCE).map((file) => {
    editor.storage.pictures.last += 1
    const id = editor.storage.pictures.last
    tell(editor, { type: 'waiting', id, at })
    return { id, file }
  })
  for (const { id, file } of waiting) {
    const kept = await keep(file)
    if (editor.isDestroyed) return
    const place = placeOf(editor.state, id)
    tell(editor, { type: 'settled', id })
    // What was around it is gone, or nobody may write any more: the bytes stay kept and harm nobody.
    if (kept === null || place === null || !editor.isEditable) continue
    const inserted = insertPicture(editor.state, place, { ...kept, alt: nameOf(file) })
    if (inserted !== null) editor.view.dispatch(inserted)
  }
}

/** Keeps pictures, in order, and says where `at` lies by then; null where nobody may write there any more. */
export async function keepPictures(
  editor: Editor,
  files: readonly File[],
  at: number,
): Promise<{ readonly at: number; readonly kept: readonly (KeptPicture | null)[] } | null> {
  const { keep } = editor.storage.pictures
  if (keep === null || !editor.isEditable) return null
  if (files.length === 0) return { at, kept: [] }
  editor.storage.pictures.last += 1
  const id = editor.storage.pictures.last
  tell(editor, { type: 'waiting', id, at })
  const kept: (KeptPicture | null)[] = []
  for (const file of files) {
    kept.push(await keep(file))
    if (editor.isDestroyed) return null
  }
  const place = placeOf(editor.state, id)
  tell(editor, { type: 'settled', id })
  return place === null || !editor.isEditable ? null : { at: place, kept }
}

function tell(editor: Editor, change: Change): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, change).setMeta('addToHistory', false))
}

function placeOf(state: EditorState, id: number): number | null {
  const found = key.getState(state)?.find(undefined, undefined, (spec) => spec['id'] === id) ?? []
  return found[0]?.from ?? null
}

/** What a file says of itself; a screenshot's name says nothing. */
function nameOf({ name }: File): string {
  return /^(?:image|图像|截图|screenshot)?[\s\d_.-]*\.\w+$/i.test(name) ? '' : name.replace(/\.\w{2,5}$/, '')
}

/** A picture at a place of the text: in its words, or below a block that takes none (the title, code). Null where none may stand. */
export function insertPicture(
  state: EditorState,
  at: number,
  attrs: KeptPicture & { readonly alt: string },
): Transaction | null {
  const { tr, schema } = state
  const { image, paragraph } = schema.nodes
  if (image === undefined || paragraph === undefined) throw new Error('the schema has no pictures')
  const picture = image.create(attrs)
  const $at = tr.doc.resolve(Math.min(at, tr.doc.content.size))
  if ($at.parent.inlineContent && takes($at.parent, picture, $at.index())) {
    tr.insert($at.pos, picture)
    return placeCaret(tr, $at.pos + picture.nodeSize).scrollIntoView()
  }
  const line = paragraph.create(null, picture)
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const after = $at.indexAfter(depth - 1)
    if (!$at.node(depth - 1).canReplaceWith(after, after, paragraph)) continue
    tr.insert($at.after(depth), line)
    return placeCaret(tr, $at.after(depth) + 2).scrollIntoView()
  }
  return null
}

function takes(parent: Node, picture: Node, index: number): boolean {
  return parent.canReplaceWith(index, index, picture.type)
}

function placeCaret(tr: Transaction, at: number): Transaction {
  return tr.setSelection(Selection.near(tr.doc.resolve(at)))
}

/** Bitmaps among what was handed over. */
export function picturesAmong(files: Iterable<File>): File[] {
  return [...files].filter(({ type }) => type.startsWith('image/'))
}

export const pictures = Extension.create({
  name: 'pictures',
  addStorage: () => ({ keep: null, sign: '', name: '', last: 0 }),
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, before) {
            const mapped = tr.docChanged ? before.map(tr.mapping, tr.doc) : before
            const change = tr.getMeta(key) as Change | undefined
            switch (change?.type) {
              case undefined:
                return mapped
              case 'waiting': {
                const { id } = change
                const widget = Decoration.widget(change.at, () => signOf(editor), { id, side: 1, key: `picture ${id}` })
                return mapped.add(tr.doc, [widget])
              }
              case 'settled':
                return mapped.remove(mapped.find(undefined, undefined, (spec) => spec['id'] === change.id))
            }
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ]
  },
})

function signOf(editor: Editor): HTMLElement {
  const sign = document.createElement('span')
  sign.className = 'picture-waiting'
  sign.setAttribute('role', 'status')
  sign.textContent = editor.storage.pictures.sign
  return sign
}
