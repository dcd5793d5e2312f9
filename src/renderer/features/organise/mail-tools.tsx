/** What can be done with one mail of a piece. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { KeyHint } from '@renderer/components/key-hint'
import { useOrganiseDialog } from '@renderer/state/organise'
import { useOrganise } from './use-organise'
import classes from './organise.module.css'

export function MailTools({ hash }: { readonly hash: string }) {
  const t = useText()
  const show = useOrganiseDialog((state) => state.show)
  const { act, busy } = useOrganise()
  return (
    <div className={classes['tools']}>
      <Button
        variant="default"
        rightSection={<KeyHint action="mail.sort" onButton />}
        data-testid="mail-sort"
        onClick={() => show({ kind: 'sort', hash })}
      >
        {t('organise.sort.do')}
      </Button>
      <Button
        variant="default"
        loading={busy}
        data-testid="mail-split"
        onClick={() => act({ run: (client) => client.organise.split({ hash }), done: t('organise.split.done') })}
      >
        {t('organise.split.do')}
      </Button>
      <Button variant="default" data-testid="mail-move" onClick={() => show({ kind: 'move', hash })}>
        {t('organise.move.do')}
      </Button>
    </div>
  )
}
