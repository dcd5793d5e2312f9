/**
 * The check of a text while it is written: asked for at every pause, one request at a time, shown as long as it is of what stands
 * there. Knows neither the editor nor the core.
 */
import type { LiveCheckFailure } from '@shared/domain/live-check'
import type { ReviewFinding } from '@shared/contract/contract'
import type { ChecklistItem } from '@shared/domain/compliance'
import { assertNever } from '@shared/domain/result'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { create } from 'zustand'

/** Milliseconds after what was typed is kept, in which nothing more is typed. */
export const PAUSE = 150

export type LiveStatus =
  /** Nothing was typed since the recorded text: its check holds. */
  | { readonly kind: 'recorded' }
  /** Something was typed, or is known of it, that no check has seen yet. */
  | { readonly kind: 'checking' }
  /** What is listed is of what stands there. */
  | { readonly kind: 'checked' }
  /** What is listed is of the text before. */
  | { readonly kind: 'failed'; readonly reason: LiveCheckFailure }

export interface CheckedText {
  /** The recorded text that was typed in. */
  readonly baseHash: string
  /** The number of the last step of the text that was checked. */
  readonly step: number
  /** Of that text. */
  readonly blocks: readonly ProjectedBlock[]
  readonly findings: readonly ReviewFinding[]
  readonly checklist: readonly ChecklistItem[]
  /** The text was recorded under this hash since; null: it was not. */
  readonly settledAs: string | null
}

export interface LiveCheck {
  readonly status: LiveStatus
  /** The last check of what was typed; null while the recorded one holds. */
  readonly checked: CheckedText | null
}

export const nothingTyped: LiveCheck = { status: { kind: 'recorded' }, checked: null }

/** By version. */
export const useLiveChecks = create<Readonly<Record<string, LiveCheck | undefined>>>()(() => ({}))

export type LiveAnswer =
  | { readonly state: 'recorded' }
  | ({ readonly state: 'checked' } & Omit<CheckedText, 'blocks' | 'settledAs'>)
  | { readonly state: 'failed'; readonly step: number; readonly reason: LiveCheckFailure }

/** What the editor shows. */
export type TypedNow =
  /** Nothing was typed since the recorded text. */
  | { readonly kind: 'recorded' }
  /** Not all of it is kept yet, or an input method is still composing. */
  | { readonly kind: 'unkept' }
  /** All of it is kept, up to this step. */
  | { readonly kind: 'kept'; readonly step: number }

export interface LiveCheckOptions {
  readonly ask: () => Promise<LiveAnswer>
  /** The core ended while it was asked: the next one is asked again. */
  readonly mayPass: (error: unknown) => boolean
  readonly now: () => TypedNow
  /** The text that the editor shows. */
  readonly blocks: () => readonly ProjectedBlock[]
  readonly put: (check: LiveCheck) => void
  /** The text is left, and nothing is being asked any more. */
  readonly onEnd: () => void
  /** Calls back later; returns how to end that. */
  readonly later: (milliseconds: number, run: () => void) => () => void
}

export interface LiveChecker {
  readonly begin: () => void
  /** Something was typed, kept or settled. */
  readonly look: () => void
  /** Rules, or what is known of the piece, changed under what was typed. */
  readonly again: () => void
  /** What was typed up to a step became a recorded text. */
  readonly settled: (step: number, contentHash: string) => void
  readonly end: () => void
}

export function createLiveCheck(options: LiveCheckOptions): LiveChecker {
  let shown: LiveCheck = nothingTyped
  /** The step that the last answer was about; null: none is, or rules changed since. */
  let answered: number | null = null
  /** Counts changes of what a check depends on besides the text. */
  let era = 0
  let endWait: (() => void) | null = null
  let busy = false
  let ended = true

  const put = (next: LiveCheck): void => {
    shown = next
    options.put(next)
  }
  const become = (status: LiveStatus): void => {
    if (shown.status.kind !== status.kind || status.kind === 'failed') put({ ...shown, status })
  }
  const cancel = (): void => {
    endWait?.()
    endWait = null
  }
  const plan = (): void => {
    cancel()
    endWait = options.later(PAUSE, () => {
      endWait = null
      void ask()
    })
  }
  const look = (): void => {
    if (ended) return
    const now = options.now()
    if (now.kind === 'kept' && now.step === answered) return
    cancel()
    if (now.kind === 'recorded') {
      answered = null
      become({ kind: 'recorded' })
      return
    }
    become({ kind: 'checking' })
    // What is not kept yet is looked at again when it is.
    if (now.kind === 'kept') plan()
  }
  const ask = async (): Promise<void> => {
    const asked = options.now()
    if (busy || ended || asked.kind !== 'kept' || asked.step === answered) return
    const { step } = asked
    const askedEra = era
    busy = true
    const outcome = await options.ask().then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    )
    busy = false
    if (ended) {
      options.onEnd()
      return
    }
    const now = options.now()
    // Typed meanwhile: it is dropped, and what is drawn goes along with its words until the next answer.
    if (now.kind !== 'kept' || now.step !== step) {
      look()
      return
    }
    if ('answer' in outcome) take(outcome.answer, step)
    else if (options.mayPass(outcome.error)) plan()
    else failed(step, 'died')
    if (era !== askedEra) lookAnew()
  }
  const lookAnew = (): void => {
    answered = null
    // One that is planned asks with today's rules anyway; put off again and again it would never come.
    if (endWait === null) look()
  }
  const take = (answer: LiveAnswer, asked: number): void => {
    switch (answer.state) {
      case 'recorded':
        // By the core itself, which was restarted; the text comes to this window, and its check with it.
        answered = asked
        become({ kind: 'recorded' })
        break
      case 'failed':
        failed(asked, answer.reason)
        break
      case 'checked': {
        const { baseHash, step, findings, checklist } = answer
        if (step !== asked) throw new Error(`asked about step ${asked}, answered about step ${step}`)
        answered = asked
        put({
          status: { kind: 'checked' },
          checked: { baseHash, step, findings, checklist, blocks: options.blocks(), settledAs: null },
        })
        break
      }
      default:
        assertNever(answer)
    }
  }
  /** Not tried again by itself, as what takes too long once does so again: whatever is typed next is. */
  const failed = (step: number, reason: LiveCheckFailure): void => {
    answered = step
    become({ kind: 'failed', reason })
  }

  return {
    begin() {
      ended = false
      look()
    },
    look,
    again() {
      era += 1
      lookAnew()
    },
    settled(step, contentHash) {
      const { checked } = shown
      if (ended || checked === null || checked.step !== step) return
      // It holds until the recorded check is here.
      put({ ...shown, checked: { ...checked, settledAs: contentHash } })
    },
    end() {
      if (ended) return
      ended = true
      cancel()
      answered = null
      put(nothingTyped)
      if (!busy) options.onEnd()
    },
  }
}
