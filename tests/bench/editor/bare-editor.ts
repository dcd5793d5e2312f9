/** A bare Tiptap StarterKit editor over the page, with the same words in the same type: what ours is compared with. */
import { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'

interface BareWindow extends Window {
  openBare(paragraphs: readonly string[], like: string): void
  closeBare(): void
}

const page = window as unknown as BareWindow
let open: { readonly editor: Editor; readonly box: HTMLElement } | null = null

page.openBare = (paragraphs, like) => {
  const model = document.querySelector<HTMLElement>(like)
  if (model === null) throw new Error(`there is no ${like}`)
  const place = model.getBoundingClientRect()
  const style = getComputedStyle(model)
  const box = document.createElement('div')
  box.style.cssText = `position:fixed;inset:0;z-index:9999;overflow:auto;background:#fff;color:#211f1c;
    font:${style.font};padding:30px 0 80px ${place.left}px;`
  const column = document.createElement('div')
  column.style.cssText = `width:${place.width}px;overflow-wrap:anywhere;text-align:justify`
  box.append(column)
  document.body.append(box)
  const editor = new Editor({
    element: column,
    extensions: [StarterKit],
    content: {
      type: 'doc',
      content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
    },
  })
  editor.view.dom.dataset['testid'] = 'bare'
  open = { editor, box }
}
page.closeBare = () => {
  open?.editor.destroy()
  open?.box.remove()
  open = null
}
