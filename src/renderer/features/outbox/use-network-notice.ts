/** When the network is back: how many letters waited for it, with a way to them. They are tried by themselves. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreConnection } from '@renderer/client/use-core'
import { useViewState } from '@renderer/state/view-state'
import { useEffect } from 'react'

export function useNetworkNotice(): void {
  const t = useText()
  const connection = useCoreConnection()
  const set = useViewState((state) => state.set)
  useEffect(() => {
    const say = async (): Promise<void> => {
      const client = await connection.client()
      const waiting = (await client.letters.list()).filter(
        ({ reason, state }) => state === 'queued' && reason === 'offline',
      )
      if (waiting.length === 0) return
      notifications.show({
        id: 'letters waited',
        message: t('outbox.network-back', { count: waiting.length }),
        onClick: () => set({ page: 'outbox' }),
      })
    }
    // Without a core there is nothing to say; its own bar says that.
    const back = (): void => void say().catch(() => undefined)
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [connection, set, t])
}
