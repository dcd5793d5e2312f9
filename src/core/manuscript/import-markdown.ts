/**
 * Markdown → blocks: the subset of CommonMark 0.31 and GFM that authors send. Headings (both kinds),
 * paragraphs, lists, quotes, fenced code, rules, pipe tables, inline marks, links and pictures, and
 * `title`/`author` of a YAML front matter. Raw HTML, reference links and footnotes stay as the text
 * they are, and the report says so.
 */
import { BlockBuilder } from './block-builder'
import type { Draft } from './draft'
import { withCaptions } from './captions'
import { dataUriBytes, ImageStore, type ImageResolver } from './images'
import { cleanText, harmlessText } from './inline-content'
import { MAX_BLOCKS, MAX_IMAGE_BYTES, MAX_STRUCTURE_DEPTH, MAX_TEXT_CHARACTERS } from './limits'
import { markdownInline } from './markdown-inline'
import { Report } from './report'

/** UTF-16 units of a Markdown source: pictures may be in it as `data:` addresses. */
const MAX_MARKDOWN_CHARACTERS = MAX_TEXT_CHARACTERS * 8

/** UTF-16 units of one paragraph that are looked at for marks; the rest of it is kept as plain text. */
const MAX_MARKED_CHARACTERS = MAX_TEXT_CHARACTERS

export function importMarkdown(source: string, images: ImageResolver): Draft {
  const report = new Report()
  if (source.length > MAX_MARKDOWN_CHARACTERS) report.note('truncated')
  const text = harmlessText(source.slice(0, MAX_MARKDOWN_CHARACTERS))
  const { front, body } = frontMatter(text)
  const walk = new MarkdownWalk(report, images)
  walk.blocks(body.split('\n'), 0)
  return {
    sourceKind: 'markdown',
    ...walk.end(),
    declaredTitle: front.get('title') ?? '',
    declaredByline: front.get('author') ?? '',
  }
}

