/** What stands at the head of an RTF file: fonts, styles, lists, people. Filled while the file is read. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { charsetCodePage, codePage } from './code-pages'
import type { RtfDestination, RtfTables } from './state'

/** Entries of a table: Word writes some hundred styles. */
export const MAX_ENTRIES = 10_000

interface StyleDraft {
  number: number
  paragraph: boolean
  outline: number | null
  marks: Set<ManuscriptMarkName>
}

export class RtfHead {
  readonly tables: RtfTables = {
    fonts: new Map(),
    styles: new Map(),
    lists: new Map(),
    overrides: new Map(),
    authors: [],
  }

  private font = 0
  private style: StyleDraft = emptyStyle()
  private levels: (boolean | null)[] = []
  private listId = 0
  private name = ''

  /** A control word inside one of the tables. */
  word(destination: RtfDestination, name: string, value: number | null): void {
    const { tables } = this
    if (destination === 'fonts') {
      if (name === 'f') this.font = value ?? 0
      else if (tables.fonts.size >= MAX_ENTRIES) return
      else if (name === 'fcharset') tables.fonts.set(this.font, charsetCodePage(value ?? 0))
      else if (name === 'cpg' && value !== null && value > 0) tables.fonts.set(this.font, codePage(value))
    } else if (destination === 'styles') this.styleWord(name, value)
    else if (destination === 'lists') {
      if (name === 'listlevel') this.levels.push(false)
      else if (name === 'levelnfc' || name === 'levelnfcn')
        this.levels[Math.max(this.levels.length - 1, 0)] = numbers(value ?? 0)
      else if (name === 'listid') {
        if (tables.lists.size < MAX_ENTRIES) tables.lists.set(value ?? 0, this.levels)
        this.levels = []
      }
    } else if (destination === 'list-overrides') {
      if (name === 'listid') this.listId = value ?? 0
      else if (name === 'ls' && value !== null && tables.overrides.size < MAX_ENTRIES)
        tables.overrides.set(value, this.listId)
    }
  }

  text(destination: RtfDestination, text: string): void {
    if (destination !== 'styles' && destination !== 'authors') return
    for (const character of text) {
      if (character !== ';') this.name = (this.name + character).slice(0, 200)
      else this.endEntry(destination)
    }
  }

  /** A group inside one of the tables begins: of the next style. */
  open(destination: RtfDestination): void {
    if (destination === 'styles') this.style = emptyStyle()
    this.name = ''
  }

  private endEntry(destination: RtfDestination): void {
    const name = this.name.trim()
    this.name = ''
    if (destination === 'authors') {
      if (this.tables.authors.length < MAX_ENTRIES) this.tables.authors.push(name)
      return
    }
    const { number, paragraph, outline, marks } = this.style
    if (paragraph && this.tables.styles.size < MAX_ENTRIES)
      this.tables.styles.set(number, { name, outline, marks: [...marks] })
  }

  private styleWord(name: string, value: number | null): void {
    const { style } = this
    if (name === 's') style.number = value ?? 0
    else if (name === 'cs' || name === 'ds' || name === 'ts') style.paragraph = false
    else if (name === 'outlinelevel') style.outline = value !== null && value >= 0 && value < 9 ? value : null
    else {
      const mark = STYLE_MARKS.get(name)
      if (mark !== undefined && value !== 0) style.marks.add(mark)
    }
  }
}

const STYLE_MARKS: ReadonlyMap<string, ManuscriptMarkName> = new Map([
  ['b', 'bold'],
  ['ab', 'bold'],
  ['i', 'italic'],
  ['ai', 'italic'],
  ['ul', 'underline'],
  ['strike', 'strike'],
])

function emptyStyle(): StyleDraft {
  return { number: 0, paragraph: true, outline: null, marks: new Set() }
}

/** `\levelnfc`: 23 is a bullet, 255 nothing at all. */
function numbers(format: number): boolean | null {
  if (format === 255) return null
  return format !== 23
}

/** Whether a group is one of the tables at the head of the file. */
export function isTable(destination: RtfDestination): boolean {
  return (
    destination === 'fonts' ||
    destination === 'styles' ||
    destination === 'lists' ||
    destination === 'list-overrides' ||
    destination === 'authors'
  )
}
