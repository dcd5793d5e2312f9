/** Records that were merged into one, each with the way to take it apart again. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import type { AuthorRecord } from '@shared/domain/author'
import { useState } from 'react'
import { ChangeDialog } from './change-dialog'
import classes from './parts.module.css'

export function MergedRecords({ merged }: { readonly merged: AuthorRecord['merged'] }) {
  const t = useText()
  const [parting, setParting] = useState<AuthorRecord['merged'][number] | null>(null)
  const unmerge = useCoreCommand((client, input: { otherId: string; reason: string }) => client.authors.unmerge(input))
  if (merged.length === 0) return null
  const close = (): void => {
    setParting(null)
    unmerge.reset()
  }
  return (
    <section className={classes['section']}>
      <h3 className={classes['title']}>{t('merge.merged')}</h3>
      <ul className={classes['list']}>
        {merged.map((other) => (
          <li key={other.id} className={classes['card']} data-testid="merged-record">
            <div className={classes['line']}>
              <b>{other.name || t('author.nameless')}</b>
              <span className={classes['quiet']}>{other.address}</span>
              <DateText at={other.at} className={`${classes['when']} ${classes['push']}`} />
            </div>
            <div className={classes['actions']}>
              <Button size="compact-xs" variant="default" data-testid="unmerge" onClick={() => setParting(other)}>
                {t('merge.undo')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ChangeDialog
        opened={parting !== null}
        title={t('merge.undo-title', { name: parting?.name || parting?.address || t('author.nameless') })}
        reasonLabel={t('author.reason')}
        reasonNeeded
        explanation={t('merge.undo-note')}
        error={unmerge.error}
        pending={unmerge.isPending}
        onChange={(reason) => parting !== null && unmerge.mutate({ otherId: parting.id, reason }, { onSuccess: close })}
        onClose={close}
      />
    </section>
  )
}
