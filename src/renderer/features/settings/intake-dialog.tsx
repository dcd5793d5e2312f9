/** 收什么、写回什么: the folders of an account, its Sent folder, the cut-off date, what is changed on the server. */
import { Button, Group, Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Account } from '@shared/domain/account'
import type { IntakeSettings } from '@shared/domain/intake'
import { useState, type FormEvent } from 'react'
import { CutOffFields } from './cut-off-fields'
import { FolderFields } from './folder-fields'
import classes from './intake-dialog.module.css'
import { SentFields } from './sent-fields'
import { WriteBackFields } from './write-back-fields'

interface Props {
  readonly account: Account
  readonly opened: boolean
  readonly onClose: () => void
}

export function IntakeDialog({ account, opened, onClose }: Props) {
  const t = useText()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('intake.title', { address: account.config.address })}
      size={640}
      closeOnClickOutside={false}
    >
      {opened && <IntakeForm account={account} onClose={onClose} />}
    </Modal>
  )
}

function IntakeForm({ account, onClose }: Omit<Props, 'opened'>) {
  const t = useText()
  const { config } = account
  const [settings, setSettings] = useState<IntakeSettings>(account.intake)
  const listed = useCoreQuery(
    ['account-folders', account.id],
    (client) => client.accounts.folders({ accountId: account.id }),
    { enabled: config.kind === 'imap' },
  )
  const save = useCoreCommand((client, input: IntakeSettings) =>
    client.accounts.setIntake({ accountId: account.id, settings: input }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(settings, { onSuccess: onClose })
  }
  const shared = { settings, onChange: setSettings }
  return (
    <form className={classes['form']} onSubmit={submit} data-testid="intake-form">
      {config.kind === 'imap' && (
        <>
          <FolderFields {...shared} own={config.folder} list={listed.data} loading={listed.isPending} />
          <ErrorNotice error={listed.error} />
          <SentFields {...shared} list={listed.data} />
        </>
      )}
      <CutOffFields since={settings.since} onChange={(since) => setSettings({ ...settings, since })} />
      {config.kind === 'imap' && <WriteBackFields {...shared} list={listed.data} />}
      <ErrorNotice error={save.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending} data-testid="intake-save">
          {t('action.save')}
        </Button>
      </Group>
    </form>
  )
}
