/** 作为稿件: another file, or a mail's words, becomes the newest version. Says that it is under way, and what came of it. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useReviewState } from '@renderer/features/review/review-state'
import type { ManuscriptChoice } from '@shared/domain/file'

export interface NamedChoice {
  readonly choice: ManuscriptChoice
  readonly name: string
}

export function useChooseManuscript(submissionId: string): {
  readonly choose: (chosen: NamedChoice) => void
  readonly busy: boolean
} {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const command = useCoreCommand((client, { choice }: NamedChoice) =>
    client.files.asManuscript({ submissionId, choice }),
  )
  const run = async (chosen: NamedChoice): Promise<void> => {
    const { name } = chosen
    const id = notifications.show({
      message: t('file.as-manuscript-running', { name }),
      loading: true,
      autoClose: false,
      withCloseButton: false,
    })
    try {
      // Not the mutation's own callbacks: what asked may be off the screen by then.
      const { versionId, refusal } = await command.mutateAsync(chosen)
      refresh('submissions', 'manuscripts', 'desk')
      if (versionId !== null) useReviewState.getState().change(submissionId, { versionId: null, mode: 'reading' })
      const said = versionId === null ? 'file.as-manuscript-same' : 'file.as-manuscript-done'
      notifications.update({
        id,
        loading: false,
        withCloseButton: true,
        ...(refusal === null
          ? { autoClose: 6_000, message: t(said, { name }) }
          : {
              autoClose: false,
              color: 'red',
              message: t('file.as-manuscript-refused', { name, reason: t(`conversion.${refusal.code}`) }),
            }),
      })
    } catch (error) {
      notifications.hide(id)
      reportError(error)
    }
  }
  const choose = (chosen: NamedChoice): void => void run(chosen)
  return { choose, busy: command.isPending }
}
