/** 导出: what goes with a piece when it leaves the desk for the site, 公众号 or a file. */
import { Skeleton, Switch, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { CLOSING_MAX, type ExportSettings } from '@shared/domain/export'
import { useState, type FormEvent } from 'react'
import classes from './editor-section.module.css'
import { SaveLine } from './save-line'
import { Group, Section } from './section'

export function ExportSection() {
  const t = useText()
  const info = useDeskInfo().data
  return (
    <Section title={t('settings.section.export')} what={t('settings.export.what')}>
      {info === undefined ? <Skeleton height={180} /> : <ExportForm settings={info.exportSettings} />}
    </Section>
  )
}

function ExportForm({ settings }: { readonly settings: ExportSettings }) {
  const t = useText()
  const [draft, setDraft] = useState(settings)
  const save = useCoreCommand((client, input: ExportSettings) => client.desk.setExportSettings(input))
  const change = (part: Partial<ExportSettings>): void => {
    setDraft({ ...draft, ...part })
    save.reset()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(draft)
  }
  return (
    <Group>
      <form className={classes['form']} onSubmit={submit}>
        <Switch
          label={t('settings.export.byline')}
          checked={draft.byline}
          onChange={(event) => change({ byline: event.currentTarget.checked })}
          data-testid="settings-export-byline"
        />
        <Switch
          label={t('settings.export.bio')}
          checked={draft.bio}
          onChange={(event) => change({ bio: event.currentTarget.checked })}
          data-testid="settings-export-bio"
        />
        <Textarea
          label={t('settings.export.statement')}
          description={t('settings.export.statement-what')}
          placeholder={t('settings.export.statement-example')}
          value={draft.statement}
          onChange={(event) => change({ statement: event.currentTarget.value })}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={CLOSING_MAX}
          data-testid="settings-export-statement"
        />
        <Textarea
          label={t('settings.export.closing')}
          description={t('settings.export.closing-what')}
          value={draft.closing}
          onChange={(event) => change({ closing: event.currentTarget.value })}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={CLOSING_MAX}
          data-testid="settings-export-closing"
        />
        <ErrorNotice error={save.error} />
        <SaveLine
          saved={save.isSuccess}
          busy={save.isPending}
          unchanged={JSON.stringify(draft) === JSON.stringify(settings)}
          testId="settings-export-save"
        />
      </form>
    </Group>
  )
}
