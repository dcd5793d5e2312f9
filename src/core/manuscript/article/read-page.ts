/** The article of a saved page: the element that holds most of its running text, without what sites print around it. */
import { bylineIn, countLetters, field, timeOf, webAddress } from './fields'
import { MAX_ARTICLE_CHARACTERS } from './limits'
import { pageContent, type PageContent, type PageElement, type PageLine } from './page-lines'
import type { ReadArticle } from './types'

/** Element names by which sites mark the text itself, and what is never part of it. */
const LIKELY = /(?:^|[\s_-])(?:article|content|post|entry|text|body|detail|rich_media_content|js_content)(?:[\s_-]|$)/
const UNLIKELY =
  /(?:^|[\s_-])(?:comments?|recommend\w*|related|sidebar|share\w*|copyright|disclaimer|statement|footer|nav\w*|menu|breadcrumbs?|tags?|hot|rank|ads?|banner|author[-_]?card|author[-_]?info|login|toolbar|pagination|convention|agreement)(?:[\s_-]|$)/

/** Units from which a line is running text and not a label. */
const RUNNING = 20
/** Share of a line in links from which it leads elsewhere. */
const LINKED = 0.5

/** `whole`: a fragment of a feed, all of which is the article. */
export function readPage(html: string, whole = false): ReadArticle {
  const page = pageContent(html)
  const lines = whole ? page.lines : articleLines(page)
  const title = titleOf(page, lines)
  const texts = lines.map(({ text }) => text)
  const body = texts[0] !== undefined && texts[0] === title ? texts.slice(1) : texts
  return {
    title,
    author: authorOf(page) || bylineIn(body),
    url: webAddress(page.said.get('canonical')) || webAddress(page.said.get('og:url')),
    publishedAt: publishedAtOf(page),
    text: body.join('\n').slice(0, MAX_ARTICLE_CHARACTERS),
  }
}

function articleLines({ lines, elements }: PageContent): PageLine[] {
  const scores = new Map<number, number>()
  for (const line of lines) {
    if (line.text.length < RUNNING || line.linked / line.text.length > LINKED || line.heading !== null) continue
    const worth =
      Math.min(line.text.length - line.linked, 400) + 10 * (line.text.match(/[，。！？；,.!?;]/gu)?.length ?? 0)
    // The nearest element around it counts whole, each further one less: the article wins over the page.
    let weight = 1
    for (const number of line.within.toReversed()) {
      scores.set(number, (scores.get(number) ?? 0) + worth * weight * likelihood(elements[number]))
      weight *= elements[number] !== undefined && isTextblock(elements[number]) ? 1 : 0.85
    }
  }
  let best: number | null = null
  for (const [number, score] of scores) {
    if (best === null || score > (scores.get(best) ?? 0)) best = number
  }
  if (best === null) return []
  const chosen = best
  return lines.filter(({ within, text, linked }) => {
    const at = within.indexOf(chosen)
    if (at < 0 || linked / text.length > LINKED) return false
    return within.slice(at + 1).every((number) => !UNLIKELY.test(elements[number]?.names ?? ''))
  })
}

/** A paragraph itself is not the place of an article, so it hands on all it has. */
function isTextblock({ name }: PageElement): boolean {
  return /^(?:p|li|blockquote|h[1-6]|td|tr|tbody|dd|dt|figcaption|pre|section)$/.test(name)
}

function likelihood(element: PageElement | undefined): number {
  if (element === undefined || isTextblock(element)) return 0.1
  if (UNLIKELY.test(element.names)) return 0.2
  if (element.isBody) return 1.3
  return LIKELY.test(element.names) ? 1.2 : 1
}

function titleOf({ lines, said }: PageContent, article: readonly PageLine[]): string {
  const heading = article.find((line) => line.heading === 1) ?? lines.find((line) => line.heading === 1)
  const declared = field(said.get('og:title') ?? said.get('headline') ?? said.get('twitter:title'))
  if (declared !== '') return withoutSite(declared)
  if (heading !== undefined) return field(heading.text)
  return withoutSite(field(said.get('title')))
}

/** `标题 - 鸟哥笔记`, `标题_鸟哥笔记`: the site's name behind the last mark, where it is the shorter part. */
function withoutSite(title: string): string {
  const found = /^(.{4,}?)\s*(?:[-|｜–—]|_)\s*([^-|｜–—_]{2,16})$/u.exec(title)
  return found?.[1] === undefined || (found[2]?.length ?? 0) >= found[1].length ? title : found[1]
}

function authorOf({ said }: PageContent): string {
  const named = said.get('author') ?? said.get('article:author') ?? said.get('og:article:author') ?? said.get('account')
  return named === undefined || /^https?:/i.test(named) ? '' : field(named).replace(/^(?:文|作者)\s*[:：|｜]\s*/u, '')
}

function publishedAtOf({ said }: PageContent): number | null {
  for (const key of [
    'article:published_time',
    'datepublished',
    'og:release_date',
    'pubdate',
    'publishdate',
    'time',
    'date',
  ]) {
    const at = timeOf(said.get(key))
    if (at !== null) return at
  }
  return null
}

/** A plain text file: its first line that is no notice is the title, if it is short enough to be one. */
export function readPlainArticle(text: string, fallbackTitle: string): ReadArticle {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim())
  const first = lines.findIndex((line) => line !== '')
  const opening = (lines[first] ?? '').replace(/^#+\s+/, '')
  // A title ends without a full stop, and the rest of the text is longer than it.
  const isTitle =
    first >= 0 &&
    opening.length <= 60 &&
    !/[。，,；;：:.]$/u.test(opening) &&
    countLetters(opening) >= 2 &&
    lines.slice(first + 1).some((line) => line !== '')
  const body = (isTitle ? lines.slice(first + 1) : lines)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return {
    title: isTitle ? field(opening) : field(fallbackTitle),
    author: bylineIn(body.split('\n')),
    url: '',
    publishedAt: null,
    text: body.slice(0, MAX_ARTICLE_CHARACTERS),
  }
}
