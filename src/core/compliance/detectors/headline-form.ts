/** What a headline looks like: its length, whether there is one, and whether the text says the same words again. */
import { countWords } from '@shared/manuscript/text'
import type { ReadBlock, Detector } from './detector'

/** Lengths in 字, as the desk counts them. */
const limits = {
  /** Beyond it lists and shares cut a headline off. */
  longest: 30,
  shortest: 6,
  /** Below it the text is a note or a line from a test, and asks for no headline. */
  needsHeadline: 300,
  /** UTF-16 units of the first paragraph at which a missing headline is shown. */
  shownAt: 20,
} as const

/** Blocks after the title in which the same words are looked for. */
const head = 6

export const headlineLong = ofLength((words) => words > limits.longest)
export const headlineShort = ofLength((words) => words > 0 && words < limits.shortest)

function ofLength(isWrong: (words: number) => boolean): Detector {
  return {
    scope: 'block',
    worth: ({ kind }) => kind === 'title',
    find: ({ block }) => {
      const words = countWords(block.text)
      return isWrong(words) ? [{ start: 0, end: block.text.length, detail: String(words) }] : []
    },
  }
}

export const headlineMissing: Detector = {
  scope: 'document',
  find: (blocks) => {
    if (blocks.some(({ block }) => block.kind === 'title' && block.text.trim() !== '')) return []
    let words = 0
    for (const { block } of blocks) {
      words += countWords(block.text)
      if (words >= limits.needsHeadline) break
    }
    const first = blocks.find(({ block }) => block.text.trim() !== '')?.block
    if (words < limits.needsHeadline || first === undefined) return []
    return [{ block: first.id, start: 0, end: Math.min(first.text.length, limits.shownAt) }]
  },
}

export const headlineRepeated: Detector = {
  scope: 'document',
  find: (blocks) => {
    const title = blocks.find(({ block }) => block.kind === 'title')
    const wanted = title === undefined ? '' : letters(title.block.text)
    if (countWords(wanted) < limits.shortest) return []
    const again = blocks
      .filter((one) => one !== title && one.block.text.trim() !== '')
      .find((one, index) => isAgain(one, index, wanted))
    if (again === undefined) return []
    const { block } = again
    const sentence = /^[^。！？!?]{0,200}/u.exec(block.text)?.[0] ?? block.text
    return [{ block: block.id, start: 0, end: sentence.length === 0 ? block.text.length : sentence.length }]
  },
}

/** A heading anywhere, or the first sentence of one of the first paragraphs. */
function isAgain({ block }: ReadBlock, index: number, wanted: string): boolean {
  if (block.kind !== 'heading' && index >= head) return false
  return letters(/^[^。！？!?]{0,200}/u.exec(block.text)?.[0] ?? '') === letters(wanted)
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}
