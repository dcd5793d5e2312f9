/** 操作记录: everything that was done at this desk, searched, taken out as a file, and checked for changes by hand. */
import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconFileDownload, IconShieldCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { auditExportFormatSchema, type AuditExportFormat } from '@shared/domain/audit'
import classes from './audit.module.css'
import { AuditCheck } from './audit-check'
import { AuditDetailPane } from './audit-detail'
import { AuditFilters } from './audit-filters'
import { AuditList } from './audit-list'
import { useAuditView } from './audit-view'

export function AuditSection() {
  const t = useText()
  const filter = useAuditView((state) => state.filter)
  const check = useCoreCommand((client) => client.desk.verify({ quick: false }))
  const save = useCoreCommand((client, format: AuditExportFormat) => client.audit.exportAll({ filter, format }))
  const exportAs = (format: AuditExportFormat): void =>
    save.mutate(format, {
      onSuccess: (outcome) => {
        if (outcome.kind === 'done') notifications.show({ message: t('audit.exported') })
        if (outcome.kind === 'failed') {
          const message = t('export.not-saved', { detail: outcome.detail })
          notifications.show({ color: 'red', message, autoClose: false })
        }
      },
    })
  return (
    <div className={classes['section']}>
      <header className={classes['head']}>
        <div>
          <h2 className={classes['title']}>{t('settings.section.audit')}</h2>
          <p className={classes['hint']}>{t('audit.what')}</p>
        </div>
        <div className={classes['tools']}>
          <output className={classes['hint']}>{check.isPending && t('audit.checking')}</output>
          <Button
            size="xs"
            leftSection={<IconShieldCheck size={15} aria-hidden="true" />}
            title={t('audit.check-what')}
            loading={check.isPending}
            onClick={() => check.mutate(undefined)}
            data-testid="audit-check"
          >
            {t('audit.check')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconFileDownload size={15} aria-hidden="true" />}
                rightSection={<IconChevronDown size={14} aria-hidden="true" />}
                loading={save.isPending}
                data-testid="audit-export"
              >
                {t('audit.export')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {auditExportFormatSchema.options.map((format) => (
                <Menu.Item key={format} onClick={() => exportAs(format)} data-testid={`audit-export-${format}`}>
                  {t(`audit.export-${format}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <ErrorNotice error={check.error ?? save.error} onClose={check.error === null ? save.reset : check.reset} />
      {check.data !== undefined && !check.isPending && <AuditCheck report={check.data} onClose={check.reset} />}
      <AuditFilters />
      <div className={classes['panes']}>
        <Split
          id="audit"
          panels={[
            { id: 'list', min: 380, content: <AuditList /> },
            { id: 'detail', min: 240, max: 640, width: 320, content: <AuditDetailPane /> },
          ]}
        />
      </div>
    </div>
  )
}
