/**
 * Pasting: HTML is cleaned before it is read. Pictures come in where their bytes come with them (pictures.ts); those that lie
 * elsewhere are never fetched, and who pasted hears of what was left out.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { inertHtml } from './inert-html'
import { insertPictures, picturesAmong } from './pictures'

declare module '@tiptap/core' {
  interface EditorEvents {
    /** Pictures of what was pasted were left out. */
    picturesLeftOut: number
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
            if (data.getData('text/html').length > MAX_PASTED_HTML) {
              // Its words without their looks, as plain text.
              const text = data.getData('text/plain')
              return text !== '' && editor.view.pasteText(text)
            }
            // A picture by itself, from a screenshot or a page: there are no words to paste but it. Its HTML only says where it lies.
            const files = picturesAmong(data.files)
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
