/** 排期: the day, the column and the channels. */
import { Autocomplete, Checkbox, Group, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { ConsentAsk } from '@renderer/features/terms/consent-ask'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { CHANNELS } from '@shared/domain/piece'
import { useState } from 'react'
import type { PublishedPiece } from './publication-dialogs'
import { channelWord } from './publication-words'
import { usePublication } from './use-publication'

/** Names of channels as one types them in a row. */
const SEPARATORS = /[,，、;；\n]/u

export function ScheduleForm({
  piece,
  step,
  day,
  onClose,
}: {
  readonly piece: PublishedPiece
  readonly step: 'schedule' | 'reschedule'
  /** The day that was chosen already; null: none. */
  readonly day: string | null
  readonly onClose: () => void
}) {
  const t = useText()
  const today = useDeskInfo().data?.today ?? ''
  const known = useCoreQuery(['submissions', 'publication-known'], (client) => client.publication.known()).data
  const before = piece.publication.kind === 'scheduled' ? piece.publication : null
  const [date, setDate] = useState(day ?? before?.date ?? today)
  const [column, setColumn] = useState(before?.column ?? '')
  const [channels, setChannels] = useState<string[]>([...(before?.channels ?? ['site'])])
  const [other, setOther] = useState('')
  const { take, busy, error, reset } = usePublication(piece, onClose)
  const offered = [...new Set<string>([...CHANNELS, ...(known?.channels ?? []), ...channels])]
  const named = other
    .split(SEPARATORS)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const chosen = [...new Set([...channels, ...named])]
  const ready = date !== '' && chosen.length > 0 && !busy
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready)
          take({ request: { step, plan: { date, column: column.trim(), channels: chosen }, reason: '' }, letter: null })
      }}
    >
      <TextInput
        type="date"
        required
        label={t('publication.day')}
        value={date}
        min={today}
        max="9999-12-31"
        onChange={(event) => setDate(event.currentTarget.value)}
        data-autofocus
        data-testid="publication-day"
      />
      <Autocomplete
        label={t('publication.column')}
        description={t('publication.column-hint')}
        value={column}
        maxLength={40}
        data={known?.columns ?? []}
        onChange={setColumn}
        data-testid="publication-column"
      />
      <Checkbox.Group label={t('publication.channels')} value={channels} onChange={setChannels}>
        <Group gap="md" mt={4}>
          {offered.map((channel) => (
            <Checkbox
              key={channel}
              value={channel}
              label={channelWord(t, channel)}
              data-testid={`publication-channel-${channel}`}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        label={t('publication.other-channels')}
        description={t('publication.other-channels-hint')}
        value={other}
        maxLength={200}
        onChange={(event) => setOther(event.currentTarget.value)}
        data-testid="publication-other-channels"
      />
      <FormFoot
        error={error}
        onClearError={reset}
        errorTestId="publication-error"
        onCancel={onClose}
        deed={t(`publication.step-${step}`)}
        ready={ready}
        busy={busy}
        testId="publication-confirm"
      >
        <ConsentAsk submissionId={piece.submissionId} error={error} onNoted={reset} />
      </FormFoot>
    </form>
  )
}
