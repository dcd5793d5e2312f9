/**
 * Pasting: HTML is cleaned before it is read. Pictures come in where their bytes come with them, as files (pictures.ts) or in the
 * HTML itself (pasted-pictures.ts); those that lie elsewhere are never fetched, and who pasted hears of what was left out.
 */
import { Extension, type Editor } from '@tiptap/core'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import { inertHtml } from './inert-html'
import { hasInlinePictures, takeInlinePictures, withKeptPictures, type RefusedPictures } from './pasted-pictures'
import { insertPictures, keepPictures, picturesAmong } from './pictures'

declare module '@tiptap/core' {
  interface EditorEvents {
    /** Pictures of what was pasted were left out. */
    picturesLeftOut: number
    /** Pictures that came with their bytes were left out. */
    picturesRefused: RefusedPictures
  }
}

/** HTML units that are read; a book has a tenth of it. What is beyond would stall the window. */
export const MAX_PASTED_HTML = 4_000_000

/** The HTML without what cannot be kept. Footnotes stay with their manuscript: their numbers would point nowhere. */
export function cleanPasted(html: string): { readonly html: string; readonly pictures: number } {
  const page = new DOMParser().parseFromString(inertHtml(html), 'text/html')
  let pictures = 0
  for (const element of page.querySelectorAll('sup.footnote-ref, section.footnote, .picture-missing')) {
    element.remove()
  }
  for (const picture of page.querySelectorAll('img, picture, canvas')) {
    if (/^app:\/\/blob\/[\da-f]{64}$/.test(picture.getAttribute('src') ?? '')) continue
    if (picture.localName !== 'picture') pictures += 1
    if (picture.localName !== 'picture' || picture.querySelector('img') === null) picture.remove()
  }
  return { html: page.body.innerHTML, pictures }
}

/** Keeps the pictures in the HTML, then pastes it with them; `at` goes along with what is typed meanwhile. */
async function pasteWithPictures(editor: Editor, html: string, text: string, at: number): Promise<void> {
  const { html: page, files, refused } = takeInlinePictures(html, editor.storage.pictures.name)
  if (refused.tooLarge + refused.tooMany + refused.unreadable > 0) editor.emit('picturesRefused', refused)
  const done = await keepPictures(editor, files, at)
  if (done === null) return
  const { view } = editor
  const { head } = view.state.selection
  const before = view.state.doc.content.size
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(done.at))))
  const whole = withKeptPictures(page, done.kept)
  // Its words without their looks, where there is too much of them.
  if (whole.length > MAX_PASTED_HTML) view.pasteText(text)
  else view.pasteHTML(whole)
  // Who went on typing elsewhere stays there.
  if (head === done.at) return
  const by = head > done.at ? view.state.doc.content.size - before : 0
  const place = view.state.doc.resolve(Math.max(0, Math.min(head + by, view.state.doc.content.size)))
  view.dispatch(view.state.tr.setSelection(TextSelection.near(place)))
}

export const pasted = Extension.create({
  name: 'pasted',
  addProseMirrorPlugins() {
    const { editor } = this
    /** Of the HTML that is being pasted or dropped: so many pictures only have an address. */
    let elsewhere = 0
    const sayLeftOut = (): false => {
      if (elsewhere > 0) editor.emit('picturesLeftOut', elsewhere)
      elsewhere = 0
      return false
    }
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            elsewhere = 0
            if (html.length > MAX_PASTED_HTML) return ''
            const clean = cleanPasted(html)
            elsewhere = clean.pictures
            return clean.html
          },
          handlePaste(view, event) {
            const data = event.clipboardData
            if (data === null) return sayLeftOut()
            const files = picturesAmong(data.files)
            const html = data.getData('text/html')
            if (files.length === 0 && hasInlinePictures(html)) {
              const { from, to } = view.state.selection
              if (from !== to) view.dispatch(view.state.tr.deleteSelection())
              void pasteWithPictures(editor, html, data.getData('text/plain'), from)
              return true
            }
            if (html.length > MAX_PASTED_HTML) {
              // Its words without their looks, as plain text.
              const text = data.getData('text/plain')
              return text !== '' && editor.view.pasteText(text)
            }
            // A picture by itself, from a screenshot or a page: there are no words to paste but it. Its HTML only says where it lies.
            if (files.length === 0 || data.getData('text/plain').trim() !== '') return sayLeftOut()
            const { from, to } = view.state.selection
            if (from !== to) view.dispatch(view.state.tr.deleteSelection())
            void insertPictures(editor, files, from)
            return true
          },
          handleDrop(view, event) {
            // What is moved inside of the text is no file.
            const files = view.dragging === null ? picturesAmong(event.dataTransfer?.files ?? []) : []
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
            const html = view.dragging === null ? (event.dataTransfer?.getData('text/html') ?? '') : ''
            if (files.length === 0 && at !== null && hasInlinePictures(html)) {
              event.preventDefault()
              event.stopPropagation()
              void pasteWithPictures(editor, html, event.dataTransfer?.getData('text/plain') ?? '', at.pos)
              return true
            }
            if (files.length === 0 || at === null) return sayLeftOut()
            // Dropped on the text it is for the text, not a new submission for the window.
            event.preventDefault()
            event.stopPropagation()
            void insertPictures(editor, files, at.pos)
            return true
          },
        },
      }),
    ]
  },
})
