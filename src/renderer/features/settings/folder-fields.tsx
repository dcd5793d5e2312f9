/** Which folders of the server are taken in, with what lies in them. */
import { Checkbox, Loader } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { FolderList, MailFolder } from '@shared/domain/account'
import type { IntakeSettings } from '@shared/domain/intake'
import classes from './intake-dialog.module.css'

interface Props {
  readonly settings: IntakeSettings
  readonly onChange: (settings: IntakeSettings) => void
  /** The account's own folder, which is always taken in. */
  readonly own: string
  readonly list: FolderList | undefined
  readonly loading: boolean
}

/** Folders that hold no mail of others: taking them in makes no sense. */
const NOT_OFFERED = new Set(['\\Drafts', '\\Trash', '\\Sent', '\\All'])

export function FolderFields({ settings, onChange, own, list, loading }: Props) {
  const t = useText()
  const toggle = (path: string, on: boolean): void => {
    const others = settings.folders.filter((one) => one !== path)
    onChange({ ...settings, folders: on ? [...others, path] : others })
  }
  return (
    <fieldset className={classes['group']} data-testid="intake-folders">
      <legend>{t('intake.folders')}</legend>
      {loading && (
        <p className={classes['what']}>
          <Loader size={14} /> {t('intake.folders-loading')}
        </p>
      )}
      {list?.kind === 'failed' && (
        <p className={classes['what']} data-testid="intake-folders-failed">
          {t('intake.folders-failed', { reason: t(`connection.${list.failure.code}`) })}
        </p>
      )}
      <ul className={classes['folders']}>
        {offered(list, own, settings.folders).map((folder) => (
          <li key={folder.path} className={classes['folder']}>
            <Checkbox
              size="xs"
              label={folder.path}
              checked={folder.path === own || settings.folders.includes(folder.path)}
              disabled={folder.path === own}
              onChange={(event) => toggle(folder.path, event.currentTarget.checked)}
              data-testid="intake-folder"
            />
            {folder.messages !== null && (
              <span className={classes['count']}>{t('intake.folder-count', { count: folder.messages })}</span>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** What can be chosen; what is chosen already is shown even when the server does not list it. */
function offered(list: FolderList | undefined, own: string, chosen: readonly string[]): MailFolder[] {
  const listed = list?.kind === 'listed' ? list.folders : []
  const shown = listed.filter(
    ({ path, selectable, specialUse }) =>
      selectable && (path === own || chosen.includes(path) || !NOT_OFFERED.has(specialUse ?? '')),
  )
  const missing = [own, ...chosen].filter((path) => shown.every((folder) => folder.path !== path))
  const unlisted = missing.map((path): MailFolder => ({
    path,
    specialUse: null,
    selectable: true,
    messages: null,
    unseen: null,
  }))
  return [...unlisted, ...shown].toSorted((one, other) => Number(other.path === own) - Number(one.path === own))
}
