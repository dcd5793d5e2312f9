/** Where the mail lies that colleagues sent with other programs, and whether the desk's own letters are copied there. */
import { Autocomplete, Checkbox, Radio, Stack } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { FolderList } from '@shared/domain/account'
import type { IntakeSettings } from '@shared/domain/intake'
import classes from './intake-dialog.module.css'
import { folderNames } from './folder-names'

const kinds = ['auto', 'folder', 'off'] as const

export function SentFields({
  settings,
  onChange,
  list,
}: {
  readonly settings: IntakeSettings
  readonly onChange: (settings: IntakeSettings) => void
  readonly list: FolderList | undefined
}) {
  const t = useText()
  const { sent } = settings
  const found =
    list?.kind === 'listed' ? list.folders.find(({ specialUse }) => specialUse === '\\Sent')?.path : undefined
  const choose = (kind: string): void => {
    const chosen = kinds.find((one) => one === kind) ?? 'auto'
    onChange({ ...settings, sent: chosen === 'folder' ? { kind: 'folder', path: found ?? 'Sent' } : { kind: chosen } })
  }
  return (
    <fieldset className={classes['group']}>
      <legend id="intake-sent">{t('intake.sent')}</legend>
      <p className={classes['what']}>{t('intake.sent-what')}</p>
      <Radio.Group value={sent.kind} onChange={choose} size="xs" aria-labelledby="intake-sent">
        <Stack gap={6}>
          <Radio
            value="auto"
            size="xs"
            label={found === undefined ? t('intake.sent-auto') : t('intake.sent-found', { path: found })}
            data-testid="intake-sent-auto"
          />
          <Radio value="folder" size="xs" label={t('intake.sent-folder')} data-testid="intake-sent-folder" />
          <Radio value="off" size="xs" label={t('intake.sent-off')} data-testid="intake-sent-off" />
        </Stack>
      </Radio.Group>
      {sent.kind === 'folder' && (
        <Autocomplete
          size="xs"
          aria-label={t('intake.sent-folder')}
          value={sent.path}
          onChange={(path) => onChange({ ...settings, sent: { kind: 'folder', path } })}
          data={folderNames(list)}
          maxLength={500}
          required
        />
      )}
      <Checkbox
        size="xs"
        label={t('intake.sent-copies')}
        description={t('intake.sent-copies-what')}
        checked={settings.sentCopies !== 'off'}
        onChange={(event) => onChange({ ...settings, sentCopies: event.currentTarget.checked ? 'keep' : 'off' })}
        data-testid="intake-sent-copies"
      />
    </fieldset>
  )
}
