/**
 * Pasted HTML without what a page could fetch or run, made from its characters. A parser of the page's own would not do for
 * this: even in a document that shows nothing, Chromium tries the address of a `<base>` and the subtitles of a `<video>` as
 * soon as it has parsed them, and only the page's policy is left to stop it.
 */
import { Parser } from 'htmlparser2'
import { escapeHtml } from '@shared/escape-html'

/** Elements that say nothing a manuscript could keep, with all that is in them. */
const DROPPED = new Set(
  'script style template iframe frameset object applet embed svg math noscript select button audio video title'.split(
    ' ',
  ),
)

/** Elements without an end that say nothing. */
const IGNORED = new Set('meta link base track source param input frame bgsound'.split(' '))

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr'])

/** Attributes that tell what a piece of text is. */
const KEPT = /^(?:class|title|alt|start|colspan|rowspan|data-[a-z-]+)$/

const kept = (element: string, name: string, value: string): boolean => {
  if (name === 'href') return element === 'a'
  if (name === 'src') return element === 'img' && value.startsWith('app://blob/')
  // Bold and the like; no address, and nothing that is spelled so as to hide one.
  if (name === 'style') return !/url|image|\\|@/i.test(value)
  return KEPT.test(name)
}

const isData = (address: string): boolean => /^\s*data:/i.test(address)

/** What becomes of a picture whose bytes stand in the page itself: it gets another address, is left out, or stays without one. */
export type InlinePicture = { readonly kind: 'address'; readonly src: string } | { readonly kind: 'left-out' }

/**
 * `inline` is asked about each picture that has a `data:` address, with its attributes; without it they stay without their address.
 */
export function inertHtml(
  html: string,
  inline?: (attributes: Readonly<Record<string, string>>) => InlinePicture | null,
): string {
  const out: string[] = []
  let dropped: { readonly name: string; depth: number } | null = null
  const parser = new Parser({
    onopentag(given, attributes) {
      const name = given === 'image' ? 'img' : given
      if (dropped !== null) {
        if (name === dropped.name) dropped.depth += 1
        return
      }
      if (DROPPED.has(name)) {
        dropped = { name, depth: 1 }
        return
      }
      if (IGNORED.has(name) || !/^[a-z][a-z0-9]*$/.test(name)) return
      const picture =
        inline !== undefined && name === 'img' && isData(attributes['src'] ?? '') ? inline(attributes) : null
      if (picture?.kind === 'left-out') return
      const said = Object.entries(attributes).filter(([attribute, value]) => kept(name, attribute, value))
      if (picture !== null) said.push(['src', picture.src])
      out.push(`<${name}${said.map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`).join('')}>`)
    },
    ontext(text) {
      if (dropped === null) out.push(escapeHtml(text))
    },
    onclosetag(given) {
      const name = given === 'image' ? 'img' : given
      if (dropped !== null) {
        if (name === dropped.name) dropped.depth -= 1
        if (dropped.depth === 0) dropped = null
        return
      }
      if (VOID.has(name) || IGNORED.has(name) || !/^[a-z][a-z0-9]*$/.test(name)) return
      out.push(`</${name}>`)
    },
  })
  parser.write(html)
  parser.end()
  return out.join('')
}
