/** The way back from moves, one at a time, as far as one likes: by the offer while it counts down, by the key as long as one is here. */
import { notifications } from '@mantine/notifications'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { refusalOf, useCoreConnection } from '@renderer/client/use-core'
import { reportError, sayError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { PublicationRequest } from '@shared/domain/publication'
import { useCalendar, type Moved } from '@renderer/state/calendar'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { inOrder, isUnderWay } from './in-order'

export function useMoveBack(): {
  /** A move was recorded: says so, with the way back. */
  readonly remember: (move: Moved) => void
  readonly failed: (error: unknown) => void
  /** Takes the newest move back; false: there is none. */
  readonly undo: () => void | false
} {
  const t = useText()
  const { today } = useFormat()
  const connection = useCoreConnection()
  const refresh = useRefresh()
  const seconds = useDeskInfo().data?.undoSeconds ?? 0
  const { remember: push, forget, set } = useCalendar()

  const failed = (error: unknown): void => {
    if (refusalOf(error) === null) reportError(error)
    else notifications.show({ color: 'red', message: sayError(t, error), autoClose: false })
  }

  const offer = (message: string): void => {
    if (seconds === 0) notifications.show({ message })
    else
      offerUndo({
        id: 'calendar',
        message,
        seconds,
        testId: 'publication-undo',
        undo: () => inOrder(takeBack),
        onError: failed,
      })
  }

  const takeBack = async (): Promise<void> => {
    const last = useCalendar.getState().moved.at(-1)
    if (last === undefined) return
    const { submissionId, title, from, to } = last
    const client = await connection.client()
    const { row } = await client.submissions.show({ submissionId })
    // Whatever comes of it, the one before it is next.
    forget(last)
    if (row.publication.kind !== 'scheduled' || row.publication.date !== to) {
      notifications.show({ message: t('calendar.undo-changed', { title }) })
      return
    }
    if (from.date < today) {
      notifications.show({ message: t('calendar.refused-past') })
      return
    }
    const { date, column, channels } = from
    const plan = { date, column, channels: [...channels] }
    const request: PublicationRequest = { step: 'reschedule', plan, reason: t('publication.undone') }
    await client.publication.change({ submissionId, request, letter: null })
    set({ day: from.date, pieceId: submissionId })
    refresh('submissions', 'authors', 'desk')
    const left = useCalendar.getState().moved.length
    if (left === 0) notifications.show({ message: t('calendar.undone', { title }) })
    else offer(t('calendar.undone-more', { title, count: left }))
  }

  return {
    failed,
    remember: (move) => {
      push(move)
      refresh('submissions', 'authors', 'desk')
      offer(t('publication.did-reschedule', { title: move.title }))
    },
    undo: () => {
      if (useCalendar.getState().moved.length === 0 && !isUnderWay()) return false
      void inOrder(takeBack).catch(failed)
    },
  }
}
