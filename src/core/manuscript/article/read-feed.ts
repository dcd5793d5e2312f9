/**
 * Feeds saved as a file: RSS 2.0 and 1.0, Atom (RFC 4287), JSON Feed 1.1. The XML reader knows the five entities of XML and
 * numbers, and nothing that a document declares: a DTD is text that nobody reads, so nothing is fetched and nothing expands.
 */
import { Parser } from 'htmlparser2'
import { z } from 'zod'
import { field, timeOf, webAddress } from './fields'
import { MAX_ARTICLE_DEPTH, MAX_ARTICLE_TAGS, MAX_FEED_ITEMS } from './limits'
import { readPage } from './read-page'
import type { ReadArticle } from './types'

interface Item {
  readonly fields: Map<string, string>
}

/** Fields by the names that formats give them; the fuller one of two first. */
const BODY = ['content:encoded', 'content', 'description', 'summary', 'dc:description']
const AUTHOR = ['dc:creator', 'author', 'itunes:author']
const TIME = ['pubdate', 'published', 'dc:date', 'date', 'updated']

const CHUNK = 64 * 1024

export function readXmlFeed(xml: string): ReadArticle[] {
  const items: Item[] = []
  const open: string[] = []
  let item: Item | null = null
  let itemDepth = 0
  let name: string | null = null
  let text = ''
  let tags = 0
  let stopped = false
  /** Markup inside a field (Atom's xhtml): kept as it was written. */
  let inner = 0

  const finish = (): void => {
    if (item === null || name === null) return
    if (!item.fields.has(name) && text.trim() !== '') item.fields.set(name, text.trim())
    name = null
    text = ''
  }
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        tags += 1
        if (tags > MAX_ARTICLE_TAGS || open.length >= MAX_ARTICLE_DEPTH || items.length > MAX_FEED_ITEMS) stopped = true
        if (stopped) return
        const lower = tag.toLowerCase()
        open.push(lower)
        if (item === null) {
          if (lower !== 'item' && lower !== 'entry') return
          item = { fields: new Map() }
          itemDepth = open.length
        } else if (name === null && open.length === itemDepth + 1) {
          name = lower
          text = ''
          const rel = attributes['rel'] ?? 'alternate'
          if (lower === 'link' && rel === 'alternate' && attributes['href'] !== undefined) text = attributes['href']
        } else if (name !== null) {
          inner += 1
          // Of Atom's `<author><name>` only the name is meant.
          if (name === 'author') text = lower === 'name' ? '' : text
          else text += `<${lower}>`
        }
      },
      ontext: (data) => {
        if (stopped || item === null || name === null) return
        if (name === 'author' && inner > 0 && open.at(-1) !== 'name') return
        text += inner > 0 && name !== 'author' ? escaped(data) : data
      },
      onclosetag: () => {
        if (stopped) return
        const lower = open.pop()
        if (item === null || lower === undefined) return
        if (open.length < itemDepth) {
          if (items.length < MAX_FEED_ITEMS) items.push(item)
          item = null
        } else if (open.length === itemDepth) finish()
        else if (name !== null) {
          inner -= 1
          if (name !== 'author') text += `</${lower}>`
        }
      },
    },
    { xmlMode: true, decodeEntities: true, recognizeCDATA: true },
  )
  for (let at = 0; at < xml.length && !stopped; at += CHUNK) parser.write(xml.slice(at, at + CHUNK))
  if (!stopped) parser.end()
  return items.map(articleOf)
}

function articleOf({ fields }: Item): ReadArticle {
  const of = (names: readonly string[]): string | undefined =>
    names.map((each) => fields.get(each)).find((value) => value !== undefined)
  const page = readPage(of(BODY) ?? '', true)
  const guid = fields.get('guid') ?? fields.get('id')
  return {
    title: field(plain(fields.get('title') ?? '')),
    // RSS's author is an address with the name in brackets.
    author: field((of(AUTHOR) ?? '').replace(/^\S+@\S+\s*\((.*)\)$/u, '$1')) || page.author,
    url: webAddress(fields.get('link')) || webAddress(guid),
    publishedAt: TIME.map((each) => timeOf(fields.get(each))).find((at) => at !== null) ?? null,
    text: page.text,
  }
}

const jsonFeedSchema = z.object({
  version: z.string().startsWith('https://jsonfeed.org/version/'),
  items: z.array(
    z.object({
      url: z.string().optional(),
      title: z.string().optional(),
      content_html: z.string().optional(),
      content_text: z.string().optional(),
      date_published: z.string().optional(),
      author: z.object({ name: z.string().optional() }).optional(),
      authors: z.array(z.object({ name: z.string().optional() })).optional(),
    }),
  ),
})

/** Null for JSON that is no feed. */
export function readJsonFeed(json: string): ReadArticle[] | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  const feed = jsonFeedSchema.safeParse(value)
  if (!feed.success) return null
  return feed.data.items.slice(0, MAX_FEED_ITEMS).map((item) => {
    const page = readPage(item.content_html ?? '', true)
    return {
      title: field(item.title),
      author: field(item.authors?.[0]?.name ?? item.author?.name) || page.author,
      url: webAddress(item.url),
      publishedAt: timeOf(item.date_published),
      text: item.content_html === undefined ? (item.content_text ?? '').trim() : page.text,
    }
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** A title with markup in it, as some feeds write it. */
function plain(title: string): string {
  return title.includes('<') || title.includes('&') ? readPage(title, true).text.replaceAll('\n', ' ') || title : title
}
