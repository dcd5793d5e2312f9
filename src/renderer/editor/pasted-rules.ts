/**
 * What becomes of pasted HTML: what a manuscript knows is kept, everything else is its text. Ids are never taken over, for a
 * copy is another block; neither are suggested changes, which belong to where they were made.
 */
import type { ParseRule, TagParseRule } from '@tiptap/pm/model'
import type { ManuscriptMarkName, ManuscriptNodeName } from '@shared/manuscript/schema'
import { addressOf } from './block-commands'

const STORED_PICTURE = /^app:\/\/blob\/([\da-f]{64})$/

const span = (element: HTMLElement, name: string): number => {
  const value = Number(element.getAttribute(name) ?? 1)
  return Number.isInteger(value) && value >= 1 && value <= 100 ? value : 1
}

/** Headings of our own say their level; the page's largest becomes the manuscript's. */
const heading = (level: number): TagParseRule => ({
  tag: `h${level}`,
  getAttrs: (element) => {
    const told = Number(element.dataset['level'])
    return { level: told >= 2 && told <= 6 ? told : Math.min(Math.max(level, 2), 6) }
  },
})

const cell = (tag: 'td' | 'th'): TagParseRule => ({
  tag,
  getAttrs: (element) => ({ colspan: span(element, 'colspan'), rowspan: span(element, 'rowspan') }),
})

export const nodeParsers: Partial<Record<ManuscriptNodeName, readonly TagParseRule[]>> = {
  paragraph: [{ tag: 'p' }, { tag: 'div', priority: 10 }],
  heading: [1, 2, 3, 4, 5, 6].map(heading),
  caption: [{ tag: 'p.caption', priority: 60 }, { tag: 'figcaption' }],
  blockquote: [{ tag: 'blockquote' }],
  bulletList: [{ tag: 'ul' }],
  orderedList: [{ tag: 'ol', getAttrs: (element) => ({ start: Number(element.getAttribute('start') ?? 1) || 1 }) }],
  listItem: [{ tag: 'li' }],
  codeBlock: [{ tag: 'pre', preserveWhitespace: 'full' }],
  horizontalRule: [{ tag: 'hr' }],
  table: [{ tag: 'table' }],
  tableRow: [{ tag: 'tr' }],
  tableCell: [cell('td')],
  tableHeader: [cell('th')],
  hardBreak: [{ tag: 'br' }],
  image: [
    {
      tag: 'img[src]',
      // Only what the desk has already. Others were taken out before (pasted.ts).
      getAttrs: (element) => {
        const sha256 = STORED_PICTURE.exec(element.getAttribute('src') ?? '')?.[1]
        return sha256 === undefined
          ? false
          : { sha256, contentType: element.dataset['type'] ?? '', alt: element.getAttribute('alt') ?? '' }
      },
    },
  ],
}

const address = (name: string) => (element: HTMLElement) => {
  const href = addressOf(element.getAttribute(name) ?? '')
  return href === null ? false : { href }
}

export const markParsers: Partial<Record<ManuscriptMarkName, readonly ParseRule[]>> = {
  bold: [
    { tag: 'strong' },
    // Google's documents wrap everything in one that is none.
    { tag: 'b', getAttrs: (element) => (element.style.fontWeight === 'normal' ? false : null) },
    { style: 'font-weight', getAttrs: (value) => (/^(?:bold(?:er)?|[6-9]\d\d)$/.test(value) ? null : false) },
  ],
  italic: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
  underline: [
    { tag: 'u' },
    { style: 'text-decoration', getAttrs: (value) => (value.includes('underline') ? null : false) },
  ],
  strike: [{ tag: 's' }, { tag: 'strike' }, { tag: 'del:not([data-suggestion])' }],
  code: [{ tag: 'code' }],
  link: [
    { tag: 'a[href]', getAttrs: address('href') },
    { tag: 'span.link[title]', getAttrs: address('title') },
  ],
}
