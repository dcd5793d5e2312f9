/**
 * What the check does not look for: a plain, slow search beside it, which leaves out nothing, finds nothing more. On texts of
 * which the seed is printed when it fails (`SEED=…` gives them again).
 */
import { compilePacks } from '@core/compliance/compile'
import { hasWordEdges, isOneWord } from '@core/compliance/gaps'
import { readBlock } from '@core/compliance/hits'
import { planOf } from '@core/compliance/plan'
import { squeeze } from '@core/compliance/squeeze'
import { weigh } from '@core/compliance/weighed'
import type { CheckBlock } from '@shared/domain/compliance'
import { beforeAll, describe, expect, it } from 'vitest'
import { ordinarySentences } from '../../support/ordinary-text'
import { randomNumbers } from '../../support/random'
import { bySound, lossless } from './disguises'
import { packs } from './packs'

const compiled = compilePacks(packs)
const { below, seed } = randomNumbers('left out')
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
const disguises = Object.values({ ...lossless, ...bySound })
const signs = [...' \t　*·❤😀\u200b\u0301&@#$￥%％…"“”.,，。、；：！？()【】/|-—_+0123一二壹①vxqA１加微信㍿\ud83d']
const examples = packs.flatMap(({ rules }) =>
  rules.flatMap(({ examples: { hits, misses } }) =>
    [...hits, ...misses].map((one) => (typeof one === 'string' ? one : one.text)),
  ),
)

function madeText(): string {
  let text = ''
  for (let part = 1 + below(5); part > 0; part -= 1) {
    const word = pick(compiled.index.words)
    text += pick([
      () => pick(ordinarySentences()),
      () => pick(examples),
      () => word,
      () => pick(disguises)(word, below) ?? word,
      () => pick(signs),
    ])()
  }
  const at = below(text.length + 1)
  return below(2) === 0 ? text : text.slice(0, at) + pick(signs) + text.slice(at + below(2))
}

const texts = Array.from({ length: 1_500 }, madeText)
const blockOf = (text: string, index: number): CheckBlock => ({ id: String(index), kind: 'paragraph', text })

describe(`what is left out has nothing in it (SEED=${seed})`, () => {
  let found = { words: 0, regexes: 0, detectors: 0, weighed: 0 }
  beforeAll(() => void (found = { words: 0, regexes: 0, detectors: 0, weighed: 0 }))

  it('of expressions, detectors and weighed signs', () => {
    for (const [index, text] of texts.entries()) {
      const block = blockOf(text, index)
      const { read } = readBlock(block, [], compiled)
      const plan = planOf(block, squeeze(text), [], compiled)
      for (const regex of compiled.regexes) {
        if (regex.headlineOnly) continue
        const isThere = new RegExp(regex.regex.source, 'u').test(read.views[regex.view].text)
        if (!isThere) continue
        found.regexes += 1
        expect(plan.regexes, `${regex.regex.source}: ${text}`).toContain(regex)
      }
      for (const { rule, detector } of compiled.detectors) {
        if (detector.scope !== 'block' || detector.find(read).length === 0) continue
        // These look at a title only.
        if (compiled.rules[rule]?.rule.id.startsWith('headline/') === true) continue
        found.detectors += 1
        expect(
          plan.detectors.map((one) => one.detector),
          `${compiled.rules[rule]?.rule.id}: ${text}`,
        ).toContain(detector)
      }
      for (const [at, { weighed, headlineOnly }] of compiled.weighed.entries()) {
        if (headlineOnly) continue
        const cues = plan.words.flatMap(({ word, from, to, how }) =>
          (how === 0 ? (compiled.uses[word] ?? []) : []).flatMap((use) =>
            use.kind === 'cue' && use.weighed === at ? [{ cue: use.cue, from, to }] : [],
          ),
        )
        const spans = weigh(read.views, weighed, cues, { isMet: () => true })
        if (spans.length === 0) continue
        found.weighed += 1
        const planned = plan.weighed.find((one) => one.at === at)
        expect(planned?.cues, `${compiled.rules[compiled.weighed[at]?.rule ?? -1]?.rule.id}: ${text}`).toEqual(cues)
      }
    }
    expect(Math.min(found.regexes, found.detectors, found.weighed)).toBeGreaterThan(50)
  })

  it('of words as they are written', () => {
    const { words } = compiled.index
    for (const [index, text] of texts.slice(0, 300).entries()) {
      const squeezed = squeeze(text)
      const plain = String.fromCharCode(...squeezed.units.subarray(0, squeezed.length))
      const slow: string[] = []
      for (const [word, written] of words.entries()) {
        for (let from = plain.indexOf(written); from >= 0; from = plain.indexOf(written, from + 1)) {
          const to = from + written.length
          if (isOneWord(squeezed, from, to) && hasWordEdges(squeezed, from, to)) slow.push(`${word} ${from} ${to}`)
        }
      }
      const quick = planOf(blockOf(text, index), squeezed, [], compiled).words
      const asWritten = quick.filter(({ how }) => how === 0).map(({ word, from, to }) => `${word} ${from} ${to}`)
      expect(asWritten.sort(), text).toEqual(slow.sort())
      found.words += slow.length
    }
    expect(found.words).toBeGreaterThan(300)
  })
})
