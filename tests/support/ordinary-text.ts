/**
 * Ordinary Chinese text for tests and benches: the sentences of the project's own Chinese documents and of the articles among
 * its fixtures, in paragraphs of a random order. Real sentences, because made ones have words side by side that nobody writes.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { randomNumbers } from './random'

const projectDir = process.cwd()
const sets = path.join('tests', 'eval', 'compliance', 'sets')

let known: readonly string[] | undefined

/** Every sentence once, in the order of the files. */
export function ordinarySentences(): readonly string[] {
  if (known !== undefined) return known
  const files = [
    path.join('docs', 'user-guide.zh-CN.md'),
    'README.zh-CN.md',
    ...readdirSync(path.join(projectDir, sets))
      .filter((name) => /^(?:article|neutral-post|headline\.ordinary)/u.test(name))
      .map((name) => path.join(sets, name)),
  ]
  const text = files.map((file) => readFileSync(path.join(projectDir, file), 'utf8')).join('\n')
  const article = readFileSync(path.join(projectDir, 'tests', 'fixtures', 'convention.txt'), 'utf8')
  const sentences = `${text.replaceAll(/[*`#|>[\]]|\(https?:[^)]*\)|\([a-zA-Z./-]+\)/gu, '')}\n${article}`.split(
    /(?<=[。！？；])|\n/u,
  )
  known = [...new Set(sentences.map((sentence) => sentence.trim()))].filter((sentence) =>
    /[\u4e00-\u9fff]{6}/u.test(sentence),
  )
  return known
}

/** Paragraphs of 40 to 400 characters, together at least `length` UTF-16 units. The same name gives the same text. */
export function ordinaryParagraphs(name: string, length: number): string[] {
  const { below } = randomNumbers(name)
  const sentences = ordinarySentences()
  const paragraphs: string[] = []
  for (let written = 0; written < length;) {
    const size = 40 + below(360)
    let paragraph = ''
    while (paragraph.length < size) paragraph += sentences[below(sentences.length)] ?? ''
    paragraphs.push(paragraph)
    written += paragraph.length
  }
  return paragraphs
}
