/** Resolving and deleting a thread, from its card or by key, each with a way back. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import type { Annotation } from '@shared/domain/annotation'
import { useReview } from './review-context'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'

/** Seconds in which it can be taken back. */
export const UNDO_SECONDS = 8

export function useThreadCommands() {
  const t = useText()
  const { change } = useReview()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const act = useCoreCommand(
    async (client, wanted: { annotationId: string; state: Annotation['state'] | 'removed' }) => {
      const { annotationId, state } = wanted
      if (state === 'removed') await client.annotations.remove({ annotationId })
      else await client.annotations.setState({ annotationId, state })
    },
  )
  const refreshAll = (): void => refresh('annotations', 'letters')

  /** Deletes a thread; what it says stays in the record and comes back whole. */
  const remove = ({ id }: Annotation): void =>
    act.mutate(
      { annotationId: id, state: 'removed' },
      {
        onSuccess: () => {
          change({ activeId: null })
          refreshAll()
          offerUndo({
            id: `annotation ${id}`,
            message: t('review.comments.removed'),
            seconds: UNDO_SECONDS,
            undo: async () => {
              await (await connection.client()).annotations.restore({ annotationId: id })
              refreshAll()
            },
            onError: reportError,
          })
        },
      },
    )

  /** Resolves an open thread, reopens a resolved one. */
  const resolve = ({ id, state }: Annotation): void => {
    const wanted = state === 'open' ? 'resolved' : 'open'
    act.mutate(
      { annotationId: id, state: wanted },
      {
        onSuccess: () => {
          refreshAll()
          if (wanted === 'open') return
          change({ activeId: null })
          offerUndo({
            id: `resolved ${id}`,
            message: t('threads.resolved'),
            seconds: UNDO_SECONDS,
            undo: async () => {
              await (await connection.client()).annotations.setState({ annotationId: id, state: 'open' })
              refreshAll()
            },
            onError: reportError,
          })
        },
      },
    )
  }
  return { remove, resolve, busy: act.isPending, error: act.error, reset: act.reset }
}
