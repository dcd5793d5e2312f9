/** One editor: name, colour, role. A new one, or a change of one. */
import { Modal, Radio, Select, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { EditorDot } from '@renderer/components/editor-name'
import { FormFoot } from '@renderer/components/form-foot'
import type { Editor } from '@shared/domain/desk'
import { colorOfRank, editorColorSchema } from '@shared/domain/editor-color'
import { roleSchema } from '@shared/domain/role'
import { useState } from 'react'
import classes from './editors-group.module.css'

export function EditorDialog({
  editing,
  me,
  editors,
  onClose,
}: {
  readonly editing: Editor | 'new' | null
  readonly me: Editor
  readonly editors: readonly Editor[]
  readonly onClose: () => void
}) {
  const t = useText()
  if (editing === null) return null
  const editor = editing === 'new' ? null : editing
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={editor === null ? t('editors.add-title') : t('editors.edit', { name: editor.name })}
      attributes={{ content: { 'data-testid': 'editor-dialog' } }}
    >
      <EditorForm editor={editor} me={me} rank={editors.length} onClose={onClose} />
    </Modal>
  )
}

function EditorForm({
  editor,
  me,
  rank,
  onClose,
}: {
  readonly editor: Editor | null
  readonly me: Editor
  /** Of a new one: how many came before. */
  readonly rank: number
  readonly onClose: () => void
}) {
  const t = useText()
  const [name, setName] = useState(editor?.name ?? '')
  const [color, setColor] = useState(editor?.color ?? colorOfRank(rank))
  const [role, setRole] = useState(editor?.role ?? 'editor')
  const save = useCoreCommand((client) =>
    client.desk.saveEditor({ editorId: editor?.id ?? null, name: name.trim(), color, role }),
  )
  const ready = name.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !save.isPending) save.mutate(undefined, { onSuccess: onClose })
      }}
    >
      <TextInput
        label={t('settings.name')}
        description={t('settings.editor.what')}
        value={name}
        required
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
        data-testid="editor-name-field"
      />
      <Radio.Group
        label={t('editors.color')}
        value={color}
        onChange={(value) => setColor(editorColorSchema.catch(color).parse(value))}
      >
        <div className={classes['swatches']}>
          {editorColorSchema.options.map((each) => (
            <Radio
              key={each}
              value={each}
              data-testid={`editor-color-${each}`}
              label={
                <span className={classes['swatch']}>
                  <EditorDot color={each} />
                  {t(`editor-color.${each}`)}
                </span>
              }
            />
          ))}
        </div>
      </Radio.Group>
      <Select
        label={t('editors.role')}
        description={me.role === 'owner' ? t(`role-may.${role}`) : t('editors.owners-give-roles')}
        value={role}
        disabled={me.role !== 'owner'}
        allowDeselect={false}
        data={roleSchema.options.map((each) => ({ value: each, label: t(`role.${each}`) }))}
        onChange={(value) => setRole(roleSchema.catch(role).parse(value))}
        data-testid="editor-role"
      />
      <FormFoot
        error={save.error}
        onClearError={save.reset}
        errorTestId="editor-error"
        onCancel={onClose}
        deed={t(editor === null ? 'action.add' : 'action.save')}
        ready={ready}
        busy={save.isPending}
        testId="editor-save"
      />
    </form>
  )
}
