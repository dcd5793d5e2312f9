/** The ways into 初筛: a button in the title bar, and a line over the list while letters of an earlier round have not left. */
import { Button } from '@mantine/core'
import { IconFilterCheck, IconMailPause } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import classes from './triage-entry.module.css'

/** Shown in the inbox while the mode is off. */
export function TriageButton() {
  const t = useText()
  const { mode, enter } = useTriage()
  const shown = useViewState((state) => state.page === 'inbox') && mode === 'off'
  const count = useDeskCounts().data?.triage ?? 0
  useKeys({ 'triage.enter': enter }, { enabled: shown })
  if (!shown) return null
  return (
    <Button
      variant="light"
      size="compact-sm"
      leftSection={<IconFilterCheck size={15} />}
      rightSection={<KeyHint action="triage.enter" />}
      title={t('triage.enter-hint', { count })}
      data-testid="triage-enter"
      onClick={enter}
    >
      {t('triage.enter')}
    </Button>
  )
}

export function HeldNotice() {
  const t = useText()
  const onInbox = useViewState((state) => state.page === 'inbox')
  const enterLetters = useTriage((state) => state.enterLetters)
  const held = useDeskCounts().data?.held ?? 0
  if (!onInbox || held === 0) return null
  return (
    <div className={classes['held']} data-testid="triage-held-notice">
      <IconMailPause size={16} aria-hidden="true" />
      <span>{t('triage.waiting-letters', { count: held })}</span>
      <Button variant="default" data-testid="triage-held-look" onClick={enterLetters}>
        {t('triage.look-at-letters')}
      </Button>
    </div>
  )
}
