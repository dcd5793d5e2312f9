/** A manuscript as Markdown: CommonMark 0.31 with the tables and footnotes of GitHub's. Always the current text. */
import type { Mark, Node } from 'prosemirror-model'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { PORTRAIT_WORDS } from './images'
import type { ManuscriptToExport } from './export-types'
import { safeHref } from './html-attributes'

export interface MarkdownExport {
  readonly text: string
  /** Pictures that the text names, relative to it. */
  readonly pictures: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** `folder`: where the pictures will lie, relative to the text. */
export function exportMarkdown(input: ManuscriptToExport, folder: string): MarkdownExport {
  const document = projectDocument(manuscriptSchema.nodeFromJSON(input.document), 'current')
  const writer = new Writer(input, folder)
  const title = document.firstChild?.textContent ?? ''
  const closing = [...writer.portrait(), ...input.closing.map((line) => lines(escapeText(line)))]
  const blocks = [
    title === '' ? '' : `# ${escapeText(title)}`,
    input.byline.trim() === '' ? '' : escapeText(input.byline.trim()),
    ...writer.blocks(document),
    ...writer.footnotes(document),
    ...(closing.length === 0 ? [] : ['---', ...closing]),
  ]
  return { text: `${blocks.filter((block) => block !== '').join('\n\n')}\n`, pictures: [...writer.pictures.values()] }
}

class Writer {
  readonly pictures = new Map<string, { path: string; bytes: Uint8Array }>()
  readonly #input: ManuscriptToExport
  readonly #folder: string
  readonly #notes = new Map<string, number>()

  constructor(input: ManuscriptToExport, folder: string) {
    this.#input = input
    this.#folder = folder
  }

  blocks(parent: Node): string[] {
    return childrenOf(parent).flatMap((node) => {
      if (node.type.name === 'title' || node.type.name === 'footnote') return []
      const block = this.#block(node)
      return block === '' ? [] : [block]
    })
  }

  footnotes(document: Node): string[] {
    return childrenOf(document)
      .filter(({ type }) => type.name === 'footnote')
      .map((node) => ({ number: this.#number(String(node.attrs['note'])), node }))
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, node }) => `[^${number}]: ${indented(this.blocks(node).join('\n\n'), '    ').trimStart()}`)
  }

