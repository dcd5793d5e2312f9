/** One held letter: its words, the reason of its verdict, and what can be done with it alone. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import type { HeldLetter } from './held-letters'
import { KindChip } from './held-letter-row'
import type { LetterDraftState } from './use-letter-draft'
import classes from './held-letters.module.css'

export function HeldLetterEditor({
  letter,
  draft,
  busy,
  error,
  onErrorRead,
  onDrop,
  onSend,
}: {
  readonly letter: HeldLetter
  readonly draft: LetterDraftState
  readonly busy: boolean
  readonly error: unknown
  readonly onErrorRead: () => void
  readonly onDrop: () => void
  readonly onSend: () => void
}) {
  const t = useText()
  const { to } = letter
  return (
    <Pane
      label={letter.subject}
      ground="surface"
      testId="held-editor"
      head={
        <header className={classes['head']}>
          <div className={classes['line']}>
            <h2>{`${letter.submissionNumber} · ${letter.submissionTitle || t('title.none')}`}</h2>
            <KindChip letter={letter} />
          </div>
          <div className={classes['line']}>
            <span className={classes['to']}>
              {t('outbox.to')} {to.name === '' ? to.address : `${to.name} <${to.address}>`}
            </span>
            <Button variant="default" disabled={busy} data-testid="held-drop" onClick={onDrop}>
              {t('triage.held.drop')}
            </Button>
            <Button variant="default" disabled={busy || draft.empty} data-testid="held-send-one" onClick={onSend}>
              {t('triage.held.send-one')}
            </Button>
          </div>
          <ErrorNotice error={error ?? null} onClose={onErrorRead} testId="held-refused" />
          <ErrorNotice error={draft.error} onClose={draft.resetError} />
        </header>
      }
    >
      <div className={classes['letter']}>
        <Reason letter={letter} draft={draft} />
        <TextInput
          label={t('triage.held.subject')}
          value={draft.subject}
          maxLength={500}
          data-testid="held-subject"
          onChange={(event) => draft.edit({ subject: event.currentTarget.value })}
        />
        <Textarea
          className={classes['text'] ?? ''}
          aria-label={t('triage.held.text')}
          value={draft.text}
          maxLength={100_000}
          spellCheck={false}
          data-testid="held-text"
          onChange={(event) => draft.edit({ text: event.currentTarget.value })}
          onBlur={() => void draft.save()}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur()
          }}
        />
        <p className={classes['hint']} data-testid="held-saved">
          {draft.empty
            ? t('triage.held.empty-field')
            : draft.changed
              ? t('triage.held.unsaved')
              : t('triage.held.saved')}
        </p>
      </div>
    </Pane>
  )
}

/** The house's usual reasons; another one changes the verdict's record and the letter. */
function Reason({ letter, draft }: { readonly letter: HeldLetter; readonly draft: LetterDraftState }) {
  const t = useText()
  const usual = useCoreQuery(['letters', 'reject-reasons'], (client) => client.letters.rejectReasons())
  const change = useCoreCommand(async (client, reason: string) => {
    if (!(await draft.save())) return
    await client.letters.setReason({ letterId: letter.id, reason })
    draft.forget()
  })
  const { verdictReason } = letter
  if (verdictReason === null) return <span />
  const reasons = [...new Set([verdictReason, ...(usual.data ?? [])])]
  return (
    <div>
      <Select
        label={t('triage.held.reason')}
        description={t('triage.held.reason-hint')}
        data={reasons}
        value={verdictReason}
        disabled={change.isPending}
        data-testid="held-reason"
        onChange={(reason) => {
          if (reason !== null && reason !== verdictReason) change.mutate(reason)
        }}
      />
      <ErrorNotice error={change.error} onClose={change.reset} />
    </div>
  )
}
