/** 另存为: the system's dialog asks where; the result is said. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import type { NamedRef } from '@renderer/state/files-view'

export function useSaveFile(): (file: NamedRef) => void {
  const t = useText()
  const reportError = useReportError()
  const save = useCoreCommand((client, { ref }: NamedRef) => client.files.save({ file: ref }))
  return (file) =>
    save.mutate(file, {
      onSuccess: (outcome) => {
        const name = file.filename
        if (outcome.kind === 'done') notifications.show({ message: t('file.saved', { name }) })
        if (outcome.kind === 'failed') {
          notifications.show({
            color: 'red',
            message: t('file.save-failed', { name, detail: outcome.detail }),
          })
        }
      },
      onError: reportError,
    })
}
