/** Where a contact note is written: always there, one key away; a half-written note survives going elsewhere. */
import { ActionIcon, Button, Checkbox, FileButton, Pill, Select, Textarea } from '@mantine/core'
import { IconCalendarPlus, IconPaperclip } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { emptyNote, useAuthorsView, type NoteDraft } from '@renderer/state/authors-view'
import { upload } from '@renderer/features/files/upload'
import { contactChannelSchema, MAX_NOTE_FILES, type AuthorRecord } from '@shared/domain/author'
import type { ChatLine } from '@shared/domain/author'
import { splitChat } from '@shared/split-chat'
import { useRef, useState } from 'react'
import { AddFollowUp } from './add-follow-up'
import { boldByKey } from '@renderer/components/note-text'
import { ChatSidesFields, sideOf, speakersOf, type ChatSides } from './chat-sides'
import classes from './note-composer.module.css'

export function NoteComposer({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const authorId = record.author.id
  const input = useRef<HTMLTextAreaElement>(null)
  const draft = useAuthorsView((state) => state.drafts[authorId]) ?? emptyNote
  const setDraft = useAuthorsView((state) => state.setDraft)
  const [planning, setPlanning] = useState(false)
  const text = draft.text.trim()
  const { zone, now } = useFormat()
  // Splitting anew with each key is cheap: the pattern goes once over the lines.
  const chat = text === '' ? null : splitChat(text, { zone, now })
  const [wanted, setWanted] = useState(true)
  const asChat = chat !== null && wanted
  const [sides, setSides] = useState<ChatSides>({})
  const me = useDeskInfo().data?.editor.name ?? ''
  const sideFor = (speaker: string) => sideOf(speaker, sides, record, me, t('note.side.me'))
  const withSides = (lines: readonly ChatLine[]): ChatLine[] =>
    lines.map((line) => {
      const side = sideFor(line.speaker)
      return side === null ? line : { ...line, side }
    })
  const [attached, setAttached] = useState<Readonly<Record<string, readonly File[]>>>({})
  const files = attached[authorId] ?? []
  const setFiles = (chosen: readonly File[]): void =>
    setAttached({ ...attached, [authorId]: chosen.slice(0, MAX_NOTE_FILES) })
  const note = useCoreCommand(async (client, { channel, text }: NoteDraft) => {
    const uploadIds: string[] = []
    for (const file of files) uploadIds.push(await upload(client, file))
    const what = { happenedAt: startOf(chat), chat: asChat ? withSides(chat) : null, uploadIds }
    return client.authors.note({ authorId, channel, text, ...what })
  })
  const save = (): void => {
    if (text === '' || note.isPending) return
    // The draft goes only when the record has the note.
    // A chat that was pasted is one of WeChat's, whatever was chosen last.
    note.mutate(
      { channel: asChat ? 'wechat' : draft.channel, text },
      {
        onSuccess: () => {
          setDraft(authorId, { ...draft, text: '' })
          setSides({})
          setFiles([])
        },
      },
    )
  }
  useKeys({ 'author.note': () => input.current?.focus() })

  return (
    <form
      className={classes['dock']}
      aria-label={t('author.note-title')}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <ErrorNotice error={note.error} onClose={note.reset} />
      <Textarea
        ref={input}
        aria-label={t('author.note-text')}
        placeholder={`${t('author.write-note')} (${keyOf('author.note')})`}
        value={draft.text}
        onChange={(event) => setDraft(authorId, { ...draft, text: event.currentTarget.value })}
        title={t('note.how')}
        onKeyDown={(event) => {
          if (boldByKey(event)) return
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) save()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        autosize
        minRows={2}
        maxRows={9}
        maxLength={10_000}
        data-testid="note-text"
      />
      {chat !== null && (
        <Checkbox
          size="xs"
          checked={wanted}
          onChange={(event) => setWanted(event.currentTarget.checked)}
          label={t('note.as-chat', {
            count: chat.length,
            speakers: [...new Set(chat.map(({ speaker }) => speaker))].join(t('review.list-comma')),
          })}
          data-testid="note-as-chat"
        />
      )}
      {asChat && (
        <ChatSidesFields
          speakers={speakersOf(chat)}
          sideFor={sideFor}
          onChange={(speaker, side) => setSides({ ...sides, [speaker]: side })}
        />
      )}
      {files.length > 0 && (
        <div className={classes['files']}>
          {files.map((file, index) => (
            <Pill
              key={`${index} ${file.name}`}
              withRemoveButton
              removeButtonProps={{
                'aria-label': t('note.detach', { name: file.name }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onRemove={() => setFiles(files.filter((each) => each !== file))}
              title={file.name}
            >
              {file.name}
            </Pill>
          ))}
        </div>
      )}
      <div className={classes['line']}>
        <Select
          className={classes['channel'] ?? ''}
          aria-label={t('author.note-channel')}
          value={draft.channel}
          data={contactChannelSchema.options.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(value) => value !== null && setDraft(authorId, { ...draft, channel: value })}
          comboboxProps={{ width: 130, position: 'top-start' }}
          data-testid="note-channel"
        />
        <FileButton
          multiple
          onChange={(chosen) => setFiles([...files, ...chosen])}
          inputProps={{ 'aria-label': t('note.attach') }}
        >
          {(props) => (
            <ActionIcon
              {...props}
              variant="default"
              size={30}
              disabled={files.length >= MAX_NOTE_FILES}
              aria-label={t('note.attach')}
              title={t('note.attach-what', { count: MAX_NOTE_FILES })}
              data-testid="note-attach"
            >
              <IconPaperclip size={15} aria-hidden="true" />
            </ActionIcon>
          )}
        </FileButton>
        <Button
          className={classes['plan'] ?? ''}
          variant="default"
          leftSection={<IconCalendarPlus size={15} />}
          data-testid="add-follow-up"
          onClick={() => setPlanning(true)}
        >
          {t('author.add-follow-up')}
        </Button>
        <Button type="submit" loading={note.isPending} disabled={text === ''} data-testid="note-save">
          {t('author.save-note')}
        </Button>
      </div>
      <AddFollowUp record={record} opened={planning} onClose={() => setPlanning(false)} />
    </form>
  )
}

/** When a chat began; null when it says no time. */
function startOf(chat: readonly ChatLine[] | null): number | null {
  return chat?.find(({ at }) => at !== null)?.at ?? null
}
