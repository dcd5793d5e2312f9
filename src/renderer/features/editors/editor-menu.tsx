/** In the head: who sits at the desk. Somebody else sits down by the mouse, or by one key and a digit. */
import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSettings } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { EditorDot } from '@renderer/components/editor-name'
import { openSettings } from '@renderer/features/settings/settings-view'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useWorkingEditors } from '@renderer/state/use-editors'
import { useState, type KeyboardEvent } from 'react'
import { useSwitchEditor } from './use-switch-editor'
import classes from './editor-menu.module.css'

/** Editors that have a digit; the others are reached by the arrow keys. */
const KEYS_MAX = 9

export function EditorMenu() {
  const t = useText()
  const me = useDeskInfo().data?.editor
  const editors = useWorkingEditors()
  const [opened, setOpened] = useState(false)
  const { sitDown, busy } = useSwitchEditor()
  useKeys({ 'desk.switch-editor': () => setOpened(true) }, { enabled: me !== undefined && me.name !== '' })
  if (me === undefined || me.name === '') return null
  const choose = (editorId: string): void => {
    setOpened(false)
    if (editorId !== me.id && !busy) sitDown(editorId)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    // By the key and not by the character: an input method may be on.
    const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(event.code)?.[1]
    const chosen = digit === undefined ? undefined : editors[Number(digit) - 1]
    if (chosen === undefined) return
    event.preventDefault()
    choose(chosen.id)
  }
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={250}
      classNames={{ dropdown: classes['dropdown'] ?? '' }}
    >
      <Menu.Target>
        <UnstyledButton
          className={classes['chip']}
          title={t('frame.editor-hint', {
            name: me.name,
            role: t(`role.${me.role}`),
            key: keyOf('desk.switch-editor'),
          })}
          data-testid="editor-chip"
          data-editor={me.name}
        >
          <EditorDot color={me.color} />
          <span className={classes['name']}>{me.name}</span>
          <span className={classes['role']}>{t(`role.${me.role}`)}</span>
          <span className="visually-hidden">{t('frame.editor')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown onKeyDown={onKeyDown} data-testid="editor-menu">
        <Menu.Label>{t('editors.who-sits')}</Menu.Label>
        {editors.map((editor, at) => (
          <Menu.Item
            key={editor.id}
            leftSection={
              <span className={classes['key']} aria-hidden="true">
                {at < KEYS_MAX ? at + 1 : ''}
              </span>
            }
            rightSection={editor.id === me.id ? <IconCheck size={15} aria-label={t('editors.sits')} /> : undefined}
            onClick={() => choose(editor.id)}
            data-testid="editor-option"
            data-editor={editor.name}
          >
            <span className={classes['option']}>
              <EditorDot color={editor.color} />
              <span className={classes['wrapped']}>{editor.name}</span>
              <span className={classes['role']}>{t(`role.${editor.role}`)}</span>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={15} aria-hidden="true" />}
          onClick={() => openSettings('editor')}
          data-testid="editors-manage"
        >
          {t('editors.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
