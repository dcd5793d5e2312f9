/** Web addresses in a folded text: with or without a scheme, also directly behind Han characters (`详情见www.example.com`). */
import { matchesOf } from './matches'
import { parse } from 'tldts'

/** An address, lower case as the folded text is. Offsets are UTF-16 units of that text. */
export interface FoundUrl {
  readonly host: string
  /** With the leading slash; empty when there is none. */
  readonly path: string
  readonly params: readonly string[]
  readonly from: number
  readonly to: number
}

/**
 * ASCII only: an address ends where Chinese text goes on. Not inside a longer name, nor behind the @ of a mail address.
 * Bounds: a label has at most 63 units, a name 8 labels, path and query 2,000 units.
 */
const addressPattern =
  /(?<![a-z0-9@._-])(?:https?:\/\/)?((?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,7}[a-z]{2,24})(?![a-z0-9-])(?::\d{2,5})?((?:[/?#][a-z0-9\-._~:/?#@!$&'()*+,;=%]{0,2000})?)/gu

/**
 * The same with its dots written out or bracketed: `baidu点com`, `baidu[.]com`, `baidu。com`; only under common endings,
 * and behind a full stop only under the commonest, because a sentence may begin with a Latin word.
 */
const hiddenDot = '(?: ?(?:点|丶|。|\\[(?:\\.|点|dot)\\]|\\((?:\\.|点|dot)\\)) ?| dot )'
const hiddenEnding = `(?:${hiddenDot}(?:com|cn|net)|(?!。)${hiddenDot}(?:org|cc|top|xyz|vip|club|shop|info|me|co|io|tv|icu|wang|site|online|app|link))`
const hiddenAddress = new RegExp(
  '(?<![a-z0-9@._-])(?:https?:\\/\\/)?' +
    `([a-z0-9](?:[a-z0-9-]{0,62})(?:(?:\\.|${hiddenDot})[a-z0-9][a-z0-9-]{0,62}){0,4}${hiddenEnding})` +
    `(?![a-z0-9-])([/?][a-z0-9\\-._~:/?#@!$&'()*+,;=%]{0,2000})?`,
  'gu',
)
const hiddenDots = new RegExp(hiddenDot, 'gu')
const mayHide = /[a-z0-9] ?(?:点|丶|。|[[(](?:\.|点|dot)[\])]| dot )/u

/** Punctuation that ends the sentence rather than the address. */
const trailing = /[.,;:!?'")\]]{1,10}$/u

export function findUrls(folded: string): readonly FoundUrl[] {
  const found = mayHide.test(folded) ? hiddenUrls(folded) : []
  // The scan costs nothing in a text without a dot, which most Chinese paragraphs are.
  if (!folded.includes('.')) return found
  for (const match of matchesOf(addressPattern, folded)) {
    const host = match[1] ?? ''
    if (!isPublicHost(host) || isNumberWithUnit(match[0])) continue
    const whole = match[0].replace(trailing, '')
    const rest = (match[2] ?? '').replace(trailing, '')
    found.push({ host, ...pathAndParams(rest), from: match.index, to: match.index + whole.length })
  }
  return found
}

function hiddenUrls(folded: string): FoundUrl[] {
  return matchesOf(hiddenAddress, folded).flatMap((match) => {
    const host = (match[1] ?? '').replace(hiddenDots, '.')
    if (!/[a-z]/u.test(host.slice(0, host.lastIndexOf('.'))) || !isPublicHost(host)) return []
    return [{ host, ...pathAndParams(match[2] ?? ''), from: match.index, to: match.index + match[0].length }]
  })
}

/** The address of a link that is not visible in the text. */
export function parseUrl(url: string): Omit<FoundUrl, 'from' | 'to'> | undefined {
  const match = /^[a-z][a-z0-9+.-]{0,20}:\/\/([^/?#]{1,255})(.{0,4000})/su.exec(url.trim().toLowerCase())
  const host = match?.[1]?.replace(/^.*@/u, '').replace(/:\d+$/u, '')
  if (host === undefined) return undefined
  return { host, ...pathAndParams(match?.[2] ?? '') }
}

function pathAndParams(rest: string): Pick<FoundUrl, 'path' | 'params'> {
  const [beforeHash = ''] = rest.split('#', 1)
  const mark = beforeHash.indexOf('?')
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark)
  const query = mark < 0 ? '' : beforeHash.slice(mark + 1)
  return { path, params: query.split('&').map((pair) => pair.split('=', 1)[0] ?? '') }
}

/** A host under a real public suffix, so that `node.js` and `3.14` are not addresses. */
function isPublicHost(host: string): boolean {
  const parsed = parse(host, { allowPrivateDomains: false })
  return parsed.isIcann === true && parsed.domain !== null
}

/** `第3.cn` and `2.to` without scheme and path are numbers more often than addresses. */
function isNumberWithUnit(address: string): boolean {
  return /^\d+\.[a-z]+$/u.test(address)
}

export interface UrlCondition {
  readonly hosts: readonly string[]
  readonly pathPrefix?: string | undefined
  readonly params: readonly string[]
}

/** Every part of the condition that is given must hold. */
export function urlMatches(url: Pick<FoundUrl, 'host' | 'path' | 'params'>, condition: UrlCondition): boolean {
  const { hosts, pathPrefix, params } = condition
  if (hosts.length > 0 && !hosts.some((host) => url.host === host || url.host.endsWith(`.${host}`))) return false
  if (pathPrefix !== undefined && !url.path.startsWith(pathPrefix)) return false
  return params.length === 0 || params.some((param) => url.params.includes(param))
}
