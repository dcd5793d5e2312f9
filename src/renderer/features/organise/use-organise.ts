/** Does something with a mail or a piece, says what was done, and offers the way back while it counts down. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import type { CoreClient } from '@renderer/client/core-client'
import { useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { Organised, UndoRange } from '@shared/domain/work-item'
import { useState } from 'react'

/** Ways back that are on screen, the oldest first. More than a few would cover the list, and the newest would have to wait. */
const offered: (() => void)[] = []
const OFFERED_MAX = 3

function makeRoom(): void {
  while (offered.length >= OFFERED_MAX) offered.shift()?.()
}

/** Seconds in which the last act can be taken back with one key. */
const UNDO_SECONDS = 12

export interface Act {
  readonly run: (client: CoreClient) => Promise<Organised>
  /** What was done, said once it is. */
  readonly done: string
  readonly after?: (organised: Organised) => void
}

export function useOrganise() {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const [busy, setBusy] = useState(false)
  const refreshAll = (): void => refresh('submissions', 'manuscripts', 'annotations', 'letters', 'authors', 'desk')
  // Not a mutation of the component's: the dialog that starts an act closes before it is done.
  const perform = async (what: Act): Promise<void> => {
    setBusy(true)
    try {
      const organised = await what.run(await connection.client())
      refreshAll()
      what.after?.(organised)
      if (organised.undo === null) notifications.show({ message: t('organise.nothing-changed') })
      else offer(organised.undo, what.done)
    } catch (error) {
      reportError(error)
    } finally {
      setBusy(false)
    }
  }
  const offer = (undo: UndoRange, message: string): void => {
    makeRoom()
    const withdraw = offerUndo({
      id: `organise ${undo.first}`,
      message,
      seconds: UNDO_SECONDS,
      testId: 'organise-undo',
      undo: async () => {
        await (await connection.client()).organise.undo(undo)
        refreshAll()
      },
      onError: reportError,
    })
    offered.push(withdraw)
  }
  return { act: (what: Act) => void perform(what), busy }
}
