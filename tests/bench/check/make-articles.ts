/** What the bench reads: made articles with some words of the packs in them, and fifty thousand more words to look for. */
import type { RulePack } from '@core/compliance'
import { stringify } from 'yaml'
import { createRequire } from 'node:module'
import { ordinaryParagraphs } from '../../support/ordinary-text'
import { randomNumbers } from '../../support/random'

/** One paragraph in so many has a word of the packs, one in ten times as many a disguised one. */
const oneIn = 25

export function articles(characters: number, packs: readonly RulePack[], text?: string): string[] {
  const { below } = randomNumbers('bench check')
  const words = packs.flatMap((pack) => wordsOf(pack))
  const disguise = (word: string): string => [...word].join(['*', '\u200b', ' ', '❤️'][below(4)])
  const paragraphs =
    text?.split('\n').filter((line) => line !== '') ?? ordinaryParagraphs('bench check text', characters)
  return paragraphs.map((paragraph, index) => {
    if (index % oneIn !== 0) return paragraph
    const word = words[below(words.length)] ?? ''
    const at = paragraph.indexOf('，') + 1
    return `${paragraph.slice(0, at)}${index % (10 * oneIn) === 0 ? disguise(word) : word}${paragraph.slice(at)}`
  })
}

function wordsOf(pack: RulePack): string[] {
  return pack.rules.flatMap(({ patterns }) =>
    patterns.flatMap((pattern) => ('lexicon' in pattern ? [...pattern.lexicon] : [])),
  )
}

/** `[word, count]` of every Han word of jieba's dictionary. */
function dictionaryWords(): readonly (readonly [string, number])[] {
  const { dict } = createRequire(import.meta.url)('@node-rs/jieba/dict.js') as { readonly dict: Uint8Array }
  return Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [word = '', count = ''] = line.split(' ')
      return /^[\u4e00-\u9fff]+$/u.test(word) ? [[word, Number(count)] as const] : []
    })
}

/** Words that hardly any text has: the rarest of the dictionary, and compounds of two of them. */
export function extraWords(count: number): string[] {
  const { below } = randomNumbers('bench check words')
  const rare = dictionaryWords().filter(([word, times]) => times <= 5 && word.length >= 2 && word.length <= 6)
  const words = new Set<string>()
  while (words.size < count) {
    const [one = ''] = rare[below(rare.length)] ?? []
    const [two = ''] = rare[below(rare.length)] ?? []
    words.add(below(2) === 0 ? one : `${one}${two}`.slice(0, 6))
  }
  return [...words]
}

/** A pack of words, as an editor would import it: no rule may have more than 20,000 in one pattern. */
export function packOfWords(words: readonly string[]): string {
  const texts = { message: '词', reason: '理由', suggestion: '建议' }
  const rules = Array.from({ length: Math.ceil(words.length / 20_000) }, (_, index) => ({
    id: `extra/${index}`,
    clause: 'extra/1',
    level: 'note',
    ...texts,
    patterns: [{ lexicon: words.slice(index * 20_000, (index + 1) * 20_000).join('\n') }],
    examples: { hits: ['命中'], misses: ['不命中'] },
  }))
  return stringify({
    name: 'extra',
    version: '1.0.0',
    title: '更多的词',
    changelog: [{ version: '1.0.0', date: '2026-01-01', changes: '首版' }],
    clauses: [{ number: 'extra/1', item: '项', text: '更多的词一条也不用', coverage: 'rules', human: '' }],
    rules,
  })
}
