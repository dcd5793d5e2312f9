/** 导入邮件: mails from files or a folder, taken in beside the mailboxes; how far it is, and what came of it. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { MailImport as MailImportState } from '@shared/domain/mail-import'
import { ImportButtons, ImportFailed, ImportProgress, ImportReport, type ImportFrom } from './import-parts'
import classes from './mail-import.module.css'
import { Group } from './section'

export function MailImport() {
  const t = useText()
  const refresh = useRefresh()
  const state = useCoreQuery(['mail-import', 'state'], (client) => client.mailImport.state())
  const choose = useCoreCommand((client, what: ImportFrom) => client.mailImport.choose({ what }))
  return (
    <Group title={t('mail-import.title')}>
      <div className={classes['body']}>
        <p className={classes['what']}>{t('mail-import.what')}</p>
        <ImportButtons
          name="mail-import"
          labels={{ folder: t('mail-import.folder'), files: t('mail-import.files') }}
          running={state.data?.kind === 'running'}
          choosing={choose.isPending}
          onChoose={(from) => choose.mutate(from, { onSuccess: () => refresh('mail-import') })}
        />
        <ErrorNotice error={choose.error ?? state.error} onClose={choose.reset} />
        {state.data !== undefined && <State state={state.data} />}
      </div>
    </Group>
  )
}

function State({ state }: { readonly state: MailImportState }) {
  const t = useText()
  const cancel = useCoreCommand((client) => client.mailImport.cancel())
  switch (state.kind) {
    case 'running': {
      const { step, done, total } = state
      return (
        <ImportProgress
          name="mail-import"
          words={t(`mail-import.${step}`, { done, total: total ?? done })}
          label={t('mail-import.progress')}
          done={done}
          total={total}
          onCancel={() => cancel.mutate(undefined)}
        />
      )
    }
    case 'failed':
      return <ImportFailed words={t('mail-import.failed', { detail: state.detail })} />
    case 'idle': {
      const { report } = state
      if (report === null) return null
      const { imported, duplicates, submissions, quarantined, refusedCount } = report
      const refusedLabel = t('mail-import.refused', { count: refusedCount })
      return (
        <ImportReport
          name="mail-import"
          words={[
            ...(report.cancelled ? [t('mail-import.stopped')] : []),
            t('mail-import.done', { count: imported, duplicates, submissions }),
            ...(quarantined > 0 ? [t('mail-import.quarantined', { count: quarantined })] : []),
            ...(refusedCount > 0 ? [refusedLabel] : []),
          ]}
          refusedLabel={refusedLabel}
          refused={report.refused.map(({ path, reason }) =>
            t('mail-import.refused-one', { path, reason: t(`cli.import.reason.${reason}`) }),
          )}
        />
      )
    }
  }
}
