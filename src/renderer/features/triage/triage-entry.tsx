/** The way into 初筛 beside the inbox's filters, and the letters of an earlier round that have not left. */
import { Button } from '@mantine/core'
import { IconFilterCheck, IconMailPause } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import type { ReactNode } from 'react'
import classes from './triage-entry.module.css'

export function TriageEntry({ children }: { readonly children: ReactNode }) {
  const t = useText()
  const onInbox = useViewState((state) => state.page === 'inbox')
  const { enter, enterLetters } = useTriage()
  const counts = useDeskCounts().data
  useKeys({ 'triage.enter': enter }, { enabled: onInbox })
  if (!onInbox) return children
  const count = counts?.triage ?? 0
  const held = counts?.held ?? 0
  return (
    <>
      <div className={classes['line']}>
        {children}
        <Button
          variant="light"
          leftSection={<IconFilterCheck size={15} />}
          rightSection={<KeyHint action="triage.enter" />}
          title={t('triage.enter-hint', { count })}
          data-testid="triage-enter"
          onClick={enter}
        >
          {t('triage.enter')}
        </Button>
      </div>
      {held > 0 && (
        <div className={classes['held']} data-testid="triage-held-notice">
          <IconMailPause size={16} aria-hidden="true" />
          <span>{t('triage.waiting-letters', { count: held })}</span>
          <Button variant="default" data-testid="triage-held-look" onClick={enterLetters}>
            {t('triage.look-at-letters')}
          </Button>
        </div>
      )}
    </>
  )
}
