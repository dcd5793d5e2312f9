/** 发布: the day, an address a channel, and the letter that tells the author; or what of it was wrong. */
import { Button, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useText } from '@renderer/app/i18n'
import { useCoreConnection } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { LetterEditor } from '@renderer/features/review/letter-editor'
import { ConsentAsk } from '@renderer/features/terms/consent-ask'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { CHANNELS } from '@shared/domain/piece'
import type { LetterText } from '@shared/domain/letter'
import { useState } from 'react'
import type { PublishedPiece } from './publication-dialogs'
import { channelWord } from './publication-words'
import { usePublication } from './use-publication'

/** A pause in typing after which the addresses go into the letter. */
const SETTLED = 300

export function PublishForm({
  piece,
  step,
  onClose,
}: {
  readonly piece: PublishedPiece
  readonly step: 'publish' | 'correct'
  readonly onClose: () => void
}) {
  const t = useText()
  const connection = useCoreConnection()
  const today = useDeskInfo().data?.today ?? ''
  const { publication, submissionId } = piece
  const out = publication.kind === 'published' ? publication : null
  const planned = publication.kind === 'scheduled' ? publication.channels : []
  const offered = [
    ...new Set<string>([...planned, ...(out?.addresses ?? []).map(({ channel }) => channel), ...CHANNELS]),
  ]
  const [date, setDate] = useState(out?.date ?? today)
  const [urls, setUrls] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries((out?.addresses ?? []).map(({ channel, url }) => [channel, url])),
  )
  const [reason, setReason] = useState('')
  const [written, setWritten] = useState<LetterText | null>(null)
  const { take, busy, error, reset } = usePublication(piece, onClose)
  const addresses = offered
    .map((channel) => ({ channel, url: (urls[channel] ?? '').trim() }))
    .filter(({ url }) => url !== '')
  const [typed] = useDebouncedValue(JSON.stringify(addresses), SETTLED)
  const drafted = useQuery({
    queryKey: ['letters', 'published', submissionId, typed],
    queryFn: async () =>
      (await connection.client()).publication.draft({ submissionId, addresses: JSON.parse(typed) as typeof addresses }),
    placeholderData: keepPreviousData,
    enabled: step === 'publish',
  })
  const letter = drafted.data === null || drafted.data === undefined ? null : { ...drafted.data, ...written }
  const ready = addresses.length > 0 && date !== '' && !busy && (step === 'publish' || reason.trim() !== '')
  const send = (withLetter: boolean): void => {
    if (!ready) return
    void (async () => {
      // What is sent has the addresses as they stand now, not as they stood at the last pause.
      const fresh =
        withLetter && written === null
          ? await (await connection.client()).publication.draft({ submissionId, addresses })
          : letter
      take({ request: { step, date, addresses, reason: reason.trim() }, letter: withLetter ? fresh : null })
    })()
  }
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        send(step === 'publish' && letter !== null)
      }}
    >
      <TextInput
        type="date"
        required
        label={t('publication.out-on')}
        value={date}
        max={today}
        onChange={(event) => setDate(event.currentTarget.value)}
        data-testid="publication-day"
      />
      {offered.map((channel, index) => (
        <TextInput
          key={channel}
          type="url"
          label={t('publication.address', { channel: channelWord(t, channel) })}
          description={index === 0 ? t('publication.address-hint') : undefined}
          placeholder="https://"
          value={urls[channel] ?? ''}
          maxLength={2000}
          onChange={(event) => setUrls({ ...urls, [channel]: event.currentTarget.value })}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          data-testid={`publication-address-${channel}`}
        />
      ))}
      {step === 'correct' && (
        <Textarea
          label={t('publication.reason')}
          required
          value={reason}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={5000}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="publication-reason"
        />
      )}
      {letter !== null && step === 'publish' && (
        <LetterEditor
          letter={letter}
          edited={written !== null}
          variables={[letter.to.name, piece.title, ...addresses.map(({ url }) => url)].filter((value) => value !== '')}
          onEdit={setWritten}
          onReset={() => setWritten(null)}
        />
      )}
      {drafted.data === null && step === 'publish' && <p className={dialogs['hint']}>{t('author.no-address')}</p>}
      <FormFoot
        error={error ?? drafted.error}
        onClearError={reset}
        errorTestId="publication-error"
        onCancel={onClose}
        deed={t(letter !== null && step === 'publish' ? 'publication.publish-and-send' : `publication.step-${step}`)}
        ready={ready}
        busy={busy}
        testId="publication-confirm"
      >
        <ConsentAsk submissionId={piece.submissionId} error={error} onNoted={reset} />
        {letter !== null && step === 'publish' && (
          <Button variant="default" disabled={!ready} onClick={() => send(false)} data-testid="publication-record-only">
            {t('review.decide.record-only')}
          </Button>
        )}
      </FormFoot>
    </form>
  )
}
