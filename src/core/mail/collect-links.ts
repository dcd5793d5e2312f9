/** The links of a mail, from its HTML and its text, each once and in order. */
import type { MailLink } from '@shared/domain/mail'
import { parse as parseHost } from 'tldts'
import { expiringShareOf } from './expiring-links'
import { scanHtml } from './html-events'
import { BLOCK_ELEMENTS } from './html-to-text'
import { readShareNotes, type ShareNote, type SharePlace } from './share-notes'

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

/**
 * Collects at most `limit` links. Only http and https count: other schemes are no links for an editor. What the mail says
 * of a share (its end, its file) is read where it stands beside the link; `sentAt` is what a span of days counts from.
 */
export function collectLinks(html: string | null, text: string, limit: number, sentAt: number | null): MailLink[] {
  const links = new Set<string>()
  const add = (url: string | null): void => {
    if (url !== null && links.size < limit) links.add(url)
  }
  if (html !== null) {
    // Text arrives in pieces (an `&amp;` makes three of an address): joined until a tag ends it.
    let pending = ''
    const flush = (): void => {
      for (const { url } of addressesIn(pending)) add(url)
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
  for (const { url } of addressesIn(text)) add(url)
  const urls = [...links]
  const notes = urls.some((url) => expiringShareOf(url) !== null) ? notesOf(html, text, sentAt) : new Map()
  return urls.map((url) => describeLink(url, notes))
}

function describeLink(url: string, notes: ReadonlyMap<string, ShareNote>): MailLink {
  const expiring = expiringShareOf(url) !== null
  const note = expiring ? notes.get(url) : undefined
  return { url, expiring, expiresAt: note?.expiresAt ?? null, name: note?.name ?? null, size: note?.size ?? null }
}

/** A second look, only at mails that hold a share: the page as text with the places of its shares, then the text. */
function notesOf(html: string | null, text: string, sentAt: number | null): Map<string, ShareNote> {
  const notes = html === null ? new Map<string, ShareNote>() : notesOfPage(html, sentAt)
  // The text of a page is made from it and has lost where its links were: the page's word stands.
  for (const [url, note] of readShareNotes(text, sharesIn(text), sentAt)) if (!notes.has(url)) notes.set(url, note)
  return notes
}

function notesOfPage(html: string, sentAt: number | null): Map<string, ShareNote> {
  const places: SharePlace[] = []
  let flat = ''
  let open: { url: string; start: number } | null = null
  const endLink = (): void => {
    if (open !== null) places.push({ ...open, end: flat.length })
    open = null
  }
  const endLine = (name: string): void => {
    if ((BLOCK_ELEMENTS.has(name) || name === 'br') && !flat.endsWith('\n')) flat += '\n'
  }
  scanHtml(html, {
    open(name, attributes) {
      endLine(name)
      if (name !== 'a') return
      endLink()
      const url = hrefOf(attributes.get('href') ?? '')
      if (url !== null && expiringShareOf(url) !== null) open = { url, start: flat.length }
    },
    close(name) {
      if (name === 'a') endLink()
      endLine(name)
    },
    text(piece) {
      flat += piece.replace(/[\s\u00A0]+/g, ' ')
    },
  })
  endLink()
  return readShareNotes(flat, [...places, ...sharesIn(flat)], sentAt)
}

function sharesIn(text: string): SharePlace[] {
  return [...addressesIn(text)].filter(({ url }) => expiringShareOf(url) !== null)
}

function hrefOf(href: string): string | null {
  const trimmed = href.trim()
  if (trimmed.length > MAX_URL_LENGTH || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null
  return trimmed
}

function* addressesIn(text: string): Generator<SharePlace> {
  for (const match of text.matchAll(ADDRESS)) {
    // Looked at before it is trimmed: trimming a megabyte of dots would take minutes.
    if (match[0].length > 2 * MAX_URL_LENGTH) continue
    const found = match[0].replace(TRAILING, '')
    if (found.length > MAX_URL_LENGTH) continue
    const place = { start: match.index, end: match.index + found.length }
    if (/^https?:/i.test(found)) {
      if (URL.canParse(found)) yield { url: found, ...place }
    } else if (isBareAddress(found)) {
      yield { url: `https://${found}`, ...place }
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
