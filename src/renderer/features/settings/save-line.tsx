import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import classes from './editor-section.module.css'

/** The end of a form of settings: its button, and that it was saved. */
export function SaveLine({
  saved,
  busy,
  unchanged,
  testId,
}: {
  readonly saved: boolean
  readonly busy: boolean
  readonly unchanged: boolean
  readonly testId: string
}) {
  const t = useText()
  return (
    <div className={classes['save']}>
      <Button type="submit" loading={busy} disabled={unchanged} data-testid={testId}>
        {t('action.save')}
      </Button>
      <output className={classes['saved']}>
        {saved && (
          <>
            <IconCheck size={16} aria-hidden="true" /> {t('settings.saved')}
          </>
        )}
      </output>
    </div>
  )
}
