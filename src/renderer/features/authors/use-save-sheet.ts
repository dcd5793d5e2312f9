/** Saves what the core makes; the system's dialog asks where, and the result is said. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import type { CoreClient } from '@renderer/client/core-client'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import type { Locale } from '@shared/i18n/translate'
import type { OutsideOutcome } from '@shared/shell-messages'

export function useSaveSheet(make: (client: CoreClient, locale: Locale) => Promise<OutsideOutcome>): () => void {
  const t = useText()
  const reportError = useReportError()
  const locale = useViewState((state) => state.locale)
  const save = useCoreCommand(make)
  return () =>
    save.mutate(locale, {
      onSuccess: (outcome) => {
        if (outcome.kind === 'done') notifications.show({ message: t('sheet.saved') })
        if (outcome.kind === 'failed') {
          notifications.show({ color: 'red', message: t('sheet.save-failed-why', { detail: outcome.detail }) })
        }
      },
      onError: reportError,
    })
}
