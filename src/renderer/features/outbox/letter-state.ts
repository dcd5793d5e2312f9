/** Which letters belong together, and why a letter is where it is. */
import type { Format } from '@renderer/app/format'
import type { Say } from '@renderer/app/i18n'
import type { ChipTone } from '@renderer/components/chip'
import { isHeld, isStopped, type Letter, type LetterState } from '@shared/domain/letter'

export const letterGroups = ['bounced', 'unsure', 'failed', 'stopped', 'held', 'waiting', 'sent', 'cancelled'] as const
export type LetterGroup = (typeof letterGroups)[number]

const groupOfState: Record<LetterState, LetterGroup> = {
  queued: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  unsure: 'unsure',
  failed: 'failed',
  cancelled: 'cancelled',
}

/**
 * A letter that came back wants a person, however its sending ended; one that waits for an editor's look stands apart from
 * those that wait for the time or a server.
 */
function groupOf(letter: Letter): LetterGroup {
  if (letter.bouncedAt !== null) return 'bounced'
  if (isStopped(letter)) return 'stopped'
  return isHeld(letter) ? 'held' : groupOfState[letter.state]
}

export const letterTones: Record<LetterState, ChipTone> = {
  queued: 'note',
  sending: 'note',
  sent: 'accent',
  unsure: 'warning',
  failed: 'error',
  cancelled: 'plain',
}

/** Letters by group, the groups that need a human first, the newest letter first in each. */
export function groupLetters(
  letters: readonly Letter[],
): readonly { group: LetterGroup; letters: readonly Letter[] }[] {
  const newestFirst = letters.toSorted((a, b) => (b.sentAt ?? b.createdAt) - (a.sentAt ?? a.createdAt))
  return letterGroups
    .map((group) => ({ group, letters: newestFirst.filter((letter) => groupOf(letter) === group) }))
    .filter((each) => each.letters.length > 0)
}

/** Seconds in which the letter can still be taken back; 0 when it is on its way or waits for something else. */
export function undoSeconds(letter: Letter, now: number): number {
  if (letter.state !== 'queued' || letter.reason === 'offline' || letter.reason === 'retry-later') return 0
  if (letter.reason === 'no-password' || letter.reason === 'scheduled' || isHeld(letter) || isStopped(letter)) return 0
  return Math.max(0, Math.ceil((letter.notBefore - now) / 1000))
}

/** Why it is where it is, in a sentence. */
export function whyHere(t: Say, format: Format, letter: Letter, now: number): string {
  const { state, reason } = letter
  if (letter.bouncedAt !== null) return t('outbox.why.bounced')
  if (reason === 'written-to-folder' || reason === 'found-in-sent') return t(`outbox.why.${reason}`)
  if (state === 'sending' || state === 'sent') return t(`outbox.why.${state}`)
  if (state === 'queued') {
    const seconds = undoSeconds(letter, now)
    if (seconds > 0) return t('outbox.why.undo-window', { count: seconds })
    if (reason === null || reason === 'undo-window') return t('outbox.why.queued')
  }
  if (reason === null || reason === 'undo-window') return t(`outbox.why.${state}`)
  if (reason === 'scheduled') return t('outbox.why.scheduled', { when: format.moment(letter.notBefore) })
  if (reason === 'retry-later') {
    const minutes = Math.round((letter.notBefore - format.now) / 60_000)
    return t('outbox.why.retry-later', {
      when: minutes < 1 ? t('outbox.soon') : t('outbox.in-time', { count: minutes }),
    })
  }
  return t(`outbox.why.${reason}`)
}
