/** A quiet bar when the core went away and came back. */
import { useCoreConnection } from '@renderer/client/use-core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useText } from './i18n'
import classes from './core-status.module.css'

const SHOWN_FOR = 8000

export function CoreStatusBar() {
  const t = useText()
  const connection = useCoreConnection()
  const status = useSyncExternalStore(connection.subscribe, connection.status)
  const generation = useSyncExternalStore(connection.subscribe, connection.generation)
  const [seenGeneration, setSeenGeneration] = useState(generation)

  useEffect(() => {
    if (generation === seenGeneration) return
    // The first start is no news.
    const timer = setTimeout(() => setSeenGeneration(generation), generation > 1 ? SHOWN_FOR : 0)
    return () => clearTimeout(timer)
  }, [generation, seenGeneration])

  const restarted = status === 'ready' && generation > 1 && generation !== seenGeneration
  const words = status === 'restarting' ? t('core.restarting') : restarted ? t('core.restarted') : ''
  return (
    <output
      className={classes['bar']}
      data-testid="core-status"
      data-core={status}
      data-empty={words === '' || undefined}
    >
      {words}
    </output>
  )
}
