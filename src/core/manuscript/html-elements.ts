/** What each HTML element means for a manuscript. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'

/** Dropped with all that is in them: they run, load, draw or ask, and hold nothing an author wrote. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set([
  'applet',
  'audio',
  'button',
  'canvas',
  'datalist',
  'embed',
  'frame',
  'frameset',
  'iframe',
  'input',
  'link',
  'math',
  'meta',
  'noembed',
  'noframes',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'video',
  'xmp',
])

/** Dropped without a word in the report: every mail has them and nobody misses them. */
export const SILENTLY_DROPPED: ReadonlySet<string> = new Set(['link', 'meta', 'style'])

/** Foreign elements (HTML Living Standard 13.2.6.5): an HTML element inside ends them, as in a browser. */
export const FOREIGN_ELEMENTS: ReadonlySet<string> = new Set(['svg', 'math'])

/** The HTML elements that end a foreign one, of those that authors use. */
export const FOREIGN_BREAKOUT: ReadonlySet<string> = new Set(
  'b big blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s small span strong strike sub sup table u ul'.split(
    ' ',
  ),
)

/** Elements that stand by themselves: text before and after them belongs to other paragraphs. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/** Inside these a single line break is a break; elsewhere (in divs and bare text) it ends a paragraph. */
export const TIGHT_ELEMENTS: ReadonlySet<string> = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'dt',
  'dd',
  'figcaption',
])

export const MARK_ELEMENTS: ReadonlyMap<string, ManuscriptMarkName> = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strike'],
  ['strike', 'strike'],
  ['del', 'strike'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
])

/** 1 to 6 for h1 to h6, else null. */
export function headingLevel(name: string): number | null {
  return /^h[1-6]$/.test(name) ? Number(name.slice(1)) : null
}

/** What an element's `style` attribute says about its text. */
export interface InlineStyle {
  readonly hidden: boolean
  readonly on: readonly ManuscriptMarkName[]
  readonly off: readonly ManuscriptMarkName[]
}

const NO_STYLE: InlineStyle = { hidden: false, on: [], off: [] }

/** No style that an editor writes is longer; the rest is not looked at. */
const MAX_STYLE_CHARACTERS = 2_000

export function inlineStyle(style: string | undefined): InlineStyle {
  if (style === undefined || style === '') return NO_STYLE
  const on: ManuscriptMarkName[] = []
  const off: ManuscriptMarkName[] = []
  let hidden = false
  for (const declaration of style.slice(0, MAX_STYLE_CHARACTERS).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const property = declaration.slice(0, colon).trim()
    const value = declaration.slice(colon + 1).trim()
    if (property === 'font-weight') (isBold(value) ? on : off).push('bold')
    else if (property === 'font-style') (/italic|oblique/.test(value) ? on : off).push('italic')
    else if (property === 'text-decoration' || property === 'text-decoration-line') {
      if (value.includes('underline')) on.push('underline')
      if (value.includes('line-through')) on.push('strike')
      if (value.startsWith('none')) off.push('underline', 'strike')
    } else hidden ||= hides(property, value)
  }
  return { hidden, on, off }
}

function isBold(value: string): boolean {
  return value.startsWith('bold') || Number.parseInt(value, 10) >= 600
}

/**
 * Only what no reader sees, ever. `visibility`, `opacity` and `font-size: 0` are not among it: pages
 * saved from WeChat keep the whole article under them until a script shows it.
 */
function hides(property: string, value: string): boolean {
  return (property === 'display' && value.startsWith('none')) || (property === 'mso-hide' && value.startsWith('all'))
}
