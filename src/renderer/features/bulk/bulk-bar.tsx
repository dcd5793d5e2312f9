/** Over the list while rows are ticked: how many, and what can be done with them. */
import { Button } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useTicked } from '@renderer/state/ticked'
import classes from './bulk.module.css'

export function BulkBar() {
  const t = useText()
  const { ids, clear, setDialogOpen } = useTicked()
  const open = (): void => setDialogOpen(true)
  useKeys({ 'list.decide-ticked': open }, { enabled: ids.length > 0 })
  if (ids.length === 0) return null
  return (
    <div className={classes['bar']} data-testid="bulk-bar">
      <IconChecks size={16} aria-hidden="true" />
      <output className={classes['ticked']}>{t('bulk.ticked', { count: ids.length })}</output>
      <Button
        variant="light"
        rightSection={<KeyHint action="list.decide-ticked" onButton />}
        onClick={open}
        data-testid="bulk-open"
      >
        {t('bulk.open')}
      </Button>
      <Button variant="subtle" color="gray" onClick={clear} data-testid="bulk-clear">
        {t('bulk.clear')}
      </Button>
    </div>
  )
}
