/** Learns the weights of the sorting from the mails of development: a softmax over the marks of letters. */
import { hash } from 'node:crypto'
import { htmlToText, splitTextBody } from '@core/mail'
import { JUDGED_KINDS as KINDS } from '@core/mail/judge-letter'
import { marksOf } from '@core/mail/letter-marks'
import type { SortedMail } from '../../unit/mail/sorting/sorted-mail'

export interface Learned {
  readonly bias: readonly number[]
  readonly weights: readonly (readonly [mark: string, row: readonly number[]])[]
}

interface Example {
  readonly marks: readonly string[]
  readonly kind: number
}

/** Steps of the descent, its pace and its momentum, how much large weights cost. Found by leaving out an eighth of the mails at a time. */
const STEPS = 250
const PACE = 2
const MOMENTUM = 0.9
const COST = 0.2
/** A mark that is in fewer mails says nothing of others. */
const FEWEST_MAILS = 2

/** Weights are whole numbers of this part of a logit. */
export const SCALE = 20

export function digestOf(mails: readonly SortedMail[]): string {
  return hash('sha256', JSON.stringify(examplesOf(mails)))
}

function examplesOf(mails: readonly SortedMail[]): Example[] {
  return mails.flatMap((mail) => {
    const kind = KINDS.findIndex((one) => one === mail.kind)
    return kind === -1 ? [] : [{ marks: [...marksOf(letterOf(mail))].toSorted(), kind }]
  })
}

function letterOf({ subject, body, html, from = '', headers = {}, files = [] }: SortedMail) {
  return {
    fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    from: { name: from.includes('<') ? from.replace(/<.*$/, '').trim() : '' },
    subject: subject.replace(/^(?:(?:回复|答复|转发|re|fw|fwd)\s?[:：]\s?)+/i, ''),
    ownText: html === undefined ? splitTextBody(body).own : htmlToText(html),
    documentNames: files.filter((name) => !/\.(?:png|jpg)$/.test(name)),
  }
}

/** Each kind weighs as much as any other, however many mails it has. Always the same for the same mails. */
export function learn(mails: readonly SortedMail[]): Learned {
  const examples = examplesOf(mails)
  const marks = knownMarks(examples)
  const place = new Map(marks.map((mark, index) => [mark, index]))
  const rows = examples.map(({ marks: all, kind }) => {
    const known = all.flatMap((mark) => place.get(mark) ?? [])
    return { known, kind, size: 1 / Math.sqrt(Math.max(1, known.length)) }
  })
  const counts = KINDS.map((_, kind) => rows.filter((row) => row.kind === kind).length)
  const width = KINDS.length
  // The last row is the bias, which costs nothing.
  const weights = new Float64Array((marks.length + 1) * width)
  const speed = new Float64Array(weights.length)
  for (let step = 0; step < STEPS; step += 1) {
    for (let at = 0; at < weights.length; at += 1) weights[at]! += MOMENTUM * speed[at]!
    const slope = new Float64Array(weights.length)
    for (const { known, kind, size } of rows) {
      const off = likelihoods(weights, known, size, marks.length)
      off[kind]! -= 1
      const share = 1 / (width * Math.max(1, counts[kind] ?? 1))
      for (let one = 0; one < width; one += 1) {
        for (const mark of known) slope[mark * width + one]! += off[one]! * share * size
        slope[marks.length * width + one]! += off[one]! * share
      }
    }
    const cost = COST / rows.length
    for (let at = 0; at < weights.length; at += 1) {
      const pull = slope[at]! + (at < marks.length * width ? cost * weights[at]! : 0)
      weights[at]! -= PACE * pull
      speed[at] = MOMENTUM * speed[at]! - PACE * pull
    }
  }
  const rowAt = (index: number): number[] =>
    KINDS.map((_, kind) => Math.round(weights[index * width + kind]! * SCALE) + 0)
  return {
    bias: rowAt(marks.length),
    weights: marks
      .map((mark, index) => [mark, rowAt(index)] as const)
      .filter(([, row]) => row.some((weight) => Math.abs(weight) >= LEAST_WEIGHT)),
  }
}

/** What says less is not written down, parts of a logit by `SCALE`. */
const LEAST_WEIGHT = 3

function knownMarks(examples: readonly Example[]): string[] {
  const mails = new Map<string, number>()
  for (const { marks } of examples) for (const mark of marks) mails.set(mark, (mails.get(mark) ?? 0) + 1)
  return [...mails].flatMap(([mark, count]) => (count >= FEWEST_MAILS ? [mark] : [])).toSorted()
}

function likelihoods(weights: Float64Array, known: readonly number[], size: number, bias: number): number[] {
  const width = KINDS.length
  const logits = KINDS.map((_, kind) => {
    let total = 0
    for (const mark of known) total += weights[mark * width + kind]!
    return total * size + weights[bias * width + kind]!
  })
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((one, other) => one + other, 0)
  return powers.map((power) => power / sum)
}
