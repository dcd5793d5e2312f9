/**
 * Addresses that pass for another's: `tao6ao.com`, `icbc-vip.cn`, `taobao.com.xx.cn`, letters of another alphabet, also
 * as punycode. Not every address with a brand's name: fans and third parties have them too.
 */
import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'
import { fold } from '../fold'
import { rangeSteps, sourceRange } from '../offset-map'
import { stepBit } from '../trace-bits'
import { parseUrl } from '../urls'
import { protectedBrands } from './protected-brands'
import type { Detected, Detector } from './detector'

/** What is put behind or before a brand's name to lure: `taobao-vip`, `jifen95588`. */
const lure =
  /^(?:\d{1,6}|www|wap|m|h5|app|vip|vips|login|logon|signin|pay|bank|ebank|card|safe|safety|secure|security|verify|auth|update|service|services|support|kefu|help|account|user|member|mall|shop|store|gift|hb|hongbao|jifen|point|points|duihuan|dh|huodong|act|activity|lottery|prize|bonus|promo|coupon|quan|tuan|sale|tao|refund|tuikuan|tk|peichang|cn|china|online|web|net|com|id|idmsa|find|mobile|wl|wuliu|express)$/u

/** Signs that are read for one another. `rn` for m and `vv` for w are replaced before. */
const skeletonPairs = new Map(
  [...'0o1l3e4a5s6b8b9gilqg'].flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? sign]] : [])),
)

/** The same for all names that look alike: digits as the letters they stand for. */
function skeleton(label: string): string {
  const letters = label.replaceAll('rn', 'm').replaceAll('vv', 'w')
  return [...letters].map((sign) => skeletonPairs.get(sign) ?? sign).join('')
}

const brands = protectedBrands.map((brand) => ({ ...brand, skeleton: skeleton(brand.label) }))
const owned = new Set(protectedBrands.flatMap(({ own }) => own))

/** The label of the brand that `host` passes for, or undefined. Lower case, without port. */
export function imitatedBrand(host: string): string | undefined {
  const unicode = domainToUnicode(host) || host
  const plain = fold(unicode).text
  const { domain, domainWithoutSuffix: name, subdomain } = parse(plain)
  if (domain === null || name === null) return undefined
  if (owned.has(domain)) return plain === host ? undefined : domain
  return brands.find(({ label, own, skeleton: look }) => {
    const inFront = `${subdomain ?? ''}.`
    if (own.some((one) => inFront.endsWith(`${one}.`) || inFront.includes(`${one}.`))) return true
    if (isMisspelt(name, label, look)) return true
    return hasLure(name, label) || hasLure(posingName(subdomain ?? ''), label)
  })?.label
}

/** What stands for the whole name in front of the real one: `wechat-pay` of `wechat-pay.cn.refund66.com`. */
function posingName(subdomain: string): string {
  return /(?:^|\.)([a-z0-9-]{2,40})\.(?:com|cn|net)$/u.exec(subdomain)?.[1] ?? ''
}

/** `tao6ao`, `paypa1`, `lcbc`, `taobaoo`; not for short names, which are like too many others. */
function isMisspelt(name: string, label: string, look: string): boolean {
  if (label.length < 4 || name === label || /^\d+$/u.test(label)) return false
  if (skeleton(name) === look) return true
  return label.length > 4 && name.length === label.length + 1 && isDoubled(name, label)
}

function isDoubled(name: string, label: string): boolean {
  return [...label].some((sign, at) => name === `${label.slice(0, at)}${sign}${label.slice(at)}`)
}

/** The name beside a word that lures, apart by a hyphen or, for names of five letters and more, without. */
function hasLure(name: string, label: string): boolean {
  const parts = name.split('-')
  if (parts.length > 1 && parts.includes(label)) return parts.some((part) => part !== label && lure.test(part))
  if (label.length < 4 || name === label) return false
  if (name.startsWith(label)) return lure.test(name.slice(label.length).replace(/^-/u, ''))
  return name.endsWith(label) && lure.test(name.slice(0, -label.length).replace(/-$/u, ''))
}

export const lookAlikeHost: Detector = {
  scope: 'document',
  find: (blocks, { links }) => {
    const found: (Detected & { readonly block: string })[] = []
    for (const { block, views, urls } of blocks) {
      for (const { host, from, to } of urls()) {
        const { text, map } = views.folded
        const at = text.indexOf(host, from)
        // Folded, letters of other alphabets are Latin already: only the trace still tells.
        const foreign = (rangeSteps(map, at, at + host.length) & stepBit['look-alike']) !== 0
        const brand = imitatedBrand(host) ?? (foreign ? host : undefined)
        if (brand !== undefined) found.push({ block: block.id, ...sourceRange(map, from, to), detail: brand })
      }
    }
    for (const { url, block, start, end } of links) {
      const host = parseUrl(url)?.host
      const brand = host === undefined ? undefined : imitatedBrand(host)
      if (brand !== undefined && start < end) found.push({ block, start, end, detail: brand })
    }
    return found
  },
}
