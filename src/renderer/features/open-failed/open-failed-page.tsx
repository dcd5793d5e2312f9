/** Shown instead of the desk when its profile could not be opened: what happened, what is safe, what to do. */
import { Button, Group } from '@mantine/core'
import type { OpenFailureMessage } from '@shared/shell-messages'
import { IconDatabaseOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'

export function OpenFailedPage({ failure }: { readonly failure: OpenFailureMessage }) {
  const t = useText()
  return (
    <EmptyState
      testId="open-failed"
      icon={<IconDatabaseOff size={40} />}
      title={t(`open-failed.${failure.code}`)}
      actions={
        <Group gap="xs">
          <Button data-autofocus onClick={() => window.tougaoShell?.reopen()}>
            {t('action.retry')}
          </Button>
          <Button variant="default" onClick={() => window.tougaoShell?.showProfile()}>
            {t('open-failed.show-profile')}
          </Button>
          <Button variant="default" onClick={() => window.tougaoShell?.quit()}>
            {t('open-failed.quit')}
          </Button>
        </Group>
      }
    >
      <p role="alert">{t(`open-failed.${failure.code}-what`, parametersOf(failure))}</p>
      <p>{t(`open-failed.${failure.code}-do`)}</p>
    </EmptyState>
  )
}

function parametersOf(failure: OpenFailureMessage): Record<string, string | number> {
  switch (failure.code) {
    case 'damaged':
    case 'not-writable':
    case 'disk-full':
      return { detail: failure.detail }
    case 'newer':
      return { found: failure.found, known: failure.known }
    case 'locked':
    case 'no-profile':
      return {}
  }
}
