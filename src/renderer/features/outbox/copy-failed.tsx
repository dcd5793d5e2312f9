/** A letter that left, and whose copy could not be put into the folder of sent mail. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Letter } from '@shared/domain/letter'
import classes from './letter-view.module.css'

export function CopyFailed({
  letter: { accountId },
  copy: { failure, detail },
}: {
  readonly letter: Letter
  readonly copy: Extract<Letter['sentCopy'], { readonly state: 'failed' }>
}) {
  const t = useText()
  const again = useCoreCommand((client, how: 'retry') => client.accounts.settleChanges({ accountId, how }))
  return (
    <div className={classes['detail']} data-testid="letter-copy-failed">
      <span>{t(`write-back.failure.${failure}`)}</span>
      {detail !== '' && <code>{detail}</code>}
      <Button variant="default" size="compact-xs" loading={again.isPending} onClick={() => again.mutate('retry')}>
        {t('write-back.retry')}
      </Button>
      <ErrorNotice error={again.error} onClose={again.reset} />
    </div>
  )
}
