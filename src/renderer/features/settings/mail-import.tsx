/** 导入邮件: mails from files or a folder, taken in beside the mailboxes; how far it is, and what came of it. */
import { Button, Progress } from '@mantine/core'
import { IconFileImport, IconFolderOpen } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { MailImport as MailImportState } from '@shared/domain/mail-import'
import classes from './mail-import.module.css'
import { Group } from './section'

export function MailImport() {
  const t = useText()
  const refresh = useRefresh()
  const state = useCoreQuery(['mail-import', 'state'], (client) => client.mailImport.state())
  const choose = useCoreCommand((client, what: 'folder' | 'files') => client.mailImport.choose({ what }))
  const running = state.data?.kind === 'running'
  const start = (what: 'folder' | 'files'): void => choose.mutate(what, { onSuccess: () => refresh('mail-import') })
  return (
    <Group title={t('mail-import.title')}>
      <div className={classes['body']}>
        <p className={classes['what']}>{t('mail-import.what')}</p>
        <div className={classes['actions']}>
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
            disabled={running || choose.isPending}
            onClick={() => start('folder')}
            data-testid="mail-import-folder"
          >
            {t('mail-import.folder')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileImport size={15} aria-hidden="true" />}
            disabled={running || choose.isPending}
            onClick={() => start('files')}
            data-testid="mail-import-files"
          >
            {t('mail-import.files')}
          </Button>
        </div>
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
        <div className={classes['state']}>
          <output>{t(`mail-import.${step}`, { done, total: total ?? done })}</output>
          <Progress
            value={total === null || total === 0 ? 100 : (done / total) * 100}
            animated={total === null}
            aria-label={t('mail-import.progress')}
          />
          <div>
            <Button variant="default" onClick={() => cancel.mutate(undefined)} data-testid="mail-import-cancel">
              {t('action.cancel')}
            </Button>
          </div>
        </div>
      )
    }
    case 'failed':
      return (
        <p className={classes['state']} role="alert">
          {t('mail-import.failed', { detail: state.detail })}
        </p>
      )
    case 'idle': {
      const { report } = state
      if (report === null) return null
      return (
        <div className={classes['state']} data-testid="mail-import-report">
          <output>
            {report.cancelled && t('mail-import.stopped')}
            {t('mail-import.done', {
              count: report.imported,
              duplicates: report.duplicates,
              submissions: report.submissions,
            })}
            {report.quarantined > 0 && t('mail-import.quarantined', { count: report.quarantined })}
          </output>
          {report.refusedCount > 0 && (
            <>
              <span>{t('mail-import.refused', { count: report.refusedCount })}</span>
              <ul className={classes['refused']} aria-label={t('mail-import.refused', { count: report.refusedCount })}>
                {report.refused.map(({ path, reason }) => (
                  <li key={path}>{t('mail-import.refused-one', { path, reason: t(`cli.import.reason.${reason}`) })}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )
    }
  }
}
