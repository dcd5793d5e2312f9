/** Made-up articles with the repetitiveness of a trade, and ways to rewrite them. Seeded: the same for the same seed. */
/** What everybody in the trade writes: whole clauses that unrelated pieces share. */
const STOCK = [
  '在流量红利逐渐消失的今天',
  '越来越多的品牌开始意识到',
  '归根结底还是要回到用户身上',
  '从公开数据来看这一趋势仍在继续',
  '对于中小商家来说并不容易',
  '以下内容仅代表个人的一点看法',
]

/** Words of two letters; the first ones are common, as in any language. */
const VOCABULARY = Array.from({ length: 1_600 }, (_, index) =>
  String.fromCodePoint(0x4e00 + ((index * 7_919) % 6_500), 0x4e00 + ((index * 104_729 + 17) % 6_500)),
)

/** Mulberry32: small, and the same everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A word, the common ones far more often: the chance falls with the rank. */
const word = (next: () => number): string => VOCABULARY[Math.floor(VOCABULARY.length * next() ** 3)] ?? ''

export function sentence(next: () => number): string {
  const words = Array.from({ length: 7 + Math.floor(next() * 9) }, () => word(next))
  if (next() < 0.15) words.splice(0, 3, `${STOCK[Math.floor(next() * STOCK.length)] ?? ''}，`)
  if (next() < 0.2) words.push(`${String(10 + Math.floor(next() * 990))}%`)
  return `${words.slice(0, 5).join('')}，${words.slice(5).join('')}。`
}

export function article(next: () => number, sentences = 40): string[] {
  return Array.from({ length: sentences }, () => sentence(next))
}

/** A share of the sentences is written anew, another fifth of it has a few words changed, and paragraphs may move. */
export function rewritten(next: () => number, sentences: readonly string[], share: number): string[] {
  const changed = sentences.map((each) => {
    if (next() < share) return sentence(next)
    if (next() < 0.2) return each.replace(/，/u, `，其实`)
    return each
  })
  const cut = Math.floor(next() * changed.length)
  return next() < 0.5 ? changed : [...changed.slice(cut), ...changed.slice(0, cut)]
}

/** Every word is another with this chance: nothing long stays whole. */
export function scattered(next: () => number, sentences: readonly string[], share: number): string[] {
  return sentences.map((each) => each.replaceAll(/\p{Script=Han}{2}/gu, (old) => (next() < share ? word(next) : old)))
}

export const textOf = (sentences: readonly string[]): string =>
  sentences.reduce((text, each, index) => text + each + (index % 4 === 3 ? '\n' : ''), '')
