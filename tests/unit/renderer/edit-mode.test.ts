import { suggesting, suggestingToggled, type SubmissionReview } from '@renderer/features/review/review-state'
import { describe, expect, it } from 'vitest'

type Mode = Pick<SubmissionReview, 'mode' | 'modeBefore'>
const reading: Mode = { mode: 'reading', modeBefore: 'reading' }

describe('修订', () => {
  it.each(['reading', 'editing'] as const)('leads back to %s where it came from', (before) => {
    const on = suggestingToggled({ ...reading, mode: before })
    expect(on.mode).toBe('suggesting')
    expect(suggestingToggled(on).mode).toBe(before)
  })

  it('begun while it is on remembers what was before the first time', () => {
    const on = suggesting(suggesting({ ...reading, mode: 'editing' }))
    expect(on).toEqual({ mode: 'suggesting', modeBefore: 'editing' })
    expect(suggestingToggled(on).mode).toBe('editing')
  })
})
