import { isVerdictOpen } from '@shared/domain/decision'
import { isDecided, isRevertible, standingDecision } from '@renderer/features/review/verdicts'
import type { Decision } from '@shared/domain/decision'
import type { Letter, LetterState } from '@shared/domain/letter'
import { describe, expect, it } from 'vitest'

const decision = (id: string, at: number, reverted = false): Decision => ({
  id,
  submissionId: 's',
  verdict: 'revise',
  reason: '',
  round: 1,
  versionId: null,
  findings: { error: 0, warning: 0, note: 0 },
  override: null,
  signedClauses: [],
  unsignedClauses: [],
  openFacts: [],
  proposedBy: null,
  publicationBefore: null,
  previousState: 'reviewing',
  letterId: null,
  editorId: 'e',
  editorName: '苏',
  at,
  reverted: reverted ? { at, reason: '', editorName: '苏' } : null,
})

const letter = (state: LetterState): Letter => ({
  id: 'l',
  submissionId: 's',
  submissionNumber: '',
  submissionTitle: '',
  decisionId: null,
  accountId: 'a',
  template: 'accept',
  to: { name: '', address: '' },
  subject: '',
  text: '',
  messageId: '',
  inReplyTo: null,
  references: [],
  state,
  reason: null,
  detail: '',
  attempts: 0,
  notBefore: 0,
  createdAt: 0,
  sentAt: null,
  bouncedAt: null,
  bounceDetail: '',
  sentCopy: null,
})

describe('the standing decision', () => {
  it('is the newest that was not taken back', () => {
    expect(standingDecision([decision('a', 1), decision('b', 2), decision('c', 3, true)])?.id).toBe('b')
    expect(standingDecision([decision('a', 1, true)])).toBeNull()
  })

  it('can be taken back until the author may have been told', () => {
    const revertible = (['queued', 'failed', 'cancelled', 'sending', 'sent', 'unsure'] as const).filter((state) =>
      isRevertible(letter(state)),
    )
    expect(revertible).toEqual(['queued', 'failed', 'cancelled'])
    expect(isRevertible(null)).toBe(true)
  })

  it('is shown only while it holds; a piece the author revised is in review again', () => {
    expect(isDecided('reviewing')).toBe(false)
    expect(isDecided('revising')).toBe(true)
    expect(isVerdictOpen({ state: 'revising', answered: false }, 'accept')).toBe(true)
    expect(isVerdictOpen({ state: 'accepted', answered: false }, 'reject')).toBe(false)
    expect(isVerdictOpen({ state: 'accepted', answered: true }, 'reject')).toBe(true)
    expect(isVerdictOpen({ state: 'accepted', answered: false }, 'withdraw')).toBe(true)
    expect(isVerdictOpen({ state: 'withdrawn', answered: false }, 'withdraw')).toBe(false)
  })
})
