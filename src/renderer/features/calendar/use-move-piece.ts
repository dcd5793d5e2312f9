/** Puts a piece on another day: at once where it had one, by the form where column and channels are still to be said. */
import { notifications } from '@mantine/notifications'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { usePublicationDialogs } from '@renderer/features/publication/publication-dialogs'
import { useTakeStep } from '@renderer/features/publication/use-publication'
import { useCalendar } from '@renderer/state/calendar'
import type { PlannedPiece } from '@shared/domain/publication'
import { assertNever } from '@shared/domain/result'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { moveTo } from './calendar-days'
import { inOrder } from './in-order'
import { useMoveBack } from './use-move-back'

interface MoveUnderWay {
  readonly id: number
  readonly piece: PlannedPiece
}

/**
 * `underWay`: pieces as they stand while their moves are recorded. The next press of the key starts from there, however soon
 * it comes and whatever is answered meanwhile of the time before.
 */
export function useMovePiece(): {
  readonly underWay: readonly PlannedPiece[]
  readonly move: (piece: PlannedPiece, day: string) => void
} {
  const t = useText()
  const { today } = useFormat()
  const queries = useQueryClient()
  const { act } = useTakeStep()
  const { remember, failed } = useMoveBack()
  const show = usePublicationDialogs((state) => state.show)
  const stand = useCalendar((state) => state.set)
  const [moves, setMoves] = useState<readonly MoveUnderWay[]>([])
  const last = useRef(0)

  const move = (piece: PlannedPiece, day: string): void => {
    const meant = moveTo(piece, day, today)
    const { submissionId, publication } = piece
    const asked = { submissionId, title: piece.title || t('title.none'), publication }
    switch (meant.kind) {
      case 'same':
        return
      case 'refused':
        notifications.show({ id: 'calendar-refused', message: t(`calendar.refused-${meant.why}`) })
        return
      case 'schedule':
        stand({ day, pieceId: submissionId })
        show(asked, 'schedule', day)
        return
      case 'reschedule': {
        const { request, moved } = meant
        stand({ day, pieceId: submissionId })
        last.current += 1
        const id = last.current
        setMoves((all) => [...all.filter((each) => each.piece.submissionId !== submissionId), { id, piece: moved }])
        const settle = async (): Promise<void> => {
          await queries.invalidateQueries({ queryKey: ['submissions', 'calendar'] })
          setMoves((all) => all.filter((each) => each.id !== id))
        }
        const { from } = meant
        void inOrder(() =>
          act
            .mutateAsync({ piece: asked, request, letter: null })
            .then(() => remember({ submissionId, title: asked.title, from, to: day }), failed)
            .then(settle),
        )
        return
      }
      default:
        assertNever(meant)
    }
  }
  return { underWay: moves.map(({ piece }) => piece), move }
}
