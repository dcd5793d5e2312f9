/** An article and what an author made of it, with the fate of every character known. */
import type { DiffBlock } from '@core/manuscript/diff/diff-blocks'
import { randomNumbers, type RandomNumbers } from '../../support/random'
import { aClause, anArticle, aSentence, aWord, pick } from './article'

/** A character with its number in the first text; -1 for a new one. */
interface Letter {
  readonly character: string
  readonly id: number
}
type Sentence = readonly Letter[]

export interface Fate {
  readonly block: number
  readonly start: number
  readonly end: number
  /** The offsets of its characters between the two. */
  readonly at: readonly number[]
}

export interface Target {
  readonly block: number
  readonly start: number
  readonly end: number
  /** Where what is left of it stands now, in the block that has the most of it; null: nothing is left. */
  readonly now: Fate | null
  /** How much is left, 0 to 1. */
  readonly kept: number
  /** Nothing is left, but the author happened to type the very same words anew: no method can tell that from moving them. */
  readonly retyped: boolean
  /** Nothing was changed, taken out or put in between. */
  readonly untouched: boolean
}

export interface EditedArticle {
  readonly seed: number
  readonly old: readonly DiffBlock[]
  readonly new: readonly DiffBlock[]
  readonly targets: readonly Target[]
}

export interface EditOptions {
  readonly name: string
  readonly characters: number
  /** The share of sentences that are touched, 0 to 1; of paragraphs about a quarter of it is moved, split, joined, cut or added. */
  readonly rate: number
  readonly targets: number
  /** Whether paragraphs and sentences are moved as well. */
  readonly moves: boolean
}

export function editedArticle({ name, characters, rate, targets, moves }: EditOptions): EditedArticle {
  const random = randomNumbers(name)
  let id = 0
  const before = anArticle(random, characters).map((sentences) =>
    sentences.map((sentence): Sentence =>
      Array.from({ length: sentence.length }, (_none, at) => ({ character: sentence.charAt(at), id: id++ })),
    ),
  )
  const after = editedParagraphs(random, before, rate, moves)
  const old = before.map((sentences) => sentences.flat())
  const next = after.map((sentences) => sentences.flat())
  return {
    seed: random.seed,
    old: blocksOf(old),
    new: blocksOf(next),
    targets: Array.from({ length: targets }, () => aTarget(random, before, next)),
  }
}

function blocksOf(paragraphs: readonly (readonly Letter[])[]): DiffBlock[] {
  return paragraphs.map((letters, at) => ({
    id: at === 0 ? 'title' : `p${at}`,
    kind: at === 0 ? 'title' : 'paragraph',
    text: letters.map(({ character }) => character).join(''),
    level: 0,
    formats: [],
    pictures: [],
    cell: null,
  }))
}

function fresh(text: string): Letter[] {
  return Array.from({ length: text.length }, (_none, at) => ({ character: text.charAt(at), id: -1 }))
}

function chance(random: RandomNumbers, share: number): boolean {
  return random.below(10_000) < share * 10_000
}

function editedParagraphs(
  random: RandomNumbers,
  before: readonly (readonly Sentence[])[],
  rate: number,
  moves: boolean,
): Sentence[][] {
  const homeless: Sentence[] = []
  let paragraphs: Sentence[][] = before.map((sentences) =>
    sentences.flatMap((sentence) => {
      if (!chance(random, rate)) return [sentence]
      switch (random.below(moves ? 10 : 9)) {
        case 0:
          return []
        case 1:
          return [fresh(aSentence(random))]
        case 2:
          return [sentence, fresh(aSentence(random))]
        case 3:
          return [otherWidth(sentence)]
        case 4:
          return [shortened(random, sentence)]
        case 5:
          return [inserted(random, sentence)]
        case 9:
          homeless.push(sentence)
          return []
        default:
          return [reworded(random, sentence)]
      }
    }),
  )
  for (const sentence of homeless) {
    const home = paragraphs[1 + random.below(Math.max(1, paragraphs.length - 1))]
    home?.splice(random.below(home.length + 1), 0, sentence)
  }
  const shaped: Sentence[][] = []
  paragraphs.forEach((sentences, at) => {
    if (at === 0 || !chance(random, rate / 4)) shaped.push(sentences)
    else if (random.below(4) === 0) return
    else if (random.below(3) === 0) shaped.push(sentences, [fresh(aSentence(random)), fresh(aSentence(random))])
    else if (random.below(2) === 0) {
      const last = shaped.at(-1)
      if (last === undefined || shaped.length < 2) shaped.push(sentences)
      else last.push(...sentences)
    } else {
      const cut = random.below(sentences.length + 1)
      shaped.push(sentences.slice(0, cut), sentences.slice(cut))
    }
  })
  paragraphs = shaped.filter((sentences) => sentences.flat().length > 0)
  const moved = moves ? Math.round((paragraphs.length * rate) / 6) : 0
  for (let turn = 0; turn < moved; turn += 1) {
    const [paragraph] = paragraphs.splice(1 + random.below(Math.max(1, paragraphs.length - 1)), 1)
    if (paragraph !== undefined) paragraphs.splice(1 + random.below(paragraphs.length), 0, paragraph)
  }
  return paragraphs
}

