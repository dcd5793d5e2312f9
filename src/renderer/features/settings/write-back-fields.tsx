/** What is changed in the mailbox: nothing, unless it is switched on here. */
import { Autocomplete, Switch } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { FolderList } from '@shared/domain/account'
import type { IntakeSettings, WriteBack } from '@shared/domain/intake'
import { folderNames } from './folder-names'
import classes from './intake-dialog.module.css'

/** States that a folder makes sense for. */
const states = ['accepted', 'revising', 'rejected', 'reserved', 'withdrawn', 'junk'] as const

export function WriteBackFields({
  settings,
  onChange,
  list,
}: {
  readonly settings: IntakeSettings
  readonly onChange: (settings: IntakeSettings) => void
  readonly list: FolderList | undefined
}) {
  const t = useText()
  const { writeBack } = settings
  const change = (next: Partial<WriteBack>): void => onChange({ ...settings, writeBack: { ...writeBack, ...next } })
  const moves = Object.keys(writeBack.folders).length > 0
  const canMove = list?.kind !== 'listed' || list.canMove
  const on = writeBack.seen || writeBack.keywords || moves
  return (
    <fieldset className={classes['group']} data-testid="write-back">
      <legend>{t('write-back.title')}</legend>
      <p className={classes['what']}>{on ? t('write-back.on') : t('write-back.off')}</p>
      <Switch
        size="xs"
        label={t('write-back.seen')}
        checked={writeBack.seen}
        onChange={(event) => change({ seen: event.currentTarget.checked })}
        data-testid="write-back-seen"
      />
      <Switch
        size="xs"
        label={t('write-back.keywords')}
        description={t('write-back.keywords-what')}
        checked={writeBack.keywords}
        onChange={(event) => change({ keywords: event.currentTarget.checked })}
        data-testid="write-back-keywords"
      />
      <Switch
        size="xs"
        label={t('write-back.folders')}
        description={canMove ? t('write-back.folders-what') : t('write-back.no-move')}
        checked={moves}
        disabled={!canMove && !moves}
        onChange={(event) =>
          change({ folders: event.currentTarget.checked ? { rejected: t('write-back.folder-rejected') } : {} })
        }
        data-testid="write-back-folders"
      />
      {moves && (
        <div className={classes['states']}>
          {states.map((state) => (
            <Autocomplete
              key={state}
              size="xs"
              label={t(`state.${state}`)}
              placeholder={t('write-back.stays')}
              value={writeBack.folders[state] ?? ''}
              onChange={(path) => {
                const { [state]: _before, ...others } = writeBack.folders
                change({ folders: path.trim() === '' ? others : { ...others, [state]: path } })
              }}
              data={folderNames(list)}
              maxLength={500}
              data-testid={`write-back-folder-${state}`}
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}
