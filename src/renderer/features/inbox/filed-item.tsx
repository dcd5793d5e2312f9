/** A mail that is in no piece: made one, or put into one. */
import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { useOrganise } from '@renderer/features/organise/use-organise'
import { useOrganiseDialog } from '@renderer/state/organise'
import { useViewState } from '@renderer/state/view-state'
import type { FiledMail } from '@shared/domain/work-item'
import classes from './quarantine-list.module.css'

export function FiledItem({ mail }: { readonly mail: FiledMail }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const show = useOrganiseDialog((state) => state.show)
  const { act, busy } = useOrganise()
  const hash = mail.id
  return (
    <li className={classes['item']} data-testid="filed-mail">
      <IconMail className={classes['plainIcon']} size={20} aria-hidden="true" />
      <div className={classes['words']}>
        <p className={classes['reason']}>
          {mail.from.name || mail.from.address || t('author.nameless')}
          <Chip>{t(`mail-kind.${mail.kind}`)}</Chip>
          {mail.history && <Chip>{t('organise.filed.history')}</Chip>}
          <DateText at={mail.date} as="moment" className={classes['time'] ?? ''} />
        </p>
        <p>{mail.subject || t('subject.none')}</p>
        {mail.preview !== '' && <p className={classes['preview']}>{mail.preview}</p>}
      </div>
      <div className={classes['actions']}>
        <Button
          variant="default"
          loading={busy}
          data-testid="filed-make"
          onClick={() =>
            act({
              run: (client) => client.organise.correct({ hash, kind: 'submission' }),
              done: t('organise.sorted.submission'),
              after: ({ submissionId }) => {
                if (submissionId !== null) set({ page: 'inbox', inboxFilter: 'open', submissionId })
              },
            })
          }
        >
          {t('organise.filed.make')}
        </Button>
        <Button variant="default" data-testid="filed-sort" onClick={() => show({ kind: 'sort', hash })}>
          {t('organise.sort.do')}
        </Button>
      </div>
    </li>
  )
}
