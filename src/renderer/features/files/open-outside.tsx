/** Before a stranger's file goes to a program of the system: what it is, and for what may carry macros a second question. */
import { Alert, Button, Checkbox, Group, Modal } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { NamedRef } from '@renderer/state/files-view'
import type { FileDanger } from '@shared/domain/file'
import { extensionOf } from '@shared/files/file-danger'
import { useState } from 'react'
import classes from './dialogs.module.css'

export function OpenOutside({
  file,
  danger,
  onClose,
}: {
  readonly file: NamedRef
  readonly danger: FileDanger
  readonly onClose: () => void
}) {
  const t = useText()
  const [meant, setMeant] = useState(false)
  const open = useCoreCommand((client, evenIfMacro: boolean) =>
    client.files.openOutside({ file: file.ref, evenIfMacro }),
  )
  const isMacro = danger === 'macro'
  const outcome = open.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('file.outside.title')}
      attributes={{ content: { 'data-testid': 'open-outside' } }}
    >
      <div className={classes['form']}>
        <p className={classes['text']}>
          {t('file.outside.what', { name: file.filename, type: extensionOf(file.filename).toUpperCase() || '?' })}
        </p>
        <p className={classes['text']}>{t('file.outside.warning')}</p>
        {isMacro && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={16} />}>
            {t('file.outside.macro')}
          </Alert>
        )}
        {isMacro && (
          <Checkbox
            label={t('file.outside.macro-meant')}
            checked={meant}
            onChange={(event) => setMeant(event.currentTarget.checked)}
            data-testid="open-outside-meant"
          />
        )}
        <ErrorNotice error={open.error} />
        {outcome?.kind === 'failed' && (
          <Alert color="red" variant="light" role="alert">
            {t('file.outside.failed', { detail: outcome.detail })}
          </Alert>
        )}
        {outcome?.kind === 'refused' && (
          <Alert color="red" variant="light" role="alert">
            {t('file.outside.refused')}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button
            disabled={isMacro && !meant}
            loading={open.isPending}
            onClick={() => open.mutate(isMacro, { onSuccess: ({ kind }) => kind === 'done' && onClose() })}
            data-testid="open-outside-confirm"
          >
            {t('file.outside.confirm')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
