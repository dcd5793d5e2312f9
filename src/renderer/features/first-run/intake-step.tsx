/** 收什么: what will come in, honestly, and where to go from here. */
import { IconHelpCircle, IconInbox, IconRefresh } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { CutOffFields } from '@renderer/features/settings/cut-off-fields'
import classes from './first-run.module.css'

const pointers = [
  { key: 'inbox', icon: IconInbox },
  { key: 'slow', icon: IconRefresh },
  { key: 'help', icon: IconHelpCircle },
] as const

export function IntakeStep({
  connected,
  since,
  onSince,
}: {
  readonly connected: boolean
  readonly since: string | null
  readonly onSince: (since: string | null) => void
}) {
  const t = useText()
  const shown = connected ? pointers : pointers.filter(({ key }) => key !== 'slow')
  return (
    <div className={classes['content']}>
      <p className={classes['what']}>{connected ? t('first-run.intake-what') : t('first-run.intake-none')}</p>
      {connected && (
        <div className={classes['fields']}>
          <CutOffFields since={since} onChange={onSince} />
        </div>
      )}
      {connected && <h2 className={classes['subtitle']}>{t('first-run.then')}</h2>}
      <ul className={classes['pointers']}>
        {shown.map(({ key, icon: PointerIcon }) => (
          <li key={key}>
            <PointerIcon size={18} stroke={1.7} aria-hidden="true" />
            {t(`first-run.then.${key}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
