/** 请重发: the letter that asks for the file behind a dead link, to be read and changed before it waits in the outbox. */
import { Modal, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection, useCoreQuery } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { LetterDraft } from '@shared/domain/letter'
import { useState } from 'react'
import classes from './dialogs.module.css'

export function ResendLetter({
  submissionId,
  place,
  onClose,
}: {
  readonly submissionId: string
  readonly place: { readonly messageHash: string; readonly index: number }
  readonly onClose: () => void
}) {
  const t = useText()
  const draft = useCoreQuery(['letters', 'resend', place], (client) => client.links.draftResend(place))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('link.ask-again')}
      size={720}
      attributes={{ content: { 'data-testid': 'resend-letter' } }}
    >
      <ErrorNotice error={draft.error} always />
      {draft.data !== undefined && <ResendForm submissionId={submissionId} draft={draft.data} onClose={onClose} />}
    </Modal>
  )
}

function ResendForm({
  submissionId,
  draft,
  onClose,
}: {
  readonly submissionId: string
  readonly draft: LetterDraft
  readonly onClose: () => void
}) {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const undoSeconds = useDeskInfo().data?.undoSeconds ?? 0
  const [subject, setSubject] = useState(draft.subject)
  const [text, setText] = useState(draft.text)
  const send = useCoreCommand((client) =>
    client.letters.ask({ submissionId, hold: false, letter: { ...draft, subject: subject.trim(), text: text.trim() } }),
  )
  const noAddress = draft.to.address === ''
  const ready = !noAddress && subject.trim() !== '' && text.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        send.mutate(undefined, {
          onSuccess: (letter) => {
            refresh('letters', 'submissions', 'desk')
            onClose()
            if (undoSeconds === 0) notifications.show({ message: t('link.asked') })
            else
              offerUndo({
                id: `letter ${letter.id}`,
                message: t('link.asked'),
                seconds: undoSeconds,
                undo: async () => {
                  await (await connection.client()).letters.cancel({ letterId: letter.id })
                  refresh('letters', 'submissions', 'desk')
                },
                onError: reportError,
              })
          },
        })
      }}
    >
      <p className={classes['text']}>
        {noAddress
          ? t('author.no-address')
          : t('review.letter.to', {
              name: draft.to.name === '' ? draft.to.address : `${draft.to.name} <${draft.to.address}>`,
            })}
      </p>
      <TextInput
        label={t('review.letter.subject')}
        value={subject}
        maxLength={500}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label={t('review.letter.text')}
        value={text}
        autosize
        minRows={8}
        maxRows={18}
        maxLength={100_000}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        data-testid="resend-text"
      />
      <FormFoot
        error={send.error}
        onCancel={onClose}
        deed={t('link.ask-send')}
        ready={ready}
        busy={send.isPending}
        testId="resend-send"
      />
    </form>
  )
}
