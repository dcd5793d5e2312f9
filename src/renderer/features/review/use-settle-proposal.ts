/** Approving a draft: recorded, its letter queued, and taken back while it counts down. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { Proposal } from '@shared/domain/proposal'
import { useReview } from './review-context'
import { settleTexts } from './text-session'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'

export function useSettleProposal(proposal: Proposal) {
  const t = useText()
  const { detail, change } = useReview()
  const seconds = useDeskInfo().data?.undoSeconds ?? 0
  const refresh = useRefresh()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const again = (): void => refresh('submissions', 'letters', 'authors', 'desk')
  const act = useCoreCommand(async (client) => {
    await settleTexts()
    return client.approval.approve({ proposalId: proposal.id })
  })
  const approve = (): void =>
    act.mutate(undefined, {
      onSuccess: ({ decision, letter }) => {
        change({ decision: null, activeId: null })
        again()
        const words = {
          verdict: t(`verdict.${decision.verdict}`),
          title: detail.row.title || detail.row.subject || t('title.none'),
        }
        const message = t(letter === null ? 'approval.approved' : 'approval.approved-sending', words)
        if (seconds === 0) return void notifications.show({ message })
        offerUndo({
          id: `decision ${decision.id}`,
          message,
          seconds,
          testId: 'decision-undo',
          undo: async () => {
            const client = await connection.client()
            await client.decisions.revert({ decisionId: decision.id, reason: t('review.decide.undone') })
            again()
          },
          onError: reportError,
        })
      },
    })
  return { approve, busy: act.isPending, error: act.error, reset: act.reset }
}
