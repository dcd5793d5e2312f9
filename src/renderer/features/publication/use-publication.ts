/** Taking a step of a publication: recorded, said, and taken back while the countdown runs. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { LetterDraft } from '@shared/domain/letter'
import type { Publication, PublicationRequest, PublicationStep } from '@shared/domain/publication'
import type { PublishedPiece } from './publication-dialogs'

interface Taken {
  readonly request: PublicationRequest
  readonly letter: LetterDraft | null
}

/** What takes a step back; null where another day or another address has to be given instead. */
const backSteps: Partial<Record<PublicationStep, 'unschedule' | 'retract' | 'restore' | 'take-down'>> = {
  schedule: 'unschedule',
  publish: 'retract',
  'take-down': 'restore',
  restore: 'take-down',
}

export function usePublication(piece: PublishedPiece, onDone: () => void) {
  const t = useText()
  const info = useDeskInfo().data
  const refresh = useRefresh()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const again = (): void => refresh('submissions', 'letters', 'authors', 'desk')
  const act = useCoreCommand((client, { request, letter }: Taken) =>
    client.publication.change({ submissionId: piece.submissionId, request, letter }),
  )

  const takeBack = async (request: PublicationRequest, before: Publication): Promise<void> => {
    const client = await connection.client()
    const { submissionId } = piece
    const change = async (back: PublicationRequest): Promise<void> => {
      await client.publication.change({ submissionId, request: back, letter: null })
    }
    const back = backSteps[request.step]
    const reason = t('publication.undone')
    if (back !== undefined) await change({ step: back, reason })
    // The day that was set before stands again.
    const wasDay = before.kind === 'scheduled' && (info === undefined || before.date >= info.today)
    if (wasDay && (request.step === 'publish' || request.step === 'reschedule')) {
      const { date, column, channels } = before
      await change({ step: 'reschedule', plan: { date, column, channels }, reason })
    }
    again()
  }

  const take = (taken: Taken): void => {
    act.mutate(taken, {
      onSuccess: ({ letter }) => {
        onDone()
        again()
        const { step } = taken.request
        const words = { title: piece.title }
        const said = t(`publication.did-${step}`, words)
        const message = letter === null ? said : t('publication.and-letter', { said })
        const seconds = info?.undoSeconds ?? 0
        const canUndo = backSteps[step] !== undefined || step === 'reschedule'
        if (seconds === 0 || !canUndo) {
          notifications.show({ message })
          return
        }
        offerUndo({
          id: `publication ${piece.submissionId}`,
          message,
          seconds,
          testId: 'publication-undo',
          undo: () => takeBack(taken.request, piece.publication),
          onError: reportError,
        })
      },
    })
  }
  return { take, busy: act.isPending, error: act.error, reset: act.reset }
}
