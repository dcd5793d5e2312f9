import { describe, expect, it } from 'vitest'
import { decide, templateFor } from '@core/workflow/decide'
import { verdictSchema, type Verdict } from '@shared/domain/decision'
import { submissionStateSchema, type SubmissionState } from '@shared/domain/submission'

const none = { error: 0, warning: 0, note: 0 }

/** Where each verdict leads. */
const AFTER: Readonly<Record<Verdict, SubmissionState>> = {
  accept: 'accepted',
  revise: 'revising',
  reject: 'rejected',
  withdraw: 'withdrawn',
  junk: 'junk',
  reserve: 'reserved',
}

/** Verdicts that are given without the author having written again. */
const ALLOWED: Readonly<Record<SubmissionState, readonly Verdict[]>> = {
  new: verdictSchema.options,
  reviewing: verdictSchema.options,
  revising: verdictSchema.options,
  reserved: verdictSchema.options,
  accepted: ['withdraw'],
  rejected: ['withdraw'],
  junk: ['withdraw'],
  withdrawn: [],
}

const table = submissionStateSchema.options.flatMap((state) =>
  verdictSchema.options.map((verdict) => ({ state, verdict, allowed: ALLOWED[state].includes(verdict) })),
)

describe('deciding', () => {
  it.each(table)('$verdict over $state: $allowed', ({ state, verdict, allowed }) => {
    const decided = decide(
      { state, answered: false, openFindings: none, unsigned: 0, openFacts: 0, publication: { kind: 'none' } },
      verdict,
      null,
    )
    if (allowed) expect(decided).toMatchObject({ ok: true, value: { state: AFTER[verdict] } })
    else expect(decided).toMatchObject({ ok: false, error: { code: 'already-decided' } })
  })

  it.each(table)('$verdict over $state once the author wrote again', ({ state, verdict }) => {
    const decided = decide(
      { state, answered: true, openFindings: none, unsigned: 0, openFacts: 0, publication: { kind: 'none' } },
      verdict,
      null,
    )
    expect(decided).toMatchObject({ ok: true, value: { state: AFTER[verdict] } })
  })

  it.each(verdictSchema.options)('%s: what follows', (verdict) => {
    const decided = decide(
      {
        state: 'reviewing',
        answered: false,
        openFindings: none,
        unsigned: 0,
        openFacts: 0,
        publication: { kind: 'none' },
      },
      verdict,
      null,
    )
    const isAccepted = verdict === 'accept'
    expect(decided).toMatchObject({
      value: { publication: { kind: isAccepted ? 'unscheduled' : 'none' }, followUp: isAccepted ? 'add-wechat' : null },
    })
  })

  it('accepts over open errors only with a reason for that', () => {
    const submission = {
      state: 'reviewing',
      answered: false,
      openFindings: { error: 2, warning: 0, note: 0 },
      unsigned: 0,
      openFacts: 0,
      publication: { kind: 'none' },
    } as const
    expect(decide(submission, 'accept', null)).toEqual({
      ok: false,
      error: { code: 'needs-override', params: { count: 2 } },
    })
    expect(decide(submission, 'accept', '已与作者商定').ok).toBe(true)
    expect(decide(submission, 'reject', null).ok).toBe(true)
    const onlyWarnings = { ...submission, openFindings: { error: 0, warning: 9, note: 9 } }
    expect(decide(onlyWarnings, 'accept', null).ok).toBe(true)
  })

  it('accepts clauses that nobody signed only with a reason for that', () => {
    const submission = {
      state: 'reviewing',
      answered: false,
      openFindings: none,
      unsigned: 51,
      openFacts: 0,
      publication: { kind: 'none' },
    } as const
    expect(decide(submission, 'accept', null)).toEqual({
      ok: false,
      error: { code: 'needs-signature', params: { count: 51 } },
    })
    expect(decide(submission, 'accept', '主编已看过').ok).toBe(true)
    expect(decide(submission, 'revise', null).ok).toBe(true)
  })

  it('has a letter for every verdict but 无效', () => {
    expect(verdictSchema.options.filter((verdict) => templateFor(verdict) === null)).toEqual(['junk'])
  })
})
