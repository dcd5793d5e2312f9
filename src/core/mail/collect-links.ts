/** The links of a mail, from its HTML and its text, each once and in order. */
import type { MailLink } from '@shared/domain/mail'
import { parse as parseHost } from 'tldts'
import { expiringShareOf } from './expiring-links'
import { scanHtml } from './html-events'

/**
 * An address in text, with or without its scheme. Chinese writing puts no space around an address, so CJK characters
 * and full-width punctuation end it. Labels and their number are bounded: the host part cannot backtrack far.
 */
const ADDRESS =
  /(?:https?:\/\/|(?<![\w@.-])(?=[a-z0-9-]{1,63}\.))(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?(?:[/?#][^\s<>"'`{}|\\^\u0080-\u00A0\u2000-\u206F\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]*)?/gi

/** Longest address kept: browsers and servers stop at a few thousand characters. */
export const MAX_URL_LENGTH = 4096

/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]]+$/

/** Collects at most `limit` links. Only http and https count: other schemes are no links for an editor. */
export function collectLinks(html: string | null, text: string, limit: number): MailLink[] {
  const links = new Map<string, MailLink>()
  const add = (url: string | null): void => {
    if (url === null || links.size >= limit || links.has(url)) return
    links.set(url, { url, expiring: expiringShareOf(url) !== null })
  }
  if (html !== null) {
    // Text arrives in pieces (an `&amp;` makes three of an address): joined until a tag ends it.
    let pending = ''
    const flush = (): void => {
      for (const url of addressesIn(pending)) add(url)
      pending = ''
    }
    scanHtml(html, {
      open(name, attributes) {
        flush()
        if (name === 'a' || name === 'area') add(hrefOf(attributes.get('href') ?? ''))
      },
      close: flush,
      text(piece) {
        pending += piece
      },
    })
    flush()
  }
  for (const url of addressesIn(text)) add(url)
  return [...links.values()]
}

function hrefOf(href: string): string | null {
  const trimmed = href.trim()
  if (trimmed.length > MAX_URL_LENGTH || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null
  return trimmed
}

function* addressesIn(text: string): Generator<string> {
  for (const match of text.matchAll(ADDRESS)) {
    // Looked at before it is trimmed: trimming a megabyte of dots would take minutes.
    if (match[0].length > 2 * MAX_URL_LENGTH) continue
    const found = match[0].replace(TRAILING, '')
    if (found.length > MAX_URL_LENGTH) continue
    if (/^https?:/i.test(found)) {
      if (URL.canParse(found)) yield found
    } else if (isBareAddress(found)) {
      yield `https://${found}`
    }
  }
}

/** Without a scheme only what has a path and a registered suffix is taken: `草稿.docx` and `v1.2` are no addresses. */
function isBareAddress(found: string): boolean {
  const slash = found.indexOf('/')
  if (slash === -1) return false
  const host = parseHost(found.slice(0, slash))
  return host.isIcann === true && host.domain !== null && URL.canParse(`https://${found}`)
}
