/** The form of 新建来稿: the piece, its author, how and when it came. The title is guessed and can be changed. */
import { Alert, Select, SegmentedControl, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import { contactChannelSchema, type ContactChannel } from '@shared/domain/author'
import { useMemo, useState } from 'react'
import { AuthorPicker, emptyAuthor, givenAuthor, type PickedAuthor } from './author-picker'
import { ChooseFile } from './choose-file'
import { momentOfDay, today } from './days'
import { Glance } from './glance'
import { PasteArea, pastedFile, type Pasted } from './paste-area'
import { upload } from './upload'
import classes from './dialogs.module.css'

type Source = 'file' | 'paste'

export function NewSubmissionForm({ first, onClose }: { readonly first: File | null; readonly onClose: () => void }) {
  const t = useText()
  const refresh = useRefresh()
  const set = useViewState((state) => state.set)
  const zone = useDeskInfo().data?.zone ?? 'UTC'
  const [source, setSource] = useState<Source>('file')
  const [file, setFile] = useState<File | null>(first)
  const [pasted, setPasted] = useState<Pasted>({ text: '', html: null })
  const [author, setAuthor] = useState<PickedAuthor>(emptyAuthor)
  const [title, setTitle] = useState('')
  const [channel, setChannel] = useState<ContactChannel>('wechat')
  const [day, setDay] = useState(today(zone))
  const [firstPublication, setFirstPublication] = useState('')

  // The same words are the same file, so that they are looked at once.
  const fromPaste = useMemo(() => pastedFile(pasted, t('new.pasted-name')), [pasted, t])
  const given = source === 'file' ? file : fromPaste
  const chosen = givenAuthor(author)
  const create = useCoreCommand(async (client) => {
    if (given === null || chosen === null) throw new Error('nothing to create from')
    return client.submissions.create({
      uploadId: await upload(client, given),
      origin: source,
      author: chosen,
      title,
      channel,
      note: author.wechatName.trim() === '' ? '' : t('new.wechat-note', { name: author.wechatName.trim() }),
      receivedAt: momentOfDay(day, zone, Date.now()),
      provenance:
        firstPublication.trim() === ''
          ? []
          : [{ field: 'first-publication', value: firstPublication.trim(), saidIn: t(`channel.${channel}`) }],
    })
  })
  const ready = given !== null && chosen !== null && !create.isPending

  const submit = (): void => {
    if (!ready) return
    create.mutate(undefined, {
      onSuccess: ({ submissionId, number, refusal }) => {
        refresh('submissions', 'manuscripts', 'authors', 'desk')
        set({ page: 'inbox', inboxFilter: 'open', submissionId })
        notifications.show({
          message:
            refusal === null
              ? t('new.done', { number })
              : t('new.done-unread', { number, reason: t(`conversion.${refusal.code}`) }),
        })
        onClose()
      },
    })
  }

  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <SegmentedControl
        aria-label={t('new.source')}
        value={source}
        onChange={(value) => setSource(value === 'paste' ? 'paste' : 'file')}
        data={[
          { value: 'file', label: t('new.from-file') },
          { value: 'paste', label: t('new.from-paste') },
        ]}
      />
      {source === 'file' ? (
        <ChooseFile file={file} onFile={setFile} />
      ) : (
        <PasteArea pasted={pasted} onPasted={setPasted} />
      )}
      <Glance file={given} onTitle={(found) => setTitle((typed) => (typed === '' ? found : typed))} />
      <TextInput
        label={t('new.piece-title')}
        description={t('new.piece-title-hint')}
        value={title}
        maxLength={500}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-testid="new-title"
      />
      <AuthorPicker author={author} onAuthor={setAuthor} />
      <div className={classes['row']}>
        <Select
          label={t('new.channel')}
          value={channel}
          allowDeselect={false}
          data={contactChannelSchema.options.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(value) => {
            const known = contactChannelSchema.safeParse(value)
            if (known.success) setChannel(known.data)
          }}
          data-testid="new-channel"
        />
        <DateInput
          size="xs"
          label={t('new.received')}
          value={day}
          maxDate={today(zone)}
          valueFormat="YYYY-MM-DD"
          onChange={(value) => value !== null && setDay(value)}
          data-testid="new-received"
        />
      </div>
      <TextInput
        label={t('new.first-publication')}
        description={t('new.first-publication-hint', { channel: t(`channel.${channel}`) })}
        placeholder={t('provenance.example.first-publication')}
        value={firstPublication}
        maxLength={500}
        onChange={(event) => setFirstPublication(event.currentTarget.value)}
      />
      {chosen?.kind === 'new' && chosen.address === '' && (
        <Alert color="blue" variant="light">
          {t('author.no-address')}
        </Alert>
      )}
      <FormFoot
        error={create.error}
        onClearError={create.reset}
        onCancel={onClose}
        deed={t('new.create')}
        ready={ready}
        busy={create.isPending}
        testId="new-create"
      />
    </form>
  )
}
