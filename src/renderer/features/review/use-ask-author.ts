/** A letter to the author without a verdict: it waits among those that are looked over before they leave. */
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useTriage } from '@renderer/state/triage'
import { useViewState } from '@renderer/state/view-state'
import type { NoticeTemplate, QuestionTemplate } from '@shared/domain/letter'

export type AuthorQuestion = Exclude<QuestionTemplate, 'resend'> | NoticeTemplate

/** `onAsked`: once the letter is written, before the window goes to it. */
export function useAskAuthor(submissionId: string, onAsked?: () => void) {
  const set = useViewState((state) => state.set)
  const enterLetters = useTriage((state) => state.enterLetters)
  const reportError = useReportError()
  const command = useCoreCommand(async (client, template: AuthorQuestion) => {
    const letter = await client.letters.draftQuestion({ submissionId, template })
    return client.letters.ask({ submissionId, letter, hold: true })
  })
  const ask = (template: AuthorQuestion): void => {
    if (command.isPending) return
    command.mutate(template, {
      onSuccess: () => {
        onAsked?.()
        enterLetters()
        set({ page: 'inbox' })
      },
      onError: reportError,
    })
  }
  return { ask, busy: command.isPending }
}
