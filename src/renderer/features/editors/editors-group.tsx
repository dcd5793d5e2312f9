/** 编辑: who works at this desk, with colour and role, what each role may do, and whether decisions wait for a senior. */
import { ActionIcon, Button, Switch } from '@mantine/core'
import { IconPencil, IconPlus, IconUserOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { EditorName } from '@renderer/components/editor-name'
import { ErrorNotice, reportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { Group, Row } from '@renderer/features/settings/section'
import { useEditors } from '@renderer/state/use-editors'
import type { DeskInfo, Editor } from '@shared/domain/desk'
import { roleSchema, type Approval } from '@shared/domain/role'
import { useId, useState } from 'react'
import { EditorDialog } from './editor-dialog'
import classes from './editors-group.module.css'

/** Seconds in which a retirement is taken back by one key; later by the list. */
const UNDO_SECONDS = 10

export function EditorsGroup({ info }: { readonly info: DeskInfo }) {
  const t = useText()
  const editors = useEditors()
  const [editing, setEditing] = useState<Editor | 'new' | null>(null)
  const me = info.editor
  const connection = useCoreConnection()
  const set = useCoreCommand((client, to: { editorId: string; retired: boolean }) => client.desk.retireEditor(to))
  const retire = ({ id: editorId, name }: Editor): void =>
    set.mutate(
      { editorId, retired: true },
      {
        onSuccess: () =>
          offerUndo({
            id: `retire ${editorId}`,
            message: t('editors.retired', { name }),
            seconds: UNDO_SECONDS,
            testId: 'editor-retire-undo',
            undo: async () => (await connection.client()).desk.retireEditor({ editorId, retired: false }),
            onError: reportError,
          }),
      },
    )
  return (
    <Group title={t('editors.title')}>
      <p className={classes['what']}>{t('editors.what')}</p>
      <ul className={classes['list']}>
        {editors
          .filter(({ retired }) => !retired)
          .map((editor) => {
            const editable = editor.id === me.id || me.role === 'owner'
            return (
              <li key={editor.id} className={classes['line']} data-testid="editor-line" data-editor={editor.name}>
                <EditorName name={editor.name} color={editor.color} title={editor.name} />
                <Chip tone={editor.role === 'editor' ? 'plain' : 'accent'} testId="editor-role-chip">
                  {t(`role.${editor.role}`)}
                </Chip>
                {editor.id === me.id && <span className={classes['sits']}>{t('editors.sits')}</span>}
                {editable && (
                  <ActionIcon
                    className={classes['push'] ?? ''}
                    size={26}
                    aria-label={t('editors.edit', { name: editor.name })}
                    onClick={() => setEditing(editor)}
                    data-testid="editor-edit"
                  >
                    <IconPencil size={15} aria-hidden="true" />
                  </ActionIcon>
                )}
                {me.role === 'owner' && editor.id !== me.id && (
                  <ActionIcon
                    size={26}
                    aria-label={t('editors.retire', { name: editor.name })}
                    title={t('editors.retire', { name: editor.name })}
                    onClick={() => retire(editor)}
                    data-testid="editor-retire"
                  >
                    <IconUserOff size={15} aria-hidden="true" />
                  </ActionIcon>
                )}
              </li>
            )
          })}
      </ul>
      <ErrorNotice error={set.error} onClose={set.reset} />
      <Retired
        editors={editors}
        owner={me.role === 'owner'}
        onReinstate={(editorId) => set.mutate({ editorId, retired: false })}
      />
      <div className={classes['foot']}>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => setEditing('new')}
          data-testid="editors-add"
        >
          {t('editors.add')}
        </Button>
        {me.role !== 'owner' && <span className={classes['note']}>{t('editors.owners-edit')}</span>}
      </div>
      <dl className={classes['roles']}>
        {roleSchema.options.map((role) => (
          <div key={role}>
            <dt>{t(`role.${role}`)}</dt>
            <dd>{t(`role-may.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <ApprovalRow info={info} />
      <EditorDialog editing={editing} me={me} editors={editors} onClose={() => setEditing(null)} />
    </Group>
  )
}

/** Who works here no more; an owner brings them back. */
function Retired({
  editors,
  owner,
  onReinstate,
}: {
  readonly editors: readonly Editor[]
  readonly owner: boolean
  readonly onReinstate: (editorId: string) => void
}) {
  const t = useText()
  const retired = editors.filter((each) => each.retired)
  if (retired.length === 0) return null
  return (
    <>
      <p className={classes['what']}>{t('editors.retired-what')}</p>
      <ul className={classes['list']} aria-label={t('editors.retired-list')}>
        {retired.map((editor) => (
          <li key={editor.id} className={classes['line']} data-testid="editor-retired" data-editor={editor.name}>
            <EditorName name={editor.name} color={editor.color} title={editor.name} />
            <Chip tone="plain">{t('editors.is-retired')}</Chip>
            {owner && (
              <Button
                className={classes['push'] ?? ''}
                size="compact-xs"
                variant="default"
                onClick={() => onReinstate(editor.id)}
                data-testid="editor-reinstate"
              >
                {t('editors.reinstate')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function ApprovalRow({ info }: { readonly info: DeskInfo }) {
  const t = useText()
  const labelId = useId()
  const set = useCoreCommand((client, approval: Approval) => client.approval.setApproval({ approval }))
  const owner = info.editor.role === 'owner'
  const on = info.approval === 'two-step'
  return (
    <div className={classes['approval']}>
      <Row
        label={t('approval.setting')}
        labelId={labelId}
        what={owner ? t('approval.setting-what') : t('approval.setting-owners')}
      >
        {owner ? (
          <Switch
            checked={on}
            disabled={set.isPending}
            aria-labelledby={labelId}
            onChange={(event) => set.mutate(event.currentTarget.checked ? 'two-step' : 'none')}
            data-testid="approval-switch"
          />
        ) : (
          <Chip tone={on ? 'accent' : 'plain'} testId="approval-state">
            {t(on ? 'approval.on' : 'approval.off')}
          </Chip>
        )}
      </Row>
      <ErrorNotice error={set.error} onClose={set.reset} />
    </div>
  )
}
