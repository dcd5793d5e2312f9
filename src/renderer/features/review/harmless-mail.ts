/**
 * A mail's HTML made harmless before it goes into its frame: no scripts, forms, frames or styles that
 * load, no address to follow, no picture from elsewhere. The frame forbids all of it once more.
 */
import createDOMPurify from 'dompurify'

export interface HarmlessMail {
  readonly html: string
  /** Pictures from elsewhere that were taken out: loading one tells its sender that the mail was read. */
  readonly blockedPictures: number
}

const loading = /@import[^;]*;?|(?:url|image-set|image|src)\s*\((?!\s*['"]?data:)[^)]*\)/gi

/** A style that loads nothing: neither pictures nor fonts nor other sheets. */
export function withoutAddresses(style: string): string {
  const plain = unescaped(style)
  // Escapes that hide nothing (a quotation mark in `content`) stay as they are.
  const read = plain.search(loading) >= 0 ? plain : style
  return read.replaceAll(loading, (found) => (found.startsWith('@') ? '' : 'none'))
}

/** CSS may write any letter by its number: `u\72 l(…)` is `url(…)`. */
function unescaped(style: string): string {
  return style.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, number: string | undefined, letter: string) => {
    const code = number === undefined ? 0 : Number.parseInt(number, 16)
    return number === undefined ? letter : String.fromCodePoint(code > 0x10_ff_ff ? 0xff_fd : code)
  })
}

const forbidden = [
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'option',
  'iframe',
  'frame',
  'frameset',
  'object',
  'embed',
  'applet',
  'base',
  'meta',
  'link',
  'audio',
  'video',
  'source',
  'track',
  'picture',
  'svg',
  'math',
  'template',
  'dialog',
  'map',
  'area',
]

const isBitmap = (address: string): boolean => /^data:image\/(?:png|jpe?g|gif|webp);/i.test(address)

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `pictures`: what came with the mail, as `data:` addresses by Content-ID in lower case. Other addresses are not taken. */
export function harmlessMail(html: string, pictures: ReadonlyMap<string, string> = new Map()): HarmlessMail {
  // A document that is not shown loads nothing, not even while its pictures are being taken out.
  const body = document.implementation.createHTMLDocument('').body
  const harmless = createDOMPurify(window).sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: forbidden,
    FORBID_ATTR: [
      'srcset',
      'background',
      'poster',
      'action',
      'formaction',
      'ping',
      'target',
      'autofocus',
      'tabindex',
      'id',
      'name',
    ],
    ALLOW_DATA_ATTR: false,
  })
  body.append(harmless)
  let blockedPictures = 0
  for (const picture of body.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? ''
    if (isBitmap(source)) continue
    // A cid: picture came with the mail (RFC 2392) and stands among its attachments.
    const isOwn = /^cid:/i.test(source)
    const own = isOwn ? pictures.get(percentDecoded(source.slice(4)).toLowerCase()) : undefined
    if (own !== undefined && isBitmap(own)) {
      picture.setAttribute('src', own)
      continue
    }
    if (!isOwn) blockedPictures += 1
    const words = picture.ownerDocument.createElement('span')
    words.className = 'picture'
    words.textContent = picture.getAttribute('alt') || '…'
    picture.replaceWith(words)
  }
  for (const link of body.querySelectorAll('a')) {
    const address = link.getAttribute('href')
    const words = link.ownerDocument.createElement('span')
    words.className = 'link'
    // Where it would lead can be read, so that a disguised address shows.
    if (address !== null) words.title = address
    words.append(...link.childNodes)
    link.replaceWith(words)
  }
  for (const element of body.querySelectorAll('[style]')) {
    const style = element.getAttribute('style') ?? ''
    const kept = withoutAddresses(style)
    if (kept !== style) blockedPictures += 1
    element.setAttribute('style', kept)
  }
  for (const sheet of body.querySelectorAll('style')) sheet.textContent = withoutAddresses(sheet.textContent)
  return { html: body.innerHTML, blockedPictures }
}
