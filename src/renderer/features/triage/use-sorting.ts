/** Sorts pieces one after the other, however fast the keys come, and takes the newest back. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { refusalOf, useCoreConnection } from '@renderer/client/use-core'
import { reportError, sayError } from '@renderer/components/report-error'
import { useTriage } from '@renderer/state/triage'
import { useViewState } from '@renderer/state/view-state'
import type { TriageAction, TriagePreview } from '@shared/domain/triage'
import type { SubmissionRow } from '@shared/domain/submission'
import { useQueryClient } from '@tanstack/react-query'
import { sortSurely, undoSurely } from './sure-sorting'

/** What is sorted is sorted in the order of the keys; a key that comes early waits here and not in the window. */
let chain: Promise<void> = Promise.resolve()

export function useSorting() {
  const t = useText()
  const connection = useCoreConnection()
  const queryClient = useQueryClient()
  const { underWay, begin, end, push, pop, say } = useTriage()

  const enqueue = (run: () => Promise<void>): void => {
    chain = chain.then(run, run)
  }
  /** Stays until read: somebody who sorts by keys does not look at corners. */
  const failed = (id: string, message: string, error: unknown): void => {
    if (refusalOf(error) === null) reportError(error)
    notifications.show({
      id: `triage ${id}`,
      color: 'red',
      autoClose: false,
      message,
    })
  }

  const sort = (row: SubmissionRow, action: TriageAction, name: string): void => {
    const title = row.title || row.subject || t('title.none')
    // Another mail that came since it was shown stops the key.
    const shown = queryClient.getQueryData<TriagePreview>(['submissions', 'triage', row.id])
    begin(row.id)
    enqueue(async () => {
      try {
        const sorted = await sortSurely(connection, row, action, shown?.seen)
        push({ sorted, title })
        const did = sorted.proposalId === null ? action.choice : 'proposed'
        say(t(`triage.did.${did}`, { title, name }))
      } catch (error) {
        failed(row.id, t('triage.not-done', { title, why: sayError(t, error) }), error)
      }
      await queryClient.invalidateQueries({ queryKey: ['submissions', 'triage-queue'] })
      end(row.id)
    })
  }

  const undo = (): void => {
    enqueue(async () => {
      const last = useTriage.getState().done.at(-1)
      if (last === undefined) return say(t('triage.nothing-to-undo'))
      const { sorted, title } = last
      try {
        await undoSurely(connection, sorted, t('triage.undone'))
        pop()
        say(t('triage.did.undo', { title }))
        await queryClient.invalidateQueries({ queryKey: ['submissions', 'triage-queue'] })
        useViewState.getState().set({ submissionId: sorted.submissionId })
      } catch (error) {
        // What cannot be taken back does not stand in the way of what can.
        if (refusalOf(error) !== null) pop()
        failed(sorted.submissionId, t('triage.not-undone', { title, why: sayError(t, error) }), error)
      }
    })
  }

  return { sort, undo, underWay }
}
