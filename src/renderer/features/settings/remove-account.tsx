import { Button, Group, Modal, Text } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Account } from '@shared/domain/account'

/** Asks before an account is removed, and says what stays. */
export function RemoveAccount({
  account,
  opened,
  onClose,
}: {
  readonly account: Account
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const t = useText()
  const remove = useCoreCommand((client, input: { accountId: string }) => client.accounts.remove(input))
  return (
    <Modal opened={opened} onClose={onClose} title={t('account.remove-title', { address: account.config.address })}>
      <Text mb="md">{t('account.remove-what')}</Text>
      <ErrorNotice error={remove.error} />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate({ accountId: account.id }, { onSuccess: onClose })}
          data-testid="account-remove-confirm"
        >
          {t('account.remove')}
        </Button>
      </Group>
    </Modal>
  )
}
