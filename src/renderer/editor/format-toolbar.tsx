/** The toolbar of writing: only there while the text can be changed. Every button says its key. */
import { RichTextEditor } from '@mantine/tiptap'
import { Button, FileButton, Menu, Modal, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconChevronDown,
  IconCode,
  IconItalic,
  IconLink,
  IconPhoto,
  IconRestore,
  IconList,
  IconListNumbers,
  IconSeparator,
  IconStrikethrough,
  IconSuperscript,
  IconTable,
  IconTextCaption,
  IconUnderline,
  type Icon,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { MessageKey } from '@shared/i18n/translate'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
} from '@tiptap/pm/tables'
import type { Command as StateCommand } from '@tiptap/pm/state'
import { useEditorState, type Editor } from '@tiptap/react'
import { useState, type ReactNode } from 'react'
import {
  addressOf,
  insertCaption,
  insertFootnote,
  insertRule,
  insertTable,
  setBlockKind,
  toggleList,
  type BlockKind,
} from './block-commands'
import { insertPictures } from './pictures'
import { stepLogOf } from './step-log'
import { mergeSelectedCells, splitThisCell } from './table-commands'
import classes from './format-toolbar.module.css'

const mac = /mac/i.test(navigator.userAgent)
const keyNames = (keys: string): string =>
  mac ? keys.replace('Ctrl+', '⌘').replace('Alt+', '⌥').replace('Shift+', '⇧') : keys

const kinds: readonly {
  readonly name: string
  readonly label: MessageKey
  readonly keys: string
  readonly kind: BlockKind
}[] = [
  { name: 'paragraph', label: 'editor.paragraph', keys: 'Ctrl+Alt+0', kind: { type: 'paragraph' } },
  { name: 'heading-2', label: 'editor.heading-2', keys: 'Ctrl+Alt+2', kind: { type: 'heading', level: 2 } },
  { name: 'heading-3', label: 'editor.heading-3', keys: 'Ctrl+Alt+3', kind: { type: 'heading', level: 3 } },
  { name: 'heading-4', label: 'editor.heading-4', keys: 'Ctrl+Alt+4', kind: { type: 'heading', level: 4 } },
  { name: 'codeBlock', label: 'editor.code-block', keys: '', kind: { type: 'codeBlock' } },
]

/** What the caret stands in, as one string: the toolbar is drawn again only when it changes. */
function standing(editor: Editor): string {
  const { $from } = editor.state.selection
  const { parent } = $from
  const kind = parent.type.name === 'heading' ? `heading-${String(parent.attrs['level'])}` : parent.type.name
  const marks = ['bold', 'italic', 'underline', 'strike', 'code', 'link'].filter((mark) => editor.isActive(mark))
  const around = ['bulletList', 'orderedList', 'blockquote'].filter((node) => editor.isActive(node))
  const table = isInTable(editor.state)
    ? [
        'table',
        ...(mergeSelectedCells(editor.state) ? ['mergeable'] : []),
        ...(splitThisCell(editor.state) ? ['splittable'] : []),
      ]
    : []
  const typed = stepLogOf(editor.state).steps.length > 0 ? ['typed'] : []
  return [kind, ...marks, ...around, ...table, ...typed].join(' ')
}

