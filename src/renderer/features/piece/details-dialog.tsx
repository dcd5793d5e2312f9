/** 署名、简介、标题: what a piece is published under, for all channels or for one, each with where it was said. */
import { Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { CHANNELS, pieceFieldSchema, type PieceDetail, type PieceField } from '@shared/domain/piece'
import { useState } from 'react'
import { AvatarField } from './avatar-field'
import { leaveField } from './piece-dialogs'
import classes from './piece.module.css'

/** What is worth a text of several lines. */
const LONG: ReadonlySet<PieceField> = new Set(['bio', 'alternative-titles'])

const channels = ['', ...CHANNELS] as const
type Channel = (typeof channels)[number]
const channelName = (channel: Channel): 'all' | Exclude<Channel, ''> => (channel === '' ? 'all' : channel)

export function DetailsDialog({
  submissionId,
  details,
  title,
  pictures,
  onClose,
}: {
  readonly submissionId: string
  readonly details: readonly PieceDetail[]
  /** The title that the text has now. */
  readonly title: string
  /** Pictures that may be the author's portrait. */
  readonly pictures: readonly string[]
  readonly onClose: () => void
}) {
  const t = useText()
  const [channel, setChannel] = useState<Channel>('')
  return (
    <Modal
      opened
      onClose={leaveField(onClose)}
      title={t('details.title')}
      size={760}
      attributes={{ content: { 'data-testid': 'details-dialog' } }}
    >
      <SegmentedControl
        aria-label={t('details.channel')}
        value={channelName(channel)}
        onChange={(value) => setChannel(channels.find((each) => channelName(each) === value) ?? '')}
        data={channels.map((each) => ({ value: channelName(each), label: t(`publish-channel.${channelName(each)}`) }))}
        data-testid="details-channel"
      />
      <p className={classes['hint']}>{t(channel === '' ? 'details.all-hint' : 'details.channel-hint')}</p>
      <div className={classes['fields']}>
        {pieceFieldSchema.options.map((field) => (
          <Field
            key={`${channel} ${field}`}
            submissionId={submissionId}
            channel={channel}
            field={field}
            detail={details.find((each) => each.channel === channel && each.field === field) ?? null}
            general={
              channel === '' ? '' : (details.find((each) => each.channel === '' && each.field === field)?.value ?? '')
            }
            title={title}
            pictures={pictures}
          />
        ))}
      </div>
    </Modal>
  )
}

function Field({
  submissionId,
  channel,
  field,
  detail,
  general,
  title,
  pictures,
}: {
  readonly submissionId: string
  readonly channel: Channel
  readonly field: PieceField
  readonly detail: PieceDetail | null
  /** What holds for all channels, where this one has nothing of its own. */
  readonly general: string
  readonly title: string
  readonly pictures: readonly string[]
}) {
  const t = useText()
  const refresh = useRefresh()
  const [value, setValue] = useState(detail?.value ?? '')
  const [saidIn, setSaidIn] = useState(detail?.saidIn ?? '')
  const save = useCoreCommand((client, said: PieceDetail) =>
    client.submissions.setDetail({ submissionId, detail: said }),
  )
  const keep = (said: { readonly value: string; readonly saidIn: string }): void => {
    const next = { channel, field, value: said.value.trim(), saidIn: said.saidIn.trim() }
    if (next.value === (detail?.value ?? '') && next.saidIn === (detail?.saidIn ?? '')) return
    save.mutate(next, { onSuccess: () => refresh('submissions') })
  }
  const label = t(`piece-field.${field}`)
  const shared = {
    label,
    value,
    maxLength: 5000,
    onBlur: () => keep({ value, saidIn }),
    'data-testid': `detail-${field}`,
    placeholder: general !== '' ? t('details.like-all', { value: general }) : placeholderOf(field, title),
  }
  return (
    <div className={classes['field']}>
      {field === 'avatar' ? (
        <AvatarField
          label={label}
          pictures={pictures}
          sha256={value}
          general={general}
          onChange={(sha256) => {
            setValue(sha256)
            keep({ value: sha256, saidIn })
          }}
        />
      ) : LONG.has(field) ? (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={6}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <TextInput {...shared} onChange={(event) => setValue(event.currentTarget.value)} />
      )}
      <TextInput
        label={t('review.provenance-said-in')}
        aria-label={`${label} · ${t('review.provenance-said-in')}`}
        value={saidIn}
        maxLength={500}
        disabled={value.trim() === ''}
        onChange={(event) => setSaidIn(event.currentTarget.value)}
        onBlur={() => keep({ value, saidIn })}
      />
      <ErrorNotice error={save.error} onClose={save.reset} />
    </div>
  )
}

/** The title that stands over the text is what the author called it, unless somebody says otherwise. */
function placeholderOf(field: PieceField, title: string): string {
  return field === 'original-title' ? title : ''
}
