/** From which day on mail is work; what came before is kept for reference. */
import { Radio, Stack, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useNow } from '@renderer/state/use-now'
import { dayBefore, today } from './cut-off'
import classes from './intake-dialog.module.css'

export function CutOffFields({
  since,
  onChange,
}: {
  readonly since: string | null
  readonly onChange: (since: string | null) => void
}) {
  const t = useText()
  const zone = useDeskInfo().data?.zone
  const now = useNow()
  const month = dayBefore(now, zone, 30)
  const first = today(now, zone)
  const value = since === null ? 'all' : since === first ? 'today' : since === month ? 'month' : 'day'
  return (
    <fieldset className={classes['group']}>
      <legend id="cut-off">{t('cut-off.title')}</legend>
      <p className={classes['what']}>{t('cut-off.what')}</p>
      <Radio.Group
        value={value}
        onChange={(chosen) => onChange(chosen === 'all' ? null : chosen === 'month' ? month : first)}
        size="xs"
        aria-labelledby="cut-off"
      >
        <Stack gap={6}>
          <Radio value="today" size="xs" label={t('cut-off.today')} data-testid="cut-off-today" />
          <Radio value="month" size="xs" label={t('cut-off.month')} data-testid="cut-off-month" />
          <Radio value="all" size="xs" label={t('cut-off.all')} data-testid="cut-off-all" />
          {value === 'day' && <Radio value="day" size="xs" label={t('cut-off.day')} />}
        </Stack>
      </Radio.Group>
      {since !== null && (
        <TextInput
          className={classes['day'] ?? ''}
          size="xs"
          type="date"
          label={t('cut-off.day')}
          value={since}
          max={first}
          onChange={(event) => {
            if (/^\d{4}-\d{2}-\d{2}$/.test(event.currentTarget.value)) onChange(event.currentTarget.value)
          }}
          data-testid="cut-off-day"
        />
      )}
    </fieldset>
  )
}
