/** Words that change how the characters and the paragraphs of a group are. */
import { NO_PARAGRAPH, PLAIN, type RtfCharacters, type RtfGroup, type RtfParagraph } from './state'

/** Formatting of characters; false when the word is none. */
export function characterWord(group: RtfGroup, name: string, value: number | null): boolean {
  const on = value !== 0
  const set = (change: Partial<RtfCharacters>): true => {
    group.characters = { ...group.characters, ...change }
    return true
  }
  switch (name) {
    case 'plain':
      group.characters = PLAIN
      group.font = null
      group.rightToLeft = false
      return true
    case 'b':
      return set({ bold: on })
    case 'i':
      return set({ italic: on })
    // Of Chinese characters too, in files of LibreOffice.
    case 'ab':
      return group.rightToLeft || set({ bold: on })
    case 'ai':
      return group.rightToLeft || set({ italic: on })
    case 'ul':
    case 'uldb':
    case 'ulw':
    case 'uld':
    case 'uldash':
    case 'ulth':
    case 'ulwave':
      return set({ underline: on })
    case 'ulnone':
      return set({ underline: false })
    case 'strike':
    case 'striked':
      return set({ strike: on })
    case 'v':
      return set({ hidden: on })
    case 'rtlch':
      group.rightToLeft = true
      return true
    case 'ltrch':
      group.rightToLeft = false
      return true
    case 'revised':
      return set({ revised: on })
    case 'deleted':
      return set({ deleted: on })
    case 'revauth':
      return set({ author: value ?? 0 })
    case 'revauthdel':
      return set({ deleter: value ?? 0 })
    case 'revdttm':
      return set({ at: value ?? 0 })
    case 'revdttmdel':
      return set({ deletedAt: value ?? 0 })
    case 'f':
      group.font = value
      return true
    default:
      return false
  }
}

/** What is said of a paragraph; false when the word says nothing of it. */
export function paragraphWord(group: RtfGroup, name: string, value: number | null): boolean {
  const set = (change: Partial<RtfParagraph>): true => {
    group.paragraph = { ...group.paragraph, ...change }
    return true
  }
  switch (name) {
    case 'pard':
      group.paragraph = NO_PARAGRAPH
      return true
    case 's':
      return set({ style: value ?? 0 })
    case 'outlinelevel':
      return set({ outline: value !== null && value >= 0 && value < 9 ? value : null })
    case 'intbl':
      return set({ inTable: value !== 0 })
    case 'ls':
      return set({ list: value ?? 0 })
    case 'ilvl':
      return set({ level: value ?? 0 })
    case 'li':
      return set({ left: value ?? 0 })
    case 'ri':
      return set({ right: value ?? 0 })
    default:
      return false
  }
}
