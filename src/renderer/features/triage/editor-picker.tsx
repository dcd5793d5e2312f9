/** 分稿: one more key says to whom. A colleague who is not there yet is added by name. */
import { Button, Modal, TextInput, UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { EditorDot } from '@renderer/components/editor-name'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Editor } from '@shared/domain/desk'
import { useState, type KeyboardEvent } from 'react'
import classes from './editor-picker.module.css'

/** Colleagues that have a key of their own; the others are clicked. */
const KEYS_MAX = 9

export function EditorPicker({
  opened,
  editors,
  me,
  onPick,
  onNobody,
  onClose,
}: {
  readonly opened: boolean
  readonly editors: readonly Editor[]
  readonly me: string | undefined
  readonly onPick: (editor: Editor) => void
  /** Takes it from whoever has it; left out where nobody has. */
  readonly onNobody?: (() => void) | undefined
  readonly onClose: () => void
}) {
  const t = useText()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('triage.pick-editor')}
      size={340}
      transitionProps={{ duration: 0 }}
    >
      <Editors editors={editors} me={me} onPick={onPick} />
      {onNobody && (
        <Button variant="subtle" color="gray" mt="sm" data-testid="editor-nobody" onClick={onNobody}>
          {t('assign.nobody')}
        </Button>
      )}
    </Modal>
  )
}

function Editors({
  editors,
  me,
  onPick,
}: {
  readonly editors: readonly Editor[]
  readonly me: string | undefined
  readonly onPick: (editor: Editor) => void
}) {
  const t = useText()
  const [name, setName] = useState('')
  const add = useCoreCommand((client, given: string) => client.desk.addEditor({ name: given }))
  const own = editors.find(({ id }) => id === me)
  const colleagues = editors.filter(({ id }) => id !== me)
  // Colleagues from 1 on; 0 is the editor at the desk.
  const choices = [
    ...colleagues.map((editor, at) => ({ editor, key: at < KEYS_MAX ? at + 1 : null, label: editor.name })),
    ...(own === undefined ? [] : [{ editor: own, key: 0, label: t('triage.pick-me', { name: own.name }) }]),
  ]
  const addAndPick = (): void => {
    const given = name.trim()
    if (given !== '' && !add.isPending) add.mutate(given, { onSuccess: onPick })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.target instanceof HTMLInputElement) {
      if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return
      event.preventDefault()
      addAndPick()
      return
    }
    // By the key and not by the character: an input method may be on.
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
    const chosen = choices.find(({ key }) => key !== null && String(key) === digit)
    if (chosen === undefined) return
    event.preventDefault()
    onPick(chosen.editor)
  }
  return (
    <div className={classes['picker']} onKeyDown={onKeyDown} role="presentation" data-testid="editor-picker">
      {colleagues.length === 0 && <p className={classes['none']}>{t('triage.pick-none')}</p>}
      <ul className={classes['list']}>
        {choices.map(({ editor, key, label }, at) => (
          <li key={editor.id}>
            <UnstyledButton
              className={classes['editor']}
              data-autofocus={(at === 0 && colleagues.length > 0) || undefined}
              data-testid="editor-choice"
              onClick={() => onPick(editor)}
            >
              <kbd className={classes['key']} aria-hidden="true">
                {key ?? ''}
              </kbd>
              <EditorDot color={editor.color} />
              <span>{label}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <div className={classes['add']}>
        <TextInput
          aria-label={t('triage.pick-new')}
          placeholder={t('triage.pick-new')}
          value={name}
          maxLength={100}
          data-autofocus={colleagues.length === 0 || undefined}
          data-testid="editor-new"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={name.trim() === ''}
          loading={add.isPending}
          data-testid="editor-add"
          onClick={addAndPick}
        >
          {t('triage.pick-add')}
        </Button>
      </div>
      <ErrorNotice error={add.error} onClose={add.reset} />
    </div>
  )
}
