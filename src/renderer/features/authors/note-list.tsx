/** 联系记录: pinned ones first, then the newest. */
import { ActionIcon, Button, FileButton, Group, Textarea } from '@mantine/core'
import { IconMessage, IconPaperclip, IconPencil, IconPin, IconPinFilled, IconTrash } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { upload } from '@renderer/features/files/upload'
import { offerUndo as offerWayBack } from '@renderer/features/review/undo-toast'
import { MAX_NOTE_FILES, type ContactNote } from '@shared/domain/author'
import { useGradually } from '@renderer/state/use-gradually'
import { useMemo, useState } from 'react'
import { FileList, type ListedFile } from '@renderer/features/files/file-list'
import { ChatLines } from './chat-lines'
import { boldByKey, NoteText } from '@renderer/components/note-text'
import classes from './note-list.module.css'

/** Notes that are shown at once: a long record opens fast, the rest is one press away. */
const PAGE = 100
/** Notes that are there with the first frame: more than the side has room for. */
const AT_ONCE = 10
/** Seconds in which files are taken off again by one key. */
const UNDO_SECONDS = 10

export function NoteList({ notes }: { readonly notes: readonly ContactNote[] }) {
  const t = useText()
  const [shown, setShown] = useState(PAGE)
  const there = useGradually(
    useMemo(() => notes.slice(0, shown), [notes, shown]),
    AT_ONCE,
  )
  if (notes.length === 0) {
    return (
      <EmptyState icon={<IconMessage size={22} />} title={t('author.no-notes')}>
        {t('author.no-notes-text')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={classes['list']}>
        {there.map((note) => (
          <NoteItem key={note.id} note={note} />
        ))}
      </ul>
      {notes.length > shown && (
        <Group justify="center" pb="md">
          <Button variant="default" onClick={() => setShown(shown + PAGE)}>
            {t('note.older', { count: notes.length - shown })}
          </Button>
        </Group>
      )}
    </>
  )
}

function NoteItem({ note }: { readonly note: ContactNote }) {
  const t = useText()
  const reportError = useReportError()
  const [text, setText] = useState<string | null>(null)
  const pin = useCoreCommand((client, pinned: boolean) => client.authors.pinNote({ noteId: note.id, pinned }))
  const edit = useCoreCommand((client, words: string) => client.authors.editNote({ noteId: note.id, text: words }))
  const remove = useCoreCommand((client, removed: boolean) => client.authors.removeNote({ noteId: note.id, removed }))
  const bringBack = (toast: string): void => {
    remove.mutate(false, { onError: reportError })
    notifications.hide(toast)
  }
  const takeAway = (): void =>
    remove.mutate(true, { onSuccess: () => offerUndo(`note ${note.id}`, bringBack), onError: reportError })
  return (
    <li className={classes['note']} data-testid="contact-note" data-pinned={note.pinned || undefined}>
      <p className={classes['head']}>
        <b>{t(`channel.${note.channel}`)}</b>
        {note.editorName !== '' && <span>{note.editorName}</span>}
        <DateText at={note.happenedAt ?? note.at} className={classes['time'] ?? ''} />
        <ActionIcon
          size={24}
          aria-label={t(note.pinned ? 'note.unpin' : 'note.pin')}
          title={t(note.pinned ? 'note.unpin' : 'note.pin')}
          onClick={() => pin.mutate(!note.pinned, { onError: reportError })}
          data-testid="note-pin"
        >
          {note.pinned ? <IconPinFilled size={14} aria-hidden="true" /> : <IconPin size={14} aria-hidden="true" />}
        </ActionIcon>
        <AttachLater note={note} />
        {note.chat === null && (
          <ActionIcon
            size={24}
            aria-label={t('note.edit')}
            title={t('note.edit')}
            onClick={() => setText(note.text)}
            data-testid="note-edit"
          >
            <IconPencil size={14} aria-hidden="true" />
          </ActionIcon>
        )}
        <ActionIcon
          size={24}
          aria-label={t('note.remove')}
          title={t('note.remove')}
          onClick={takeAway}
          data-testid="note-remove"
        >
          <IconTrash size={14} aria-hidden="true" />
        </ActionIcon>
      </p>
      {text === null ? (
        note.chat === null ? (
          <NoteText text={note.text} />
        ) : (
          <ChatLines lines={note.chat} />
        )
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() !== '') edit.mutate(text.trim(), { onSuccess: () => setText(null) })
          }}
        >
          <Textarea
            aria-label={t('author.note-text')}
            value={text}
            autosize
            minRows={2}
            maxLength={10_000}
            ref={focusOnce}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => void boldByKey(event)}
            title={t('note.how')}
          />
          <ErrorNotice error={edit.error} onClose={edit.reset} />
          <Group justify="flex-end" gap="xs" mt={6}>
            <Button variant="default" onClick={() => setText(null)}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={edit.isPending} disabled={text.trim() === ''}>
              {t('author.save-note')}
            </Button>
          </Group>
        </form>
      )}
      {note.files.length > 0 && (
        <div className={classes['files']}>
          <FileList files={listedOfNote(note)} label={t('note.files')} />
        </div>
      )}
    </li>
  )
}

/** Files that turn up after the note was written. */
function AttachLater({ note }: { readonly note: ContactNote }) {
  const t = useText()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const attach = useCoreCommand(async (client, files: readonly File[]) => {
    const uploadIds: string[] = []
    for (const file of files) uploadIds.push(await upload(client, file))
    return client.authors.addNoteFiles({ noteId: note.id, uploadIds })
  })
  const takeOff = async (added: readonly string[]): Promise<void> => {
    const client = await connection.client()
    for (const sha256 of added) await client.authors.removeNoteFile({ noteId: note.id, sha256 })
  }
  const put = (chosen: readonly File[]): void => {
    const files = chosen.slice(0, MAX_NOTE_FILES)
    if (files.length === 0 || attach.isPending) return
    attach.mutate(files, {
      onSuccess: ({ added }) => {
        if (added.length === 0) return
        offerWayBack({
          id: `note files ${note.id}`,
          message: t('note.files-added', { count: added.length }),
          seconds: UNDO_SECONDS,
          testId: 'note-files-undo',
          undo: () => takeOff(added),
          onError: reportError,
        })
      },
      onError: reportError,
    })
  }
  const isFull = note.files.length >= MAX_NOTE_FILES
  return (
    <FileButton multiple onChange={put} inputProps={{ 'aria-label': t('note.attach-later') }}>
      {(props) => (
        <ActionIcon
          {...props}
          size={24}
          disabled={isFull}
          loading={attach.isPending}
          aria-label={t('note.attach-later')}
          title={t('note.attach-what', { count: MAX_NOTE_FILES })}
          data-testid="note-attach-later"
        >
          <IconPaperclip size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </FileButton>
  )
}

function listedOfNote({ id, files }: ContactNote): ListedFile[] {
  return files.map((file) => ({ ...file, ref: { of: 'note', noteId: id, sha256: file.sha256, entry: null } }))
}

/** Says that it is gone, with the way back. */
function offerUndo(id: string, bringBack: (id: string) => void): void {
  notifications.show({ id, message: <Removed onUndo={() => bringBack(id)} /> })
}

function Removed({ onUndo }: { readonly onUndo: () => void }) {
  const t = useText()
  return (
    <Group justify="space-between">
      {t('note.removed')}
      <Button size="compact-xs" variant="default" onClick={onUndo}>
        {t('action.undo')}
      </Button>
    </Group>
  )
}

/** What is edited takes the keys. */
function focusOnce(input: HTMLTextAreaElement | null): void {
  input?.focus()
}
