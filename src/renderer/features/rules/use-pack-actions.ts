/** What is done with a whole pack: proposed, saved to a file, taken away. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { UNDO_SECONDS } from '@renderer/features/review/use-thread-commands'
import type { ListedPack } from '@shared/domain/rules'
import { useProposalState, usePropose, type PackChange } from './use-proposal'

export function usePackActions() {
  const t = useText()
  const refresh = useRefresh()
  const onError = useReportError()
  const connection = useCoreConnection()
  const show = useProposalState((state) => state.show)
  const proposing = usePropose()
  const exporting = useCoreCommand((client, pack: string) => client.rules.exportFile({ pack }))
  const importing = useCoreCommand((client) => client.rules.importFile())
  const removing = useCoreCommand((client, pack: string) => client.rules.removePack({ pack, reason: '' }))

  /** A version of the changelog is what brings a pack back. */
  const bringBack = async (pack: string, hash: string): Promise<void> => {
    const client = await connection.client()
    const proposed = await client.rules.propose({ kind: 'version', pack, hash })
    if (proposed.kind === 'proposal') {
      await client.rules.save({ proposalId: proposed.proposal.proposalId, note: '' })
    }
    refresh('rules')
  }
  return {
    propose: (change: PackChange) => proposing.propose(change, { onError }),
    exportPack: (pack: string) => exporting.mutate(pack, { onError }),
    importPack: () =>
      importing.mutate(undefined, {
        onError,
        onSuccess: (proposed) => {
          if (proposed.kind !== 'nothing') show(proposed)
        },
      }),
    importing: importing.isPending,
    remove: ({ name, title, hash }: ListedPack) =>
      removing.mutate(name, {
        onError,
        onSuccess: () => {
          refresh('rules')
          offerUndo({
            id: `rules ${name}`,
            message: t('rules.pack-removed', { name: title }),
            seconds: UNDO_SECONDS,
            undo: () => bringBack(name, hash),
            onError,
          })
        },
      }),
  }
}
