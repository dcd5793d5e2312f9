/** Inline content as HTML: text with its marks, pictures, breaks, references to footnotes and links. */
import type { Mark, Node } from 'prosemirror-model'
import { escapeHtml } from '@shared/escape-html'
import type { ExportPicture } from '../export-types'
import { safeHref } from '../html-attributes'
import type { Dialect } from './dialect'

/** What is said once at the end: footnotes of the text, and links where the dialect allows none. */
export interface Notes {
  /** The number that a footnote's reference shows, from 1 in the order of the references. */
  readonly footnotes: Map<string, number>
  readonly links: string[]
}

export interface InlineSetting {
  readonly dialect: Dialect
  readonly pictures: ReadonlyMap<string, ExportPicture>
  readonly notes: Notes
}

const TAGS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
}

export function inlineHtml(parent: Node, setting: InlineSetting): string {
  const parts: string[] = []
  let linked: { href: string; words: string[] } | null = null
  const close = (): void => {
    if (linked !== null) parts.push(linkHtml(linked.href, linked.words.join(''), setting))
    linked = null
  }
  parent.forEach((node) => {
    const href = linkOf(node.marks)
    if (href === null || href !== linked?.href) close()
    const html = leafHtml(node, setting)
    if (href === null) parts.push(html)
    else if (linked === null) linked = { href, words: [html] }
    else linked.words.push(html)
  })
  close()
  return parts.join('')
}

/** A picture as an element; its words where the bytes were not kept. */
export function pictureHtml(node: Node, { dialect, pictures }: InlineSetting): string {
  const picture = pictures.get(String(node.attrs['sha256']))
  const alt = escapeHtml(String(node.attrs['alt']))
  if (picture === undefined) return alt === '' ? '' : `[${alt}]`
  return `<img src="${dataAddress(picture)}" alt="${alt}"${dialect.style('picture')}>`
}

function leafHtml(node: Node, setting: InlineSetting): string {
  switch (node.type.name) {
    case 'image':
      return pictureHtml(node, setting)
    case 'hardBreak':
      return '<br>'
    case 'footnoteRef':
      return referenceHtml(String(node.attrs['note']), setting)
    default:
      return marked(escapeHtml(node.text ?? ''), node.marks, setting)
  }
}

function marked(html: string, marks: readonly Mark[], { dialect }: InlineSetting): string {
  // The first mark is the outermost, as the schema orders them.
  return marks.reduceRight((inner, { type }) => {
    const tag = TAGS[type.name]
    if (tag === undefined) return inner
    return `<${tag}${tag === 'code' ? dialect.style('code') : ''}>${inner}</${tag}>`
  }, html)
}

function linkOf(marks: readonly Mark[]): string | null {
  const mark = marks.find(({ type }) => type.name === 'link')
  return mark === undefined ? null : safeHref(String(mark.attrs['href']))
}

function linkHtml(href: string, words: string, { dialect, notes }: InlineSetting): string {
  if (dialect.links) return `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${words}</a>`
  // An address that stands there as it is needs no note.
  if (escapeHtml(href) === words) return words
  const known = notes.links.indexOf(href)
  const number = known < 0 ? notes.links.push(href) : known + 1
  return `${words}<sup${dialect.style('reference')}>[链接${number}]</sup>`
}

function referenceHtml(note: string, { dialect, notes }: InlineSetting): string {
  const known = notes.footnotes.get(note)
  const number = known ?? notes.footnotes.size + 1
  notes.footnotes.set(note, number)
  const sup = (inner: string): string => `<sup${dialect.style('reference')}>${inner}</sup>`
  if (!dialect.links) return sup(`[${number}]`)
  // Where a note is referred to twice, it leads back to the first place.
  const anchor = known === undefined ? ` id="ref-${number}"` : ''
  return sup(`<a href="#note-${number}"${anchor}>[${number}]</a>`)
}

/** A picture as an address that holds it. */
export function dataAddress({ bytes, contentType }: ExportPicture): string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return `data:${escapeHtml(contentType)};base64,${data.toString('base64')}`
}
