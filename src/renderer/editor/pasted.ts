/** Pasting: HTML is cleaned before it is read, pictures are never fetched, and who pasted hears of what was left out. */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { inertHtml } from './inert-html'

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
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            if (html.length > MAX_PASTED_HTML) return ''
            const clean = cleanPasted(html)
            if (clean.pictures > 0) editor.emit('picturesLeftOut', clean.pictures)
            return clean.html
          },
          handlePaste(_view, event) {
            const data = event.clipboardData
            if (data === null) return false
            if (data.getData('text/html').length > MAX_PASTED_HTML) {
              // Its words without their looks, as plain text.
              const text = data.getData('text/plain')
              return text !== '' && editor.view.pasteText(text)
            }
            // A picture by itself, from a screenshot: there is nothing to paste but it.
            const files = [...data.files].filter(({ type }) => type.startsWith('image/'))
            if (files.length === 0 || data.getData('text/plain') !== '' || data.getData('text/html') !== '')
              return false
            editor.emit('picturesLeftOut', files.length)
            return true
          },
          handleDrop(_view, event) {
            const files = [...(event.dataTransfer?.files ?? [])]
            if (files.length === 0) return false
            editor.emit('picturesLeftOut', files.length)
            event.preventDefault()
            return true
          },
        },
      }),
    ]
  },
})