export function FormatToolbar({ editor, onDiscard }: { readonly editor: Editor; readonly onDiscard: () => void }) {
  const t = useText()
  const now = useEditorState({ editor, selector: ({ editor: current }) => standing(current) }).split(' ')
  const [link, setLink] = useState<string | null>(null)
  const on = (name: string): boolean => now.includes(name)
  const inTitle = now[0] === 'title'
  const current = kinds.find(({ name }) => name === now[0])
  const run = (command: (chain: ReturnType<Editor['chain']>) => { run: () => boolean }): void => {
    command(editor.chain().focus(null, { scrollIntoView: false })).run()
  }
  const onState = (command: StateCommand) => (): void => {
    command(editor.state, (transaction) => editor.view.dispatch(transaction))
    editor.commands.focus(null, { scrollIntoView: false })
  }
  const mark = (name: string) => (): void => run((chain) => chain.toggleMark(name))
  const openLink = (): void => {
    const href: unknown = editor.getAttributes('link')['href']
    setLink(typeof href === 'string' ? href : '')
  }

  return (
    <RichTextEditor.Toolbar
      className={classes['bar'] ?? ''}
      aria-label={t('editor.toolbar')}
      data-testid="format-toolbar"
    >
      <Group>
        <Tool
          icon={IconArrowBackUp}
          label={t('editor.undo')}
          keys="Ctrl+Z"
          name="undo"
          run={() => run((c) => c.undo())}
        />
        <Tool
          icon={IconArrowForwardUp}
          label={t('editor.redo')}
          keys="Ctrl+Y"
          name="redo"
          run={() => run((c) => c.redo())}
        />
      </Group>
      <Group>
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton className={classes['kind']} disabled={inTitle} data-testid="format-kind">
              {t(
                current?.label ??
                  (inTitle ? 'editor.title' : now[0] === 'caption' ? 'editor.caption' : 'editor.paragraph'),
              )}
              <IconChevronDown size={13} aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map(({ name, label, keys, kind }) => (
              <Menu.Item
                key={name}
                rightSection={<span className={classes['keys']}>{keyNames(keys)}</span>}
                onClick={() => run((chain) => chain.command(setBlockKind(kind)))}
              >
                {t(label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Group>
        <Tool
          icon={IconBold}
          label={t('editor.bold')}
          keys="Ctrl+B"
          name="bold"
          on={on('bold')}
          off={inTitle}
          run={mark('bold')}
        />
        <Tool
          icon={IconItalic}
          label={t('editor.italic')}
          keys="Ctrl+I"
          name="italic"
          on={on('italic')}
          off={inTitle}
          run={mark('italic')}
        />
        <Tool
          icon={IconUnderline}
          label={t('editor.underline')}
          keys="Ctrl+U"
          name="underline"
          on={on('underline')}
          off={inTitle}
          run={mark('underline')}
        />
        <Tool
          icon={IconStrikethrough}
          label={t('editor.strike')}
          keys="Ctrl+Shift+X"
          name="strike"
          on={on('strike')}
          off={inTitle}
          run={mark('strike')}
        />
        <Tool icon={IconCode} label={t('editor.code')} name="code" on={on('code')} off={inTitle} run={mark('code')} />
        <Tool icon={IconLink} label={t('editor.link')} name="link" on={on('link')} off={inTitle} run={openLink} />
      </Group>
      <Group>
        <Tool
          icon={IconBlockquote}
          label={t('editor.quote')}
          keys="Ctrl+Shift+9"
          name="quote"
          on={on('blockquote')}
          off={inTitle}
          run={() => run((chain) => chain.toggleWrap('blockquote'))}
        />
        <Tool
          icon={IconList}
          label={t('editor.bullets')}
          keys="Ctrl+Shift+8"
          name="bullets"
          on={on('bulletList')}
          off={inTitle}
          run={() => run((chain) => chain.command(toggleList('bulletList')))}
        />
        <Tool
          icon={IconListNumbers}
          label={t('editor.numbers')}
          keys="Ctrl+Shift+7"
          name="numbers"
          on={on('orderedList')}
          off={inTitle}
          run={() => run((chain) => chain.command(toggleList('orderedList')))}
        />
      </Group>
      <Group>
        <Tool
          icon={IconSeparator}
          label={t('editor.rule')}
          name="rule"
          off={inTitle}
          run={() => run((c) => c.command(insertRule))}
        />
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton
              className={classes['tool']}
              aria-label={t('editor.table')}
              title={t('editor.table')}
              data-active={on('table') || undefined}
              disabled={inTitle}
              data-testid="format-table"
            >
              <IconTable size={16} aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {on('table') ? (
              <>
                <Menu.Item onClick={onState(addRowBefore)}>{t('editor.row-before')}</Menu.Item>
                <Menu.Item onClick={onState(addRowAfter)}>{t('editor.row-after')}</Menu.Item>
                <Menu.Item onClick={onState(addColumnBefore)}>{t('editor.column-before')}</Menu.Item>
                <Menu.Item onClick={onState(addColumnAfter)}>{t('editor.column-after')}</Menu.Item>
                <Menu.Divider />
                <Menu.Item disabled={!on('mergeable')} onClick={onState(mergeSelectedCells)}>
                  {t('editor.cells-merge')}
                </Menu.Item>
                <Menu.Item disabled={!on('splittable')} onClick={onState(splitThisCell)}>
                  {t('editor.cell-split')}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={onState(deleteRow)}>{t('editor.row-delete')}</Menu.Item>
                <Menu.Item onClick={onState(deleteColumn)}>{t('editor.column-delete')}</Menu.Item>
                <Menu.Item onClick={onState(deleteTable)}>{t('editor.table-delete')}</Menu.Item>
              </>
            ) : (
              <Menu.Item onClick={() => run((chain) => chain.command(insertTable(3, 3)))}>
                {t('editor.table-insert')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        <FileButton
          multiple
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(files) => void insertPictures(editor, files, editor.state.selection.to)}
        >
          {({ onClick }) => (
            <Tool icon={IconPhoto} label={t('editor.picture')} name="picture" off={inTitle} run={onClick} />
          )}
        </FileButton>
        <Tool
          icon={IconSuperscript}
          label={t('editor.footnote')}
          name="footnote"
          off={inTitle}
          run={() => run((chain) => chain.command(insertFootnote))}
        />
        <Tool
          icon={IconTextCaption}
          label={t('editor.caption-insert')}
          name="caption"
          off={inTitle}
          run={() => run((chain) => chain.command(insertCaption))}
        />
      </Group>
      <Group>
        <Tool
          icon={IconRestore}
          label={t('editor.discard')}
          hint={t('editor.discard-hint')}
          name="discard"
          off={!on('typed')}
          run={onDiscard}
        />
      </Group>
      {link !== null && (
        <LinkDialog
          href={link}
          onClose={() => setLink(null)}
          onSave={(href) => {
            setLink(null)
            run((chain) =>
              href === null
                ? chain.extendMarkRange('link').unsetMark('link')
                : editor.state.selection.empty && !editor.isActive('link')
                  ? chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] })
                  : chain.extendMarkRange('link').setMark('link', { href }),
            )
          }}
        />
      )}
    </RichTextEditor.Toolbar>
  )
}

function Group({ children }: { readonly children: ReactNode }) {
  return <div className={classes['group']}>{children}</div>
}

function Tool({
  icon: Drawn,
  label,
  hint,
  keys,
  name,
  on,
  off = false,
  run,
}: {
  readonly icon: Icon
  readonly label: string
  readonly hint?: string
  readonly keys?: string
  readonly name: string
  /** Undefined: a button that does something once. */
  readonly on?: boolean
  readonly off?: boolean
  readonly run: () => void
}) {
  return (
    <Tooltip label={[label, hint, keys && keyNames(keys)].filter(Boolean).join(' · ')} openDelay={400}>
      <UnstyledButton
        className={classes['tool']}
        aria-label={label}
        aria-pressed={on}
        data-active={on === true || undefined}
        disabled={off}
        // The caret stays where it is.
        onMouseDown={(event) => event.preventDefault()}
        onClick={run}
        data-testid={`format-${name}`}
      >
        <Drawn size={16} aria-hidden="true" />
      </UnstyledButton>
    </Tooltip>
  )
}

function LinkDialog({
  href,
  onClose,
  onSave,
}: {
  readonly href: string
  readonly onClose: () => void
  readonly onSave: (href: string | null) => void
}) {
  const t = useText()
  const [written, setWritten] = useState(href)
  const address = addressOf(written)
  return (
    <Modal opened onClose={onClose} title={t('editor.link')} size="sm">
      <form
        className={classes['link']}
        onSubmit={(event) => {
          event.preventDefault()
          if (address !== null) onSave(address)
        }}
      >
        <TextInput
          label={t('editor.link-address')}
          description={t('editor.link-note')}
          value={written}
          error={written.trim() !== '' && address === null ? t('editor.link-wrong') : undefined}
          onChange={(event) => setWritten(event.currentTarget.value)}
          data-autofocus
          data-testid="link-address"
        />
        <div className={classes['linkButtons']}>
          {href !== '' && (
            <Button variant="subtle" color="red" onClick={() => onSave(null)}>
              {t('editor.link-remove')}
            </Button>
          )}
          <Button type="submit" disabled={address === null} data-testid="link-save">
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
