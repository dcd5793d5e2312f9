/** Puts a piece on another day: at once where it had one, by the form where column and channels are still to be said. */
import { notifications } from '@mantine/notifications'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { reportError, sayError } from '@renderer/components/report-error'
import { refusalOf } from '@renderer/client/use-core'
import { usePublicationDialogs } from '@renderer/features/publication/publication-dialogs'
import { useTakeStep } from '@renderer/features/publication/use-publication'
import { useCalendar } from '@renderer/state/calendar'
import type { PlannedPiece } from '@shared/domain/publication'
import { assertNever } from '@shared/domain/result'
import { useQueryClient } from '@tanstack/react-query'
import { moveTo } from './calendar-days'

interface Shown {
  readonly planned: readonly PlannedPiece[]
  readonly unscheduled: readonly PlannedPiece[]
}

/** `key`: the question whose answer the calendar shows; a move stands in it before the core has recorded it. */
export function useMovePiece(key: readonly unknown[]): (piece: PlannedPiece, day: string) => void {
  const t = useText()
  const { today } = useFormat()
  const queries = useQueryClient()
  const { act, said } = useTakeStep()
  const show = usePublicationDialogs((state) => state.show)
  const stand = useCalendar((state) => state.set)

  return (piece, day) => {
    const move = moveTo(piece, day, today)
    const { submissionId, publication } = piece
    const asked = { submissionId, title: piece.title || t('title.none'), publication }
    switch (move.kind) {
      case 'same':
        return
      case 'refused':
        notifications.show({ id: 'calendar-refused', message: t(`calendar.refused-${move.why}`) })
        return
      case 'schedule':
        stand({ day, pieceId: submissionId })
        show(asked, 'schedule', day)
        return
      case 'reschedule': {
        const { request, moved } = move
        stand({ day, pieceId: submissionId })
        // The next press of the key starts from the new day, however soon it comes.
        queries.setQueryData<Shown>(key, (shown) =>
          shown === undefined
            ? shown
            : {
                ...shown,
                planned: [...shown.planned.filter((each) => each.submissionId !== submissionId), moved].toSorted(
                  (a, b) => dayKey(a).localeCompare(dayKey(b)),
                ),
              },
        )
        act.mutateAsync({ piece: asked, request, letter: null }).then(
          () => said({ piece: asked, request }, false),
          (error: unknown) => {
            void queries.invalidateQueries({ queryKey: ['submissions', 'calendar'] })
            if (refusalOf(error) === null) reportError(error)
            else notifications.show({ color: 'red', message: sayError(t, error), autoClose: false })
          },
        )
        return
      }
      default:
        assertNever(move)
    }
  }
}

function dayKey({ publication }: PlannedPiece): string {
  return publication.kind === 'none' || publication.kind === 'unscheduled' ? '' : publication.date
}
