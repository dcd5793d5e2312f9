/** Blocks as HTML, and what stands at the end of a text: its footnotes and, for 公众号, its links. */
import type { Node } from 'prosemirror-model'
import { escapeHtml } from '@shared/escape-html'
import type { StyledElement } from './dialect'
import { inlineHtml, pictureHtml, type InlineSetting } from './inline-html'

/** The blocks of a container, one a line. Pictures that stand alone become figures with the caption that follows. */
export function blocksHtml(parent: Node, setting: InlineSetting): string {
  const lines: string[] = []
  for (let index = 0; index < parent.childCount; index += 1) {
    const node = parent.child(index)
    const next = index + 1 < parent.childCount ? parent.child(index + 1) : null
    if (node.type.name === 'title' || node.type.name === 'footnote') continue
    if (isPicture(node)) {
      const caption = next?.type.name === 'caption' ? next : null
      lines.push(figureHtml(node, caption, setting))
      if (caption !== null) index += 1
    } else lines.push(blockHtml(node, setting))
  }
  return lines.filter((line) => line !== '').join('\n')
}

/** The footnotes that the text refers to, in its order, then those that nothing refers to. */
export function footnotesHtml(document: Node, setting: InlineSetting): string {
  const { dialect, notes } = setting
  const items: { number: number; html: string }[] = []
  document.forEach((node) => {
    if (node.type.name !== 'footnote') return
    const note = String(node.attrs['note'])
    const known = notes.footnotes.get(note)
    const number = known ?? notes.footnotes.size + 1
    notes.footnotes.set(note, number)
    const words: string[] = []
    node.forEach((paragraph) => words.push(inlineHtml(paragraph, setting)))
    const back = dialect.links && known !== undefined ? ` <a href="#ref-${number}">↩</a>` : ''
    const anchor = dialect.links ? ` id="note-${number}"` : ''
    items.push({ number, html: `<p${anchor}${dialect.style('note')}>[${number}] ${words.join('<br>')}${back}</p>` })
  })
  return items
    .toSorted((a, b) => a.number - b.number)
    .map(({ html }) => html)
    .join('\n')
}

/** Addresses that the dialect could not link, for the reader to copy. */
export function linksHtml({ dialect, notes }: InlineSetting): string {
  return notes.links
    .map((href, index) => `<p${dialect.style('note')}>[链接${index + 1}] ${escapeHtml(href)}</p>`)
    .join('\n')
}

function blockHtml(node: Node, setting: InlineSetting): string {
  const { dialect } = setting
  const wrap = (tag: string, style: StyledElement, inner: string): string =>
    `<${tag}${dialect.style(style)}>${inner}</${tag}>`
  switch (node.type.name) {
    case 'paragraph':
      return node.content.size === 0 ? '' : wrap('p', 'paragraph', inlineHtml(node, setting))
    case 'heading': {
      const level = Math.min(Math.max(Number(node.attrs['level']), 2), 6)
      return wrap(`h${level}`, 'heading', inlineHtml(node, setting))
    }
    case 'caption':
      return wrap('p', 'caption', inlineHtml(node, setting))
    case 'blockquote':
      return wrap('blockquote', 'quote', blocksHtml(node, setting))
    case 'bulletList':
      return wrap('ul', 'list', itemsHtml(node, setting))
    case 'orderedList': {
      const start = Number(node.attrs['start'])
      return `<ol${start === 1 ? '' : ` start="${start}"`}${dialect.style('list')}>${itemsHtml(node, setting)}</ol>`
    }
    case 'codeBlock':
      return `<pre${dialect.style('code-block')}><code>${escapeHtml(node.textContent)}</code></pre>`
    case 'horizontalRule':
      return `<hr${dialect.style('rule')}>`
    case 'table':
      return wrap('table', 'table', `<tbody>${rowsHtml(node, setting)}</tbody>`)
    default:
      throw new Error(`no HTML for the block ${node.type.name}`)
  }
}

/** An item of one paragraph is written without it: lists of a CMS come out tight. */
function itemsHtml(list: Node, setting: InlineSetting): string {
  const items: string[] = []
  list.forEach((item) => {
    const [first, ...rest] = childrenOf(item)
    const words = first === undefined ? '' : inlineHtml(first, setting)
    const more = rest.map((block) => blockHtml(block, setting)).join('\n')
    items.push(`<li${setting.dialect.style('item')}>${words}${more === '' ? '' : `\n${more}`}</li>`)
  })
  return items.join('\n')
}

function rowsHtml(table: Node, setting: InlineSetting): string {
  return childrenOf(table)
    .map((row) => {
      const cells = childrenOf(row).map((cell) => {
        const tag = cell.type.name === 'tableHeader' ? 'th' : 'td'
        const style = setting.dialect.style(tag === 'th' ? 'header-cell' : 'cell')
        const spans = ['colspan', 'rowspan']
          .filter((name) => Number(cell.attrs[name]) > 1)
          .map((name) => ` ${name}="${Number(cell.attrs[name])}"`)
        const [only, ...rest] = childrenOf(cell)
        const isPlain = rest.length === 0 && only?.type.name === 'paragraph'
        return `<${tag}${spans.join('')}${style}>${isPlain ? inlineHtml(only, setting) : blocksHtml(cell, setting)}</${tag}>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    .join('\n')
}

function figureHtml(node: Node, caption: Node | null, setting: InlineSetting): string {
  const { dialect } = setting
  const pictures = childrenOf(node).map((each) => pictureHtml(each, setting))
  const tag = dialect.links ? 'figcaption' : 'p'
  const words = caption === null ? '' : `<${tag}${dialect.style('caption')}>${inlineHtml(caption, setting)}</${tag}>`
  return `<${dialect.figure}>${pictures.join('')}${words}</${dialect.figure}>`
}

/** A paragraph of nothing but pictures. */
function isPicture(node: Node): boolean {
  return (
    node.type.name === 'paragraph' && node.childCount > 0 && childrenOf(node).every(({ type }) => type.name === 'image')
  )
}

function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index))
}
