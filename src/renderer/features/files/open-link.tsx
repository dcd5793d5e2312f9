/** Before a link of a mail goes to the system's browser: its whole host, and that a download is not looked at by the desk. */
import { Alert, Button, Group, Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { GuardedLink } from '@shared/domain/file'
import classes from './dialogs.module.css'

export function OpenLink({ link, onClose }: { readonly link: GuardedLink; readonly onClose: () => void }) {
  const t = useText()
  const open = useCoreCommand((client) => client.links.open({ messageHash: link.messageHash, index: link.index }))
  const outcome = open.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('link.open-title')}
      attributes={{ content: { 'data-testid': 'open-link' } }}
    >
      <div className={classes['form']}>
        <p className={classes['text']}>{t('link.open-what')}</p>
        <span className={classes['host']} data-testid="open-link-host">
          {link.host}
        </span>
        <p className={classes['text']}>{t('link.open-then')}</p>
        <ErrorNotice error={open.error} />
        {(outcome?.kind === 'failed' || outcome?.kind === 'refused') && (
          <Alert color="red" variant="light" role="alert">
            {t('link.open-failed')}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button
            loading={open.isPending}
            onClick={() => open.mutate(undefined, { onSuccess: ({ kind }) => kind === 'done' && onClose() })}
            data-testid="open-link-confirm"
          >
            {t('link.open-confirm')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
