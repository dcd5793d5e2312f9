/**
 * How well single mails are sorted, over mails written for it. The weights are learned from the mails of development
 * (`npm run learn:sorting`), the signs and thresholds were worked on with them. Six sets were held out: a half of the
 * first, `unseen.ts`, `held-out.ts`, whose sums were seen while the weights were worked on, `third-held-out.ts`, which was
 * looked at once and then worked with, and `fourth-held-out.ts`, which counts: it was written before what was done about the
 * third. When it was looked at it had one author's note put away; what was done about that alone came after, with `last-notes.ts`
 * written to see whether it helps. One hand wrote all of them: a real mailbox is stranger. Whoever works on the rules against
 * these sets writes another first.
 * All are printed, and each has a floor.
 */
import { describe, expect, test } from 'vitest'
import learned from '@core/mail/learned-weights.json'
import type { MessageKind } from '@shared/domain/mail'
import { digestOf } from '../../../eval/sorting/learn'
import { parsed } from '../raw-mail'
import { LAST_NOTES } from './last-notes'
import { FOURTH_HELD_OUT } from './fourth-held-out'
import { HELD_OUT } from './held-out'
import { DEVELOPMENT, FIRST_HELD_OUT } from './sets'
import { rawOf, type SortedKind, type SortedMail } from './sorted-mail'
import { THIRD_HELD_OUT } from './third-held-out'
import { UNSEEN } from './unseen'

const ALL: readonly SortedMail[] = [
  ...DEVELOPMENT,
  ...FIRST_HELD_OUT,
  ...UNSEEN,
  ...HELD_OUT,
  ...THIRD_HELD_OUT,
  ...FOURTH_HELD_OUT,
  ...LAST_NOTES,
]
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

async function sortSet(set: readonly SortedMail[]): Promise<Outcome[]> {
  return Promise.all(
    set.map(async (mail, index) => ({ mail, found: (await parsed(rawOf(mail, 1_000 + index))).message.kind })),
  )
}

/** A set need not have every kind. */
function kindsOf(outcomes: readonly Outcome[]): readonly SortedKind[] {
  return KINDS.filter((kind) => outcomes.some(({ mail }) => mail.kind === kind))
}

function figures(
  outcomes: readonly Outcome[],
): { kind: SortedKind; precision: number; recall: number; count: number }[] {
  return kindsOf(outcomes).map((kind) => {
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

/** Rows: what a mail is; columns: what it was taken for. */
function printConfusion(name: string, outcomes: readonly Outcome[]): void {
  const columns = KINDS.filter((kind) => outcomes.some(({ found }) => found === kind))
  const row = (head: string, cells: readonly string[]): string =>
    `  ${head.padEnd(11)}${cells.map((cell) => cell.padStart(11)).join('')}`
  const lines = kindsOf(outcomes).map((kind) => {
    const those = outcomes.filter(({ mail }) => mail.kind === kind)
    return row(
      kind,
      columns.map((column) => String(those.filter(({ found }) => found === column).length)),
    )
  })
  console.log([`${name}, taken for:`, row('', columns), ...lines].join('\n'))
}

test('the set is large and has every kind in both halves', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(150)
  expect(new Set(ALL.map(({ subject, body, files }) => JSON.stringify([subject, body, files]))).size).toBe(ALL.length)
  for (const set of [DEVELOPMENT, FIRST_HELD_OUT, UNSEEN, HELD_OUT])
    expect(new Set(set.map(({ kind }) => kind)).size).toBe(KINDS.length)
})

test('the weights were learned from the mails that are here: npm run learn:sorting', () => {
  expect(learned.learnedFrom).toBe(digestOf(DEVELOPMENT))
})

test('what the rules were worked on', async () => {
  const outcomes = await sortSet(DEVELOPMENT)
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
const UNSEEN_FLOOR = 0.95
/** Of the kinds that are to be told from submissions by weights: just below what was measured. */
const HELD_OUT_SECOND_FLOOR = 0.87
const HELD_OUT_RECALL: Readonly<Partial<Record<SortedKind, number>>> = {
  submission: 0.94,
  inquiry: 0.8,
  promotion: 0.83,
  complaint: 0.95,
  junk: 0.83,
  forward: 0.85,
  bounce: 0.9,
  autoreply: 0.9,
}
const THIRD_RECALL: Readonly<Partial<Record<SortedKind, number>>> = {
  submission: 0.93,
  inquiry: 0.95,
  promotion: 0.85,
  complaint: 0.83,
  junk: 0.85,
}
const FOURTH_RECALL: Readonly<Partial<Record<SortedKind, number>>> = {
  submission: 0.85,
  inquiry: 0.94,
  promotion: 0.88,
  complaint: 0.88,
  junk: 0.94,
}
const UNSEEN_RECALL: Readonly<Partial<Record<SortedKind, number>>> = { complaint: 1, promotion: 1, junk: 1 }

describe('what the rules were not worked on', () => {
  test('the half that was held out', async () => {
    expect(print('held out', await sortSet(FIRST_HELD_OUT))).toBeGreaterThanOrEqual(HELD_OUT_FLOOR)
  })

  test('the mails written after the rules', async () => {
    const outcomes = await sortSet(UNSEEN)
    expect(print('unseen', outcomes)).toBeGreaterThanOrEqual(UNSEEN_FLOOR)
    for (const { kind, recall } of figures(outcomes))
      expect(recall, kind).toBeGreaterThanOrEqual(UNSEEN_RECALL[kind] ?? 0)
  })

  test('the mails written before the second round of work', async () => {
    const outcomes = await sortSet(HELD_OUT)
    expect(print('held out, second set', outcomes)).toBeGreaterThanOrEqual(HELD_OUT_SECOND_FLOOR)
    printConfusion('held out, second set', outcomes)
    for (const { kind, recall } of figures(outcomes))
      expect(recall, kind).toBeGreaterThanOrEqual(HELD_OUT_RECALL[kind] ?? 0)
  })

  test.each([
    ['third set', THIRD_HELD_OUT, THIRD_RECALL],
    ['fourth set, the one that counts', FOURTH_HELD_OUT, FOURTH_RECALL],
  ] as const)('the mails of people: %s', async (name, set, recalls) => {
    const outcomes = await sortSet(set)
    print(`held out, ${name}`, outcomes)
    printConfusion(`held out, ${name}`, outcomes)
    for (const { kind, recall } of figures(outcomes)) expect(recall, kind).toBeGreaterThanOrEqual(recalls[kind] ?? 0)
  })

  test('what is not taken for a submission is what it is called', async () => {
    const outcomes = await sortSet([...FIRST_HELD_OUT, ...UNSEEN, ...HELD_OUT, ...THIRD_HELD_OUT, ...FOURTH_HELD_OUT])
    for (const { kind, precision } of figures(outcomes))
      if (kind !== 'submission') expect(precision, kind).toBeGreaterThanOrEqual(0.85)
  })

  test('no manuscript is put away as junk or promotion, no complaint as junk', async () => {
    const outcomes = await sortSet(ALL)
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
