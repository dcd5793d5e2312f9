/** The marks of a letter: what its kind is learned from (`learned-weights.json`), and told by. */
import { firstField, type HeaderFields } from './mime/header-fields'

export interface MarkedLetter {
  readonly fields: HeaderFields
  readonly from: { readonly name: string }
  /** Without `回复：`. */
  readonly subject: string
  readonly ownText: string
  readonly documentNames: readonly string[]
}

/** A letter says in its beginning what it wants. Characters of text, of a subject, of a file's name; files. */
export const MARKED_TEXT = 600
export const MARKED_NAME = 120
export const MARKED_FILES = 5

/** Han characters and pairs of them, Latin words and pairs of them, where they stand, and a few marks of form. */
export function marksOf(letter: MarkedLetter): Set<string> {
  const subject = letter.subject.slice(0, MARKED_NAME)
  const text = letter.ownText.slice(0, MARKED_TEXT)
  const files = letter.documentNames.slice(0, MARKED_FILES).map((name) => name.slice(-MARKED_NAME))
  const marks = new Set<string>()
  addWords(marks, `${subject}\n${text}`, '')
  addWords(marks, subject, 's:')
  addWords(marks, letter.from.name.slice(0, MARKED_NAME), 'n:')
  for (const name of files) {
    addWords(marks, name.replace(/\.\w{1,5}$/, ''), 'f:')
    const extension = /\.(\w{1,5})$/.exec(name)?.[1]
    if (extension !== undefined) marks.add(`#${extension.toLowerCase()}`)
  }
  if (files.length > 0) marks.add('#file')
  for (const [mark, sign] of FORMS) if (sign.test(text)) marks.add(mark)
  if (/老师|编辑|\beditors?\b/i.test(text.slice(0, GREETING))) marks.add('#editor')
  if (firstField(letter.fields, 'references') !== null) marks.add('#answer')
  if (firstField(letter.fields, 'list-unsubscribe') !== null) marks.add('#list')
  marks.add(`#length ${LENGTHS.filter((length) => letter.ownText.length >= length).length}`)
  return marks
}

/** Characters in which a letter greets. */
const GREETING = 60
const LENGTHS = [15, 60, 200, 400]

const FORMS: readonly (readonly [mark: string, sign: RegExp])[] = [
  ['#link', /https?:\/\//i],
  ['#digit', /\d/],
  ['#ask', /[?？]/],
  ['#loud', /[!！]/],
  ['#share', /[%％折]/],
  ['#money', /\d\s?(?:元|块|万)|[$¥￥]\s?\d/],
]

function addWords(marks: Set<string>, text: string, place: string): void {
  const lower = text.toLowerCase()
  let before = ''
  for (const character of lower) {
    const isHan = character >= '\u4e00' && character <= '\u9fff'
    if (isHan) {
      marks.add(place + character)
      if (before !== '') marks.add(place + before + character)
    }
    before = isHan ? character : ''
  }
  const words = lower.match(/[a-z]+/g) ?? []
  for (const [index, word] of words.entries()) {
    marks.add(place + word)
    if (index > 0) marks.add(`${place}${words[index - 1]} ${word}`)
  }
}
