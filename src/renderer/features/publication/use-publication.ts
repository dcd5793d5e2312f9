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

/** Steps of one piece, from a form: `onDone` closes it. */
export function usePublication(piece: PublishedPiece, onDone: () => void) {
  const { act, said } = useTakeStep()
  const take = (taken: Taken): void => {
    const step = { piece, ...taken }
    act.mutate(step, {
      onSuccess: ({ letter }) => {
        onDone()
        said(step, letter !== null)
      },
    })
  }
  return { take, busy: act.isPending, error: act.error, reset: act.reset }
}

/** Steps of any piece: `act` takes one, `said` says that it was taken and offers the way back. */
export function useTakeStep() {
  const t = useText()
  const info = useDeskInfo().data
  const refresh = useRefresh()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const again = (): void => refresh('submissions', 'letters', 'authors', 'desk')
  const act = useCoreCommand((client, { piece, request, letter }: Taken & { readonly piece: PublishedPiece }) =>
    client.publication.change({ submissionId: piece.submissionId, request, letter }),
  )

  /** Whether a day that was set before can stand again: nothing is planned for a day that is over. */
  const isOpenDay = (before: Publication): boolean =>
    before.kind === 'scheduled' && (info === undefined || before.date >= info.today)

  const takeBack = async (request: PublicationRequest, { submissionId, publication }: PublishedPiece) => {
    const client = await connection.client()
    const change = async (back: PublicationRequest): Promise<void> => {
      await client.publication.change({ submissionId, request: back, letter: null })
    }
    const back = backSteps[request.step]
    const reason = t('publication.undone')
    if (back !== undefined) await change({ step: back, reason })
    // The day that was set before stands again.
    if (publication.kind === 'scheduled' && (request.step === 'publish' || request.step === 'reschedule')) {
      const { date, column, channels } = publication
      if (isOpenDay(publication)) await change({ step: 'reschedule', plan: { date, column, channels }, reason })
    }
    again()
  }

  const said = (
    { piece, request }: { readonly piece: PublishedPiece; readonly request: PublicationRequest },
    withLetter: boolean,
  ): void => {
    again()
    const { step } = request
    const words = t(`publication.did-${step}`, { title: piece.title })
    const message = withLetter ? t('publication.and-letter', { said: words }) : words
    const seconds = info?.undoSeconds ?? 0
    const canUndo = backSteps[step] !== undefined || (step === 'reschedule' && isOpenDay(piece.publication))
    if (seconds === 0 || !canUndo) {
      notifications.show({ message })
      return
    }
    offerUndo({
      id: `publication ${piece.submissionId}`,
      message,
      seconds,
      testId: 'publication-undo',
      undo: () => takeBack(request, piece),
      onError: reportError,
    })
  }
  return { act, said }
}