function frontMatter(text: string): { readonly front: ReadonlyMap<string, string>; readonly body: string } {
  const front = new Map<string, string>()
  const match = /^\uFEFF?---\n([\s\S]{0,4000}?)\n---(?:\n|$)/.exec(text)
  if (match === null) return { front, body: text.replace(/^\uFEFF/, '') }
  for (const line of (match[1] ?? '').split('\n')) {
    const pair = /^(title|author)\s*:\s*(.*?)\s*$/i.exec(line)
    if (pair?.[1] !== undefined && pair[2] !== undefined)
      front.set(pair[1].toLowerCase(), cleanText(pair[2].replace(/^(["'])(.*)\1$/, '$2')))
  }
  return { front, body: text.slice(match[0].length) }
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const QUOTE = /^ {0,3}> ?/
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/
const TABLE_DIVIDER = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/
const BLANK = /^\s*$/

class MarkdownWalk {
  private readonly builder = new BlockBuilder(0)
  private readonly store: ImageStore

  constructor(
    private readonly report: Report,
    private readonly resolve: ImageResolver,
  ) {
    this.store = new ImageStore(report)
  }

  end(): Pick<Draft, 'blocks' | 'images' | 'notes'> {
    const blocks = withCaptions(this.builder.end())
    if (this.builder.full) this.report.note('truncated')
    return { blocks, images: this.store.list(), notes: this.report.list() }
  }

  blocks(lines: readonly string[], depth: number): void {
    let at = 0
    while (at < lines.length && !this.builder.full) at = this.block(lines, at, depth)
  }

  /** Takes one block and gives the index of the line after it. */
  private block(lines: readonly string[], at: number, depth: number): number {
    const line = lines[at] ?? ''
    if (BLANK.test(line)) return at + 1
    const fence = FENCE.exec(line)?.[1]
    if (fence !== undefined) return this.code(lines, at, fence)
    const heading = HEADING.exec(line)
    if (heading !== null) {
      this.heading(heading[1]?.length ?? 1, headingText(line.slice(heading[0].length)))
      return at + 1
    }
    if (RULE.test(line)) {
      this.builder.rule()
      return at + 1
    }
    if (depth < MAX_STRUCTURE_DEPTH && QUOTE.test(line)) return this.quote(lines, at, depth)
    if (depth < MAX_STRUCTURE_DEPTH && ITEM.test(line)) return this.list(lines, at, depth)
    if (line.includes('|') && TABLE_DIVIDER.test((lines[at + 1] ?? '').trim())) return this.table(lines, at)
    return this.paragraph(lines, at)
  }

  private heading(level: number, text: string): void {
    this.builder.begin({ type: 'heading', level, isTitle: false })
    this.inline(text)
    this.builder.flush()
  }

  private code(lines: readonly string[], at: number, fence: string): number {
    let end = at + 1
    while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(fence)) end += 1
    this.builder.begin({ type: 'codeBlock' })
    this.builder.text(lines.slice(at + 1, end).join('\n'), [])
    this.builder.flush()
    return end + 1
  }

  private quote(lines: readonly string[], at: number, depth: number): number {
    let end = at
    // A line without the sign goes on with the paragraph above it (CommonMark 5.1: laziness).
    while (
      end < lines.length &&
      !BLANK.test(lines[end] ?? '') &&
      (QUOTE.test(lines[end] ?? '') || !startsBlock(lines[end] ?? ''))
    )
      end += 1
    const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''))
    this.structure('blockquote', {}, () => this.blocks(inside, depth + 1))
    return end
  }

  private list(lines: readonly string[], at: number, depth: number): number {
    const first = ITEM.exec(lines[at] ?? '')
    const ordered = /\d/.test(first?.[2] ?? '')
    const start = ordered ? Number.parseInt(first?.[2] ?? '1', 10) : 1
    let end = at
    this.structure(ordered ? 'orderedList' : 'bulletList', ordered ? { start } : {}, () => {
      while (end < lines.length && !this.builder.full) {
        const item = ITEM.exec(lines[end] ?? '')
        if (item === null || /\d/.test(item[2] ?? '') !== ordered || RULE.test(lines[end] ?? '')) break
        const stop = itemEnd(lines, end, item[0].length)
        const inside = lines
          .slice(end, stop)
          .map((line, index) => (index === 0 ? line.slice(item[0].length) : dedent(line, item[0].length)))
        this.structure('listItem', {}, () => this.blocks(inside, depth + 1))
        end = stop
        const next = nextFilled(lines, end)
        if (ITEM.test(lines[next] ?? '')) end = next
      }
    })
    return Math.max(end, at + 1)
  }

  private table(lines: readonly string[], at: number): number {
    let end = at
    this.structure('table', {}, () => {
      while (end < lines.length && !BLANK.test(lines[end] ?? '') && (lines[end] ?? '').includes('|')) {
        const header = end === at
        if (end !== at + 1) {
          this.structure('tableRow', {}, () => {
            for (const cell of cells(lines[end] ?? '')) {
              this.structure(header ? 'tableHeader' : 'tableCell', { colspan: 1, rowspan: 1 }, () => this.inline(cell))
            }
          })
        }
        end += 1
      }
    })
    return end
  }

  private paragraph(lines: readonly string[], at: number): number {
    let end = at + 1
    while (end < lines.length && !BLANK.test(lines[end] ?? '') && !startsBlock(lines[end] ?? '')) {
      const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[end] ?? '')?.[1]
      if (underline !== undefined) {
        this.heading(underline.startsWith('=') ? 1 : 2, lines.slice(at, end).join('\n'))
        return end + 1
      }
      end += 1
    }
    this.builder.begin({ type: 'paragraph' })
    const title = this.inline(lines.slice(at, end).join('\n'))
    this.builder.flush()
    // What stands under a picture; in a line of text a title only shows beside the pointer.
    if (title !== null) this.builder.textblock({ type: 'caption' }, [{ kind: 'text', text: title, marks: [] }])
    return end
  }

  private structure(
    kind: Parameters<BlockBuilder['open']>[0],
    attrs: Record<string, number>,
    inside: () => void,
  ): void {
    const depth = this.builder.depth
    const opened = this.builder.open(kind, attrs)
    inside()
    if (opened) this.builder.closeTo(depth)
    else this.builder.flush()
  }

  /** Gives the title of a picture that is all there is. */
  private inline(text: string): string | null {
    if (
      /<\/?[a-z][^<>\n]{0,200}>/i.test(
        text.replace(/<br *\/?>|<https?:[^>]{0,2083}>|<[^<>\s]{1,64}@[^<>\s]{1,255}>/gi, ''),
      )
    )
      this.report.note('element-dropped', 'html')
    if (/\[\^[^\]\n]{1,40}\]/.test(text)) this.report.note('footnotes-flattened')
    const titles: string[] = []
    const marked = markdownInline(text.slice(0, MAX_MARKED_CHARACTERS), {
      image: (alternative, source) => this.image(alternative, source),
      title: (words) => titles.push(words),
      note: (detail) => this.report.note('element-dropped', detail),
    })
    for (const piece of marked) {
      if (piece.kind === 'text') this.builder.text(piece.text, piece.marks)
      else if (piece.kind === 'leaf') this.builder.leaf(piece.node)
      else this.builder.break()
    }
    const seen = marked.filter(
      (piece) => piece.kind !== 'break' && !(piece.kind === 'text' && piece.text.trim() === ''),
    )
    const [title] = titles
    return title !== undefined && seen.length === 1 && seen[0]?.kind === 'leaf' ? title : null
  }

  private image(alternative: string, source: string) {
    const data =
      /^data:/i.test(source) && source.length <= (MAX_IMAGE_BYTES * 4) / 3 + 300 ? dataUriBytes(source) : null
    const bytes = data ?? this.resolve(source)
    return bytes === null
      ? this.store.absent(cleanText(alternative), source)
      : this.store.keep(bytes, cleanText(alternative), '')
  }
}

/** A heading's text without the signs that may close it (CommonMark 4.2). */
function headingText(rest: string): string {
  const text = rest.trim()
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === '#') end -= 1
  return end === 0 || /[ \t]/.test(text.charAt(end - 1)) ? text.slice(0, end).trim() : text
}

