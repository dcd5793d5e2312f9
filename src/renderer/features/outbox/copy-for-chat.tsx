/** 复制到微信: the letter's words on the clipboard, and a note that it was said there. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import classes from './letter-actions.module.css'

export function CopyForChat({ letterId }: { readonly letterId: string }) {
  const t = useText()
  const copy = useCoreCommand(async (client, id: string) => {
    const { text } = await client.letters.copyForChat({ letterId: id })
    await navigator.clipboard.writeText(text)
  })
  return (
    <>
      <Button
        className={classes['aside'] ?? ''}
        variant="subtle"
        color="gray"
        leftSection={<IconCopy size={15} aria-hidden="true" />}
        loading={copy.isPending}
        data-testid="letter-copy-chat"
        onClick={() =>
          copy.mutate(letterId, { onSuccess: () => void notifications.show({ message: t('outbox.copied-chat') }) })
        }
      >
        {t('outbox.copy-chat')}
      </Button>
      <ErrorNotice error={copy.error} onClose={copy.reset} />
    </>
  )
}
