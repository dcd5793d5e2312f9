/** Counts what the check says of a labelled set. */
import { checkPlainText, type PlainFinding, type RulePack } from '@core/compliance'
import type { EvalEntry, EvalSet } from './eval-set'

export interface Measure {
  readonly kind: string
  readonly group: string
  readonly texts: number
  /** Texts in which something was expected, and those of them in which something of level warning or error was found. */
  readonly expected: number
  readonly flagged: number
  /** Of the flagged ones those with the item that was expected. */
  readonly rightItem: number
  /** Texts in which nothing was expected and a warning or an error was found; with an error. */
  readonly falseAlarms: number
  readonly falseErrors: number
  /** Warnings and errors in those texts, and their length in thousands of UTF-16 units. */
  readonly falseFindings: number
  readonly thousands: number
}

export interface Judged {
  readonly entry: EvalEntry
  readonly loud: readonly PlainFinding[]
}

/** Only findings that ask for something: notes are read or not. */
export function judge(set: EvalSet, packs: readonly RulePack[]): Judged[] {
  return set.entries.map((entry) => ({
    entry,
    loud: checkPlainText(entry, packs).findings.filter(({ level }) => level !== 'note'),
  }))
}

export function measure(set: EvalSet, judged: readonly Judged[]): Measure {
  const wanted = judged.filter(({ entry }) => entry.expect.length > 0)
  const ordinary = judged.filter(({ entry }) => entry.expect.length === 0)
  return {
    kind: set.kind,
    group: set.group,
    texts: judged.length,
    expected: wanted.length,
    flagged: wanted.filter(({ loud }) => loud.length > 0).length,
    rightItem: wanted.filter(hasRightItem).length,
    falseAlarms: ordinary.filter(({ loud }) => loud.length > 0).length,
    falseErrors: ordinary.filter(({ loud }) => loud.some(({ level }) => level === 'error')).length,
    falseFindings: ordinary.reduce((sum, { loud }) => sum + loud.length, 0),
    thousands: ordinary.reduce((sum, { entry }) => sum + (entry.title?.length ?? 0) + entry.text.length, 0) / 1000,
  }
}

/** `3` stands for every clause of item 3, `1.13` for itself, `links` for the pack's clauses. */
export function hasRightItem({ entry, loud }: Judged): boolean {
  return loud.some(({ clause }) =>
    entry.expect.some((item) => clause === item || clause.startsWith(`${item}.`) || clause.startsWith(`${item}/`)),
  )
}

/** The sum of several measures, as one line. */
export function total(kind: string, measures: readonly Measure[]): Measure {
  const sum = (field: Exclude<keyof Measure, 'kind' | 'group'>): number =>
    measures.reduce((all, one) => all + one[field], 0)
  return {
    kind,
    group: 'all',
    texts: sum('texts'),
    expected: sum('expected'),
    flagged: sum('flagged'),
    rightItem: sum('rightItem'),
    falseAlarms: sum('falseAlarms'),
    falseErrors: sum('falseErrors'),
    falseFindings: sum('falseFindings'),
    thousands: sum('thousands'),
  }
}
