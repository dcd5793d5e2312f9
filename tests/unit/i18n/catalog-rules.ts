/** What a catalogue of messages must be. Each function returns what is wrong, in words; nothing is fine. */
import type { Message } from '@shared/i18n/translate'
import { chineseIn, textsOf, type SourceFile } from './source-texts'

export type Catalog = Readonly<Record<string, Message>>

/** Both have the same messages, and each message takes the same parameters in both. */
export function differences(left: Catalog, right: Catalog): readonly string[] {
  const problems: string[] = []
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const a = left[key]
    const b = right[key]
    if (a === undefined || b === undefined) problems.push(`${key} is missing on one side`)
    else if (parametersOf(a).join(' ') !== parametersOf(b).join(' ')) {
      problems.push(`${key} takes {${parametersOf(a).join(', ')}} here and {${parametersOf(b).join(', ')}} there`)
    }
  }
  return problems
}

/** The plural forms of a message take the same parameters; only `one` may leave out how many. */
export function unevenForms(catalog: Catalog): readonly string[] {
  return Object.entries(catalog).flatMap(([key, message]) => {
    if (typeof message === 'string') return []
    const other = namesIn(message.other)
    const one = namesIn(message.one)
    const countless = other.filter((name) => name !== 'count')
    return other.includes('count') && (same(one, other) || same(one, countless)) ? [] : [`${key} has uneven forms`]
  })
}

/** No message is blank, none has a brace that was left open. */
export function malformed(catalog: Catalog): readonly string[] {
  return Object.entries(catalog).flatMap(([key, message]) =>
    formsOf(message).some((form) => form.trim() === '' || form.split('{').length !== form.split('}').length)
      ? [`${key} is malformed`]
      : [],
  )
}

/** Messages that nothing in the sources says, neither whole nor by a template such as `state.${…}`. */
export function unused(catalog: Catalog, sources: readonly SourceFile[]): readonly string[] {
  const texts = sources.map(textsOf)
  const strings = new Set(texts.flatMap((each) => each.strings))
  const patterns = texts.flatMap((each) => each.patterns)
  return Object.keys(catalog).filter((key) => !strings.has(key) && !patterns.some((pattern) => pattern.test(key)))
}

/** Messages that are asked for and do not exist. */
export function missing(catalog: Catalog, sources: readonly SourceFile[]): readonly string[] {
  const keys = Object.keys(catalog)
  return sources.flatMap((source) => {
    const { askedKeys, askedPatterns } = textsOf(source)
    return [
      ...askedKeys.filter((key) => !keys.includes(key)),
      ...askedPatterns.filter((pattern) => !keys.some((key) => pattern.test(key))).map(String),
    ].map((asked) => `${source.file} asks for ${asked}`)
  })
}

/** Chinese in a catalogue of another language, but for the names that stay Chinese in it. */
export function foreignChinese(catalog: Catalog, names: readonly string[]): readonly string[] {
  return Object.entries(catalog).flatMap(([key, message]) =>
    formsOf(message).some((form) => /\p{Script=Han}/u.test(without(form, names))) ? [key] : [],
  )
}

/** Half-width punctuation touching Chinese: 中文,这样 instead of its full-width form. */
export function halfWidth(catalog: Catalog): readonly string[] {
  return Object.entries(catalog).flatMap(([key, message]) =>
    formsOf(message).some((form) =>
      /\p{Script=Han}[,;:!]|[,;:!(]\p{Script=Han}|\p{Script=Han}\?(?!\p{Script=Han})/u.test(form),
    )
      ? [key]
      : [],
  )
}

/** Chinese in the sources outside the catalogues: it would stay Chinese in an English window. */
export function chineseLiterals(sources: readonly SourceFile[]): readonly string[] {
  return sources.flatMap((source) => chineseIn(source).map((text) => `${source.file} says ${text}`))
}

function formsOf(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : [message.one, message.other]
}

function parametersOf(message: Message): readonly string[] {
  const names = new Set(formsOf(message).flatMap(namesIn))
  // The forms are chosen by it, so it is taken whether or not one says it.
  if (typeof message !== 'string') names.add('count')
  return [...names].toSorted()
}

function namesIn(form: string): readonly string[] {
  return [...new Set([...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted()
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.join(' ') === right.join(' ')
}

function without(form: string, names: readonly string[]): string {
  // Longest first, or a short name would cut a long one open.
  return names.toSorted((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, ''), form)
}
