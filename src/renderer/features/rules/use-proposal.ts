/** The change of a pack that is being looked at, from wherever on the page it was asked for. */
import { useCoreCommand } from '@renderer/client/use-core'
import type { CoreClient } from '@renderer/client/core-client'
import type { Proposed } from '@shared/domain/rules'
import { create } from 'zustand'

export type PackChange = Parameters<CoreClient['rules']['propose']>[0]

interface ProposalState {
  readonly proposed: Proposed | null
  /** Called when it was saved: what was written is no draft any more. */
  readonly onSaved: () => void
  show(proposed: Proposed | null, onSaved?: () => void): void
}

const nothing = (): void => undefined

export const useProposalState = create<ProposalState>()((set) => ({
  proposed: null,
  onSaved: nothing,
  show: (proposed, onSaved = nothing) => set({ proposed, onSaved }),
}))

/** Asks what a pack would be and shows it. Who has a place for problems takes them with `onProblems`. */
export function usePropose() {
  const show = useProposalState((state) => state.show)
  const command = useCoreCommand((client, change: PackChange) => client.rules.propose(change))
  return {
    ...command,
    propose(
      change: PackChange,
      options: {
        readonly onSaved?: () => void
        readonly onProblems?: (problems: Extract<Proposed, { kind: 'problems' }>['problems']) => void
        readonly onError?: (error: unknown) => void
      } = {},
    ): void {
      command.mutate(change, {
        onSuccess(proposed) {
          if (proposed.kind === 'problems' && options.onProblems !== undefined) options.onProblems(proposed.problems)
          else show(proposed, options.onSaved)
        },
        ...(options.onError === undefined ? {} : { onError: options.onError }),
      })
    },
  }
}