function startsBlock(line: string): boolean {
  // Only what can interrupt a paragraph (CommonMark 4.8): an ordered list only from 1.
  const item = ITEM.exec(line)
  const interrupts =
    item !== null && item[0].length < line.length && (!/\d/.test(item[2] ?? '') || /^1[.)]/.test(item[2] ?? ''))
  return (
    FENCE.test(line) ||
    (HEADING.test(line) && /^ {0,3}#{1,6}[ \t]+\S/.test(line)) ||
    QUOTE.test(line) ||
    interrupts ||
    (RULE.test(line) && !/^ {0,3}-+[ \t]*$/.test(line))
  )
}

/** The line after an item: its lines are indented, or go on with its paragraph. */
function itemEnd(lines: readonly string[], at: number, indent: number): number {
  let end = at + 1
  let blank = false
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? ''
    if (BLANK.test(line)) {
      blank = true
      continue
    }
    const indented = /^[ \t]*/.exec(line)?.[0].replace(/\t/g, '    ').length ?? 0
    if (indented >= Math.min(indent, 2) && indented > 0) {
      blank = false
      continue
    }
    if (blank || startsBlock(line) || ITEM.test(line)) break
  }
  while (end > at + 1 && BLANK.test(lines[end - 1] ?? '')) end -= 1
  return end
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && BLANK.test(lines[at] ?? '')) at += 1
  return at
}

function dedent(line: string, indent: number): string {
  const expanded = line.replace(/^\t+/, (tabs) => '    '.repeat(tabs.length))
  return expanded.replace(new RegExp(`^ {1,${Math.max(indent, 1)}}`), '')
}

function cells(line: string): string[] {
  const inside = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inside
    .slice(0, MAX_TEXT_CHARACTERS)
    .split(/(?<!\\)\|/)
    .slice(0, MAX_BLOCKS)
    .map((cell) => cell.trim().replace(/\\\|/g, '|'))
}
