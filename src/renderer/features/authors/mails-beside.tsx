/** What the author wrote that became no piece: mail from before the cut-off day, notices, what was filed. */
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { FiledItem } from '@renderer/features/inbox/filed-item'
import list from '@renderer/features/inbox/quarantine-list.module.css'
import classes from './mails-beside.module.css'

export function MailsBeside({ authorId }: { readonly authorId: string }) {
  const t = useText()
  const mails = useCoreQuery(['submissions', 'beside', authorId], (client) => client.authors.mailsBeside({ authorId }))
  if (mails.error !== null) return <ErrorNotice error={mails.error} always />
  if (mails.data === undefined || mails.data.length === 0) return null
  return (
    <details className={classes['beside']} data-testid="mails-beside">
      <summary>{t('author.mails-beside', { count: mails.data.length })}</summary>
      <ul className={list['list']}>
        {mails.data.map((mail) => (
          <FiledItem key={mail.id} mail={mail} />
        ))}
      </ul>
    </details>
  )
}