/** Two or three words become others. */
function reworded(random: RandomNumbers, sentence: Sentence): Sentence {
  let letters = [...sentence]
  for (let turn = 0; turn <= random.below(3); turn += 1) {
    const length = 2 + random.below(3)
    const at = random.below(Math.max(1, letters.length - length))
    letters = [...letters.slice(0, at), ...fresh(aWord(random)), ...letters.slice(at + length)]
  }
  return letters
}

function shortened(random: RandomNumbers, sentence: Sentence): Sentence {
  const length = 1 + random.below(Math.max(1, Math.floor(sentence.length / 2)))
  const at = random.below(Math.max(1, sentence.length - length))
  return [...sentence.slice(0, at), ...sentence.slice(at + length)]
}

function inserted(random: RandomNumbers, sentence: Sentence): Sentence {
  const at = random.below(sentence.length)
  return [...sentence.slice(0, at), ...fresh(`${aClause(random)}，`), ...sentence.slice(at)]
}

const widths: Readonly<Record<string, string>> = {
  '，': ',',
  '！': '!',
  '？': '?',
  '；': ';',
  '“': '"',
  '”': '"',
  '1': '１',
}

function otherWidth(sentence: Sentence): Sentence {
  return sentence.map(({ character, id }) => ({ character: widths[character] ?? character, id }))
}

/** A word, a phrase, a sentence or a part of one, a whole paragraph now and then. */
function aTarget(
  random: RandomNumbers,
  before: readonly (readonly Sentence[])[],
  next: readonly (readonly Letter[])[],
): Target {
  // Wherever there is text: people mark sentences more often than headings.
  const places = before.flatMap((sentences, block) => sentences.map((_sentence, at) => ({ block, at })))
  const { block, at } = pick(random, places)
  const sentences = before[block] ?? []
  const letters = sentences.flat()
  const kind = random.below(10)
  let start = 0
  let end = letters.length
  if (kind > 0) {
    const from = sentences.slice(0, at).flat().length
    const length = sentences[at]?.length ?? 0
    const size =
      kind < 3 ? length : Math.min(length, kind < 6 ? 2 + random.below(3) : 4 + random.below(Math.max(1, length - 4)))
    start = from + random.below(length - size + 1)
    end = start + size
  }
  return { block, start, end, ...fateOf(letters.slice(start, end), next) }
}

function fateOf(
  quote: readonly Letter[],
  next: readonly (readonly Letter[])[],
): Pick<Target, 'now' | 'kept' | 'retyped' | 'untouched'> {
  const ids = new Set(quote.map(({ id }) => id))
  let now: Fate | null = null
  let kept = 0
  for (const [block, letters] of next.entries()) {
    const at = letters.flatMap(({ id }, offset) => (ids.has(id) ? [offset] : []))
    kept += at.length
    if (at.length > (now?.at.length ?? 0)) now = { block, start: at[0] ?? 0, end: (at.at(-1) ?? 0) + 1, at }
  }
  const words = quote.map(({ character }) => character).join('')
  // What was there before stands as a blank: only new text is looked through.
  const typed = next.map((letters) => letters.map(({ character, id }) => (id === -1 ? character : '\0')).join(''))
  return {
    now,
    retyped: kept === 0 && typed.some((text) => text.includes(words)),
    kept: kept / quote.length,
    untouched: now !== null && kept === quote.length && now.end - now.start === quote.length,
  }
}