  #block(node: Node): string {
    switch (node.type.name) {
      case 'paragraph':
        return guardStart(lines(this.#inline(node)))
      case 'heading':
        return `${'#'.repeat(Math.min(Math.max(Number(node.attrs['level']), 1), 6))} ${oneLine(this.#inline(node))}`
      case 'caption':
        return `*${oneLine(this.#inline(node))}*`
      case 'blockquote':
        return this.blocks(node)
          .join('\n\n')
          .split('\n')
          .map((line) => (line === '' ? '>' : `> ${line}`))
          .join('\n')
      case 'bulletList':
        return this.#items(node, () => '- ')
      case 'orderedList':
        return this.#items(node, (index) => `${Number(node.attrs['start']) + index}. `)
      case 'codeBlock':
        return fenced(node.textContent)
      case 'horizontalRule':
        return '---'
      case 'table':
        return this.#table(node)
      default:
        throw new Error(`no Markdown for the block ${node.type.name}`)
    }
  }

  #items(list: Node, bullet: (index: number) => string): string {
    return childrenOf(list)
      .map((item, index) => {
        const sign = bullet(index)
        const [first, ...rest] = childrenOf(item)
        const head = first === undefined ? '' : guardStart(lines(this.#inline(first)))
        const more = rest.map((block) => this.#block(block)).filter((block) => block !== '')
        // What belongs to the item stands as far in as its words do.
        return sign + indented([head, ...more].join('\n\n'), ' '.repeat(sign.length)).trimStart()
      })
      .join('\n')
  }

  /** Cells that span others are written once; Markdown knows no spans, the rest of the row stays empty. */
  #table(table: Node): string {
    const rows = childrenOf(table).map((row) =>
      childrenOf(row).flatMap((cell) => [
        this.blocks(cell)
          .map(oneLine)
          .join(' ')
          .replaceAll(/(?<!\\)\|/g, '\\|'),
        ...Array.from({ length: Number(cell.attrs['colspan']) - 1 }, () => ''),
      ]),
    )
    const width = Math.max(0, ...rows.map((row) => row.length))
    if (width === 0) return ''
    const line = (cells: readonly string[]): string =>
      `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
    const [head = [], ...rest] = rows
    return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')
  }

  #inline(parent: Node): string {
    let text = ''
    let open: readonly Mark[] = []
    const closeTo = (kept: number): void => {
      for (const mark of open.slice(kept).toReversed()) text = closed(text, mark)
      open = open.slice(0, kept)
    }
    parent.forEach((node) => {
      const marks = node.marks.filter(({ type }) => type.name !== 'underline')
      let kept = 0
      while (kept < open.length && kept < marks.length && open[kept]?.eq(marks[kept] as Mark) === true) kept += 1
      closeTo(kept)
      for (const mark of marks.slice(kept)) text += opening(mark)
      open = marks
      text += this.#leaf(node)
    })
    closeTo(0)
    return text
  }

  #leaf(node: Node): string {
    switch (node.type.name) {
      case 'image':
        return this.#picture(node)
      case 'hardBreak':
        return '\\\n'
      case 'footnoteRef':
        return `[^${this.#number(String(node.attrs['note']))}]`
      default:
        return node.marks.some(({ type }) => type.name === 'code')
          ? codeSpan(node.text ?? '')
          : escapeText(node.text ?? '')
    }
  }

  portrait(): string[] {
    const { portrait } = this.#input
    if (portrait === undefined || !this.#input.pictures.has(portrait)) return []
    return [this.#picture(manuscriptSchema.nodes.image.create({ sha256: portrait, alt: PORTRAIT_WORDS }))]
  }

  #picture(node: Node): string {
    const sha256 = String(node.attrs['sha256'])
    const alt = escapeText(String(node.attrs['alt']))
    const picture = this.#input.pictures.get(sha256)
    if (picture === undefined) return alt === '' ? '' : `\\[${alt}\\]`
    const known = this.pictures.get(sha256)
    const path = known?.path ?? `${this.#folder}/${this.pictures.size + 1}.${EXTENSIONS[picture.contentType] ?? 'bin'}`
    this.pictures.set(sha256, { path, bytes: picture.bytes })
    return `![${alt}](<${path.replaceAll(/[<>\\]/g, '\\$&')}>)`
  }

  #number(note: string): number {
    const number = this.#notes.get(note) ?? this.#notes.size + 1
    this.#notes.set(note, number)
    return number
  }
}

const SIGNS: Readonly<Record<string, string>> = { bold: '**', italic: '*', strike: '~~' }

function opening(mark: Mark): string {
  return mark.type.name === 'link' && safeHref(String(mark.attrs['href'])) !== null
    ? '['
    : (SIGNS[mark.type.name] ?? '')
}

function closed(text: string, mark: Mark): string {
  if (mark.type.name === 'link') {
    const href = safeHref(String(mark.attrs['href']))
    return href === null ? text : `${text}](<${href.replaceAll(/[<>\\]/g, encodeURIComponent)}>)`
  }
  const sign = SIGNS[mark.type.name] ?? ''
  if (sign === '') return text
  // A closing sign after a blank is none (CommonMark, 6.2): the blank goes outside.
  const trimmed = text.trimEnd()
  return `${trimmed}${sign}${text.slice(trimmed.length)}`
}

/** What would be read as Markdown is said to be text. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>~|]|&(?=#?\w+;)/g, '\\$&')
}

/** A line that begins like a block is none. */
function guardStart(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^(\s*)([#+=-])/, '$1\\$2').replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2'))
    .join('\n')
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function lines(text: string): string {
  return text.replaceAll(/[ \t]+\n/g, '\n')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\\?\n\s*/g, ' ').trim()
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n')
}

function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index))
}
