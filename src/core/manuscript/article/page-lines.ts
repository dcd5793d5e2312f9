/** A page as lines of text, each with the elements around it, and what its head says of it. One pass, no tree kept. */
import { Parser } from 'htmlparser2'
import { BLOCK_ELEMENTS, DROPPED_ELEMENTS, inlineStyle } from '../html-elements'
import { MAX_ARTICLE_DEPTH, MAX_ARTICLE_TAGS, MAX_PAGE_LINES } from './limits'

export interface PageLine {
  readonly text: string
  /** UTF-16 units of it that stand in links. */
  readonly linked: number
  /** Numbers of the elements around it, the outermost first; of very many the nearest. */
  readonly within: readonly number[]
  readonly heading: number | null
}

export interface PageElement {
  readonly name: string
  /** Class and id, in lower case. */
  readonly names: string
  readonly isBody: boolean
}

export interface PageContent {
  readonly lines: readonly PageLine[]
  readonly elements: readonly PageElement[]
  /** `meta` by name or property, and what `link rel=canonical`, `time` and `itemprop` say, all in lower case keys. */
  readonly said: ReadonlyMap<string, string>
}

/** Around an article, never in it. */
const AROUND: ReadonlySet<string> = new Set([
  'nav',
  'footer',
  'aside',
  'form',
  'button',
  'select',
  'noscript',
  'dialog',
])

/** Elements around a line that are remembered: an article's own is among them, and a page of nothing but elements stays small. */
const NEAREST = 32

interface Open {
  readonly name: string
  readonly number: number
  readonly dropped: boolean
  readonly link: boolean
  readonly heading: number | null
  readonly key: string | null
}

const CHUNK = 64 * 1024

export function pageContent(html: string): PageContent {
  const lines: PageLine[] = []
  const elements: PageElement[] = []
  const said = new Map<string, string>()
  const open: Open[] = []
  let dropping = 0
  let links = 0
  let linked = 0
  let pieces: string[] = []
  let tags = 0
  let stopped = false
  let keyed: { readonly key: string; text: string } | null = null

  const say = (key: string, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '' && !said.has(key)) said.set(key, value.trim())
  }
  const endLine = (): void => {
    const text = pieces
      .join('')
      .replaceAll(/[\s\u00A0]+/gu, ' ')
      .trim()
    if (text !== '' && lines.length < MAX_PAGE_LINES) {
      const around = open.filter(({ number }) => number >= 0)
      lines.push({
        text,
        linked: Math.min(linked, text.length),
        within: around.slice(-NEAREST).map(({ number }) => number),
        heading: around.findLast(({ heading }) => heading !== null)?.heading ?? null,
      })
    }
    pieces = []
    linked = 0
  }
  const enter = (name: string, attributes: Readonly<Record<string, string>>): void => {
    tags += 1
    if (tags > MAX_ARTICLE_TAGS || open.length >= MAX_ARTICLE_DEPTH) {
      stopped = true
      return
    }
    if (name === 'meta')
      say(
        (attributes['property'] ?? attributes['name'] ?? attributes['itemprop'] ?? '').toLowerCase(),
        attributes['content'],
      )
    if (name === 'link' && attributes['rel']?.toLowerCase() === 'canonical') say('canonical', attributes['href'])
    if (name === 'time') say('time', attributes['datetime'])
    const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim().toLowerCase().slice(0, 300)
    const prop = (attributes['itemprop'] ?? '').toLowerCase()
    const key = name === 'title' ? 'title' : KEYED.test(prop) && prop !== 'articlebody' ? prop : keyOfNames(names)
    const isHidden = 'hidden' in attributes || inlineStyle(attributes['style']).hidden
    const dropped = dropping > 0 || (name !== 'title' && (DROPPED_ELEMENTS.has(name) || AROUND.has(name) || isHidden))
    const isBlock = BLOCK_ELEMENTS.has(name)
    if (isBlock || name === 'br') endLine()
    if (dropped) dropping += 1
    else if (key !== null && keyed === null && !said.has(key)) keyed = { key, text: '' }
    const isLink = name === 'a' && !dropped
    if (isLink) links += 1
    let number = -1
    if (isBlock && !dropped) {
      number = elements.length
      elements.push({ name, names, isBody: prop === 'articlebody' || name === 'article' || name === 'main' })
    }
    const heading = /^h[1-6]$/.test(name) ? Number(name.slice(1)) : null
    open.push({ name, number, dropped, link: isLink, heading, key: keyed?.key === key ? key : null })
  }
  const leave = (): void => {
    const element = open.at(-1)
    if (element === undefined) return
    if (BLOCK_ELEMENTS.has(element.name)) endLine()
    open.pop()
    if (element.dropped) dropping -= 1
    if (element.link) links -= 1
    if (keyed !== null && element.key === keyed.key) {
      say(keyed.key, keyed.text)
      keyed = null
    }
  }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (!stopped) enter(name, attributes)
      },
      ontext: (text) => {
        if (stopped || dropping > 0) return
        if (keyed !== null && keyed.text.length < 1_000) keyed.text += text
        if (open.at(-1)?.name === 'title') return
        pieces.push(text)
        if (links > 0) linked += text.trim().length
      },
      onclosetag: () => {
        if (!stopped) leave()
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  for (let at = 0; at < html.length && !stopped; at += CHUNK) parser.write(html.slice(at, at + CHUNK))
  if (!stopped) parser.end()
  endLine()
  return { lines, elements, said }
}

const KEYED = /^(?:headline|author|datepublished)$/

/** Class names and ids by which Chinese sites and WeChat mark the same things. */
function keyOfNames(names: string): string | null {
  if (/(?:^|\s)(?:js_name|profile_nickname|rich_media_meta_nickname)(?:\s|$)/.test(names)) return 'account'
  if (/(?:^|\s|[-_])(?:author[-_]?name|post[-_]?author|article[-_]?author|byline)(?:\s|$)/.test(names)) return 'author'
  if (/(?:^|\s)(?:publish_time|post[-_]?date|article[-_]?date|pub[-_]?time|publish[-_]?date)(?:\s|$)/.test(names))
    return 'datepublished'
  return null
}
