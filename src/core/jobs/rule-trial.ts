/** One trial of rules at a time, in the background: seen, and cancellable. */
import type { TrialState } from '@shared/domain/rules'
import { announce, type DeskContext } from '../workflow/context'
import { proposalFor } from '../workflow/pack-proposals'
import { refuse } from '../workflow/refuse'
import { trialBegins, tryProposal } from '../workflow/rule-trial'

/** Milliseconds between two times that progress is told. */
const TELL_EVERY = 250

export interface RuleTrial {
  state(): TrialState
  /** Refused: `trial-running` while another runs, `proposal-lost`. */
  start(proposalId: string): void
  cancel(): void
  close(): Promise<void>
}

export function openRuleTrial(context: DeskContext): RuleTrial {
  let state: TrialState = { kind: 'none' }
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  let toldAt = 0

  const run = async (proposalId: string, signal: AbortSignal): Promise<void> => {
    try {
      state = await tryProposal(
        context,
        proposalId,
        (progress) => {
          state = progress
          const now = context.now()
          if (now - toldAt < TELL_EVERY) return
          toldAt = now
          announce(context, 'rule-trial')
        },
        signal,
      )
    } catch (error) {
      state = { kind: 'failed', proposalId, detail: error instanceof Error ? error.message : String(error) }
    } finally {
      running = null
      announce(context, 'rule-trial')
    }
  }

  return {
    state: () => state,
    start(proposalId) {
      if (running !== null) refuse('trial-running')
      proposalFor(context, proposalId)
      const abort = new AbortController()
      state = trialBegins(context, proposalId)
      running = { abort, done: run(proposalId, abort.signal) }
      announce(context, 'rule-trial')
    },
    cancel: () => running?.abort.abort(),
    async close() {
      running?.abort.abort()
      await running?.done
    },
  }
}
