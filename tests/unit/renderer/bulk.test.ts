import { bulkEntry, bulkRequest, type BulkPiece } from '@renderer/features/bulk/bulk-plan'
import { runEach } from '@renderer/features/bulk/run-each'
import { TICKED_MAX, useTicked } from '@renderer/state/ticked'
import type { SubmissionRow } from '@shared/domain/submission'
import { describe, expect, it } from 'vitest'

const letter: BulkPiece['draft']['letter'] = {
  template: 'reject',
  to: { name: '周舟', address: 'zhou@mail.example' },
  subject: 'Re: 投稿',
  text: '您好',
}

function pieceWith(row: Partial<SubmissionRow>, draft: Partial<BulkPiece['draft']> = {}): BulkPiece {
  return {
    row: {
      id: 'piece',
      state: 'reviewing',
      answered: false,
      urgent: false,
      mergedInto: null,
      publication: { kind: 'none' },
      author: { address: 'zhou@mail.example' },
      ...row,
    } as SubmissionRow,
    decisions: 2,
    seen: 'newest',
    draft: { letter, openErrors: 0, clausesToSign: [], openFacts: [], answeredElsewhere: [], ...draft },
  }
}

describe('what a decision over many would do to one', () => {
  it.each([
    ['merged', 'reject', { mergedInto: 'other' }],
    ['decided', 'reject', { state: 'accepted' }],
    ['published', 'reject', { state: 'accepted', answered: true, publication: { kind: 'published' } }],
    ['complaint', 'reserve', { urgent: true }],
    ['drafted', 'junk', { awaitsApproval: true }],
    ['no-address', 'revise', { author: { address: '' } }],
  ] as const)('says %s', (why, verdict, row) => {
    expect(bulkEntry(pieceWith(row as unknown as Partial<SubmissionRow>), verdict, true)).toMatchObject({
      kind: 'blocked',
      why,
    })
  })

  it('answers nobody twice, and needs no address where no letter is written', () => {
    const answered = { at: 1, from: { name: '', address: 'a@b.example' }, subject: '', hash: 'h' }
    const piece = pieceWith({}, { answeredElsewhere: [answered] })
    expect(bulkEntry(piece, 'reject', true)).toMatchObject({ kind: 'blocked', why: 'answered' })
    expect(bulkEntry(piece, 'reject', false)).toMatchObject({ kind: 'ready', letter: null })
    const nobody = pieceWith({ author: { address: '' } } as Partial<SubmissionRow>, { letter: null })
    expect(bulkEntry(nobody, 'junk', true)).toMatchObject({ kind: 'ready', letter: null })
  })

  it('wants a reason for what is open when accepting, and for nothing else', () => {
    const open = { openErrors: 2, clausesToSign: ['1.1'], openFacts: ['ai-statement' as const] }
    expect(bulkEntry(pieceWith({}, open), 'reject', true)).toMatchObject({ kind: 'ready', needs: null })
    expect(bulkEntry(pieceWith({}), 'accept', true)).toMatchObject({ kind: 'ready', needs: null })
    const entry = bulkEntry(pieceWith({}, open), 'accept', true)
    if (entry.kind !== 'ready') throw new Error('it can be accepted')
    expect(entry.needs).toEqual({ errors: 2, unsigned: 1, facts: ['ai-statement'] })
    expect(bulkRequest(entry, 'accept', '扎实', '已商定')).toEqual({
      submissionId: 'piece',
      verdict: 'accept',
      reason: '扎实',
      override: '已商定',
      signedClauses: [],
      openFacts: ['ai-statement'],
      letter,
      hold: true,
      round: 3,
      seen: 'newest',
    })
  })

  it('gives no reason where none is wanted, and holds no letter where there is none', () => {
    const entry = bulkEntry(pieceWith({}), 'accept', false)
    if (entry.kind !== 'ready') throw new Error('it can be accepted')
    expect(bulkRequest(entry, 'accept', '扎实', '已商定')).toMatchObject({ override: null, letter: null, hold: false })
  })
})

describe('one after another', () => {
  const failing = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('no')) : Promise.resolve(item * 10)

  it('goes on after a failure and tells it', async () => {
    const steps: number[] = []
    const { done, failed, left } = await runEach([1, 2, 3], failing, { onStep: (behind) => steps.push(behind) })
    expect(done).toEqual([
      { item: 1, value: 10 },
      { item: 3, value: 30 },
    ])
    expect(failed.map(({ item }) => item)).toEqual([2])
    expect([left, ...steps]).toEqual([0, 1, 2, 3])
  })

  it('tries nothing after it was stopped', async () => {
    let behind = 0
    const { done, failed, left } = await runEach([1, 2, 3], failing, {
      onStep: (now) => (behind = now),
      stopped: () => behind === 1,
    })
    expect([done.length, failed.length, left]).toEqual([1, 0, 2])
  })
})

it('ticks and unticks, up to a limit', () => {
  const { toggle, untick, clear } = useTicked.getState()
  const ids = (): readonly string[] => useTicked.getState().ids
  for (let index = 0; index < TICKED_MAX; index++) toggle(`p${index}`)
  expect(ids()).toHaveLength(TICKED_MAX)
  toggle('one more')
  expect(ids()).toHaveLength(TICKED_MAX)
  toggle('p3')
  untick(['p1', 'p2'])
  expect(ids().slice(0, 2)).toEqual(['p0', 'p4'])
  clear()
  expect(ids()).toEqual([])
})
