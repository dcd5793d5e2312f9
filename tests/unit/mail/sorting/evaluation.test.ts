/**
 * How well single mails are sorted, over mails written for it. Of the first set every second mail of a kind was held out
 * while the rules were worked on; the unseen set was written after them, in other words: its figures are the honest ones.
 * The weights of `weigh-letter.ts` were worked on with `weighed.ts` alone and then measured with the unseen set once, without
 * its mails being looked at (26 of 41 before, 35 after). Whoever works on them against that set writes another first.
 * All are printed, and each has a floor.
 */
import { describe, expect, test } from 'vitest'
import type { MessageKind } from '@shared/domain/mail'
import { parsed } from '../raw-mail'
import { MACHINES } from './machines'
import { PEOPLE } from './people'
import { SECOND } from './second'
import { rawOf, type SortedKind, type SortedMail } from './sorted-mail'
import { UNSEEN } from './unseen'
import { WEIGHED } from './weighed'

const FIRST: readonly SortedMail[] = [...PEOPLE, ...MACHINES]
const ALL: readonly SortedMail[] = [...FIRST, ...SECOND, ...WEIGHED, ...UNSEEN]
const KINDS: readonly SortedKind[] = [
  'submission',
  'inquiry',
  'promotion',
  'complaint',
  'forward',
  'junk',
  'bounce',
  'autoreply',
  'recall',
]

interface Outcome {
  readonly mail: SortedMail
  readonly found: MessageKind
}

/** The mails of one half: of each kind every second one. */
function half(which: 0 | 1): { mail: SortedMail; index: number }[] {
  const seen = new Map<SortedKind, number>()
  return FIRST.map((mail, index) => ({ mail, index })).filter(({ mail }) => {
    const number = seen.get(mail.kind) ?? 0
    seen.set(mail.kind, number + 1)
    return number % 2 === which
  })
}

async function sortAll(which: 0 | 1): Promise<Outcome[]> {
  return Promise.all(
    half(which).map(async ({ mail, index }) => ({ mail, found: (await parsed(rawOf(mail, index))).message.kind })),
  )
}

async function sortSet(set: readonly SortedMail[]): Promise<Outcome[]> {
  return Promise.all(
    set.map(async (mail, index) => ({ mail, found: (await parsed(rawOf(mail, 1_000 + index))).message.kind })),
  )
}

function figures(
  outcomes: readonly Outcome[],
): { kind: SortedKind; precision: number; recall: number; count: number }[] {
  return KINDS.map((kind) => {
    const hits = outcomes.filter(({ mail, found }) => mail.kind === kind && found === kind).length
    const named = outcomes.filter(({ found }) => found === kind).length
    const count = outcomes.filter(({ mail }) => mail.kind === kind).length
    return { kind, precision: named === 0 ? 0 : hits / named, recall: hits / count, count }
  })
}

function print(name: string, outcomes: readonly Outcome[]): number {
  const right = outcomes.filter(({ mail, found }) => mail.kind === found).length
  const lines = figures(outcomes).map(
    ({ kind, precision, recall, count }) =>
      `  ${kind.padEnd(11)} precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}  of ${count}`,
  )
  console.log(`${name}: ${right} of ${outcomes.length} right\n${lines.join('\n')}`)
  return right / outcomes.length
}

test('the set is large and has every kind in both halves', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(150)
  expect(new Set(ALL.map(({ subject, body }) => `${subject}\n${body}`)).size).toBe(ALL.length)
  for (const which of [0, 1] as const) expect(new Set(half(which).map(({ mail }) => mail.kind)).size).toBe(KINDS.length)
})

test('what the rules were worked on', async () => {
  const outcomes = [...(await sortAll(0)), ...(await sortSet(SECOND)), ...(await sortSet(WEIGHED))]
  const share = print('development', outcomes)
  if (process.env['SORTING_MISSES'] === '1')
    console.log(
      outcomes
        .filter(({ mail, found }) => mail.kind !== found)
        .map(({ mail, found }) => `${mail.kind} → ${found}: ${mail.subject} | ${mail.body.slice(0, 40)}`)
        .join('\n'),
    )
  expect(share).toBeGreaterThanOrEqual(DEVELOPMENT_FLOOR)
})

/** Shares of mails that are called what an editor calls them. */
const DEVELOPMENT_FLOOR = 0.95
const HELD_OUT_FLOOR = 0.95
/** Signs know the words they were given: what they do not know stays a submission, where an editor sees it. */
const UNSEEN_FLOOR = 0.82
/** Of the kinds that are to be told from submissions by weights: just below what was measured. */
const UNSEEN_RECALL: Readonly<Partial<Record<SortedKind, number>>> = { complaint: 0.8, promotion: 0.65, junk: 0.7 }

describe('what the rules were not worked on', () => {
  test('the half that was held out', async () => {
    expect(print('held out', await sortAll(1))).toBeGreaterThanOrEqual(HELD_OUT_FLOOR)
  })

  test('the mails written after the rules', async () => {
    const outcomes = await sortSet(UNSEEN)
    expect(print('unseen', outcomes)).toBeGreaterThanOrEqual(UNSEEN_FLOOR)
    for (const { kind, recall } of figures(outcomes))
      expect(recall, kind).toBeGreaterThanOrEqual(UNSEEN_RECALL[kind] ?? 0)
  })

  test('what is not taken for a submission is what it is called', async () => {
    const outcomes = [...(await sortAll(1)), ...(await sortSet(UNSEEN))]
    for (const { kind, precision } of figures(outcomes))
      if (kind !== 'submission') expect(precision, kind).toBeGreaterThanOrEqual(0.85)
  })

  test('no manuscript is put away as junk or promotion, no complaint as junk', async () => {
    const outcomes = [...(await sortAll(1)), ...(await sortSet(WEIGHED)), ...(await sortSet(UNSEEN))]
    const put = (kind: SortedKind, ...away: MessageKind[]): string[] =>
      outcomes.filter(({ mail, found }) => mail.kind === kind && away.includes(found)).map(({ mail }) => mail.subject)
    expect(put('submission', 'junk', 'promotion')).toEqual([])
    expect(put('complaint', 'junk')).toEqual([])
  })
})

test('bounces name whom they are about, recall notices the mail', async () => {
  for (const [index, mail] of ALL.entries()) {
    if (mail.failed === undefined && mail.recalled === undefined) continue
    const { message } = await parsed(rawOf(mail, index))
    if (mail.failed !== undefined && message.kind === 'bounce')
      expect(message.failedRecipient, mail.subject).toBe(mail.failed)
    if (mail.recalled !== undefined && message.kind === 'recall')
      expect(message.recalledSubject, mail.subject).toBe(mail.recalled)
  }
})
