import { Alert, Button, CloseButton, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyOf } from '@renderer/app/keys'
import { Chip } from '@renderer/components/chip'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice } from '@renderer/components/report-error'
import { newestMail } from '@shared/domain/submission'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { DecisionAuthorLine } from './decision-author-line'
import { DecisionRequests } from './decision-requests'
import { FactsQuestion } from './facts-question'
import { LetterEditor } from './letter-editor'
import { useReview } from './review-context'
import type { DecisionDraft } from './review-state'
import { SignClauses } from './sign-clauses'
import { SecondAnswer } from './second-answer'
import { useAskAuthor } from './use-ask-author'
import { useDecide } from './use-decide'
import classes from './decision-form.module.css'

/** Why, what follows for the author, what is still open, the letter; then record, with or without it. */
export function DecisionForm({ decision, right }: { readonly decision: DecisionDraft; readonly right: number }) {
  const t = useText()
  const { detail, version, change } = useReview()
  const titleId = useId()
  const reason = useRef<HTMLTextAreaElement>(null)
  const sheet = useRef<HTMLDialogElement>(null)
  const decide = useDecide(decision)
  const { draft, needsOverride, letter } = decide
  const { verdict } = decision
  const edit = (part: Partial<DecisionDraft>): void => change({ decision: { ...decision, ...part } })
  const close = (): void => edit({ open: false })
  const noAddress = detail.row.author.address === ''
  const writes = verdict !== 'junk' && !noAddress
  // What was there when the sheet was opened: of what came after it the editor knows nothing yet.
  const [openedWith] = useState(decide.newest)
  const [confirmed, setConfirmed] = useState<string | null>(null)
  const answered = draft?.answeredElsewhere ?? []
  const arrived = decide.newest === openedWith ? null : newestMail(detail.messages)
  /** What is asked about, as one word: asked once for each. */
  const doubt = [arrived?.hash, ...(writes ? answered.map(({ hash }) => hash) : [])].filter(Boolean).join(' ')
  const asks = doubt !== '' && confirmed !== doubt
  const openFacts = draft?.openFacts ?? []
  const { ask, busy: asking } = useAskAuthor(detail.row.id, close)
  /** What was pressed while something is open that 录用 asks about; null while the question is not on the screen. */
  const [questioned, setQuestioned] = useState<{ readonly withLetter: boolean } | null>(null)
  const seen = confirmed === null ? openedWith : decide.newest
  const record = (withLetter: boolean): void => {
    const isAsked = withLetter ? asks : arrived !== null && asks
    if (!decide.ready) return
    if (isAsked) setConfirmed(doubt)
    else if (openFacts.length > 0) setQuestioned({ withLetter })
    else decide.record(withLetter, seen, [])
  }
  const title = t('review.decide.title', {
    verdict: t(`verdict.${verdict}`),
    title: version?.title || detail.row.title || detail.row.subject || t('title.none'),
  })

  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.code === 'Escape') close()
    else if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) record(writes)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const before = window.document.activeElement
    const element = sheet.current
    const listen = (event: KeyboardEvent): void => onKeyDown(event)
    reason.current?.focus()
    element?.addEventListener('keydown', listen)
    return () => {
      element?.removeEventListener('keydown', listen)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={sheet}
      open
      className={classes['sheet']}
      style={{ right: right + 13 }}
      aria-labelledby={titleId}
      data-testid="decision-sheet"
      data-verdict={verdict}
    >
      <header className={classes['head']}>
        <h2 className={classes['title']} id={titleId} title={title}>
          {title}
        </h2>
        {version !== null && <Chip tone="accent">{t('version.ordinal', { ordinal: version.ordinal })}</Chip>}
        <CloseButton onClick={close} aria-label={t('action.close')} />
      </header>
      <div className={classes['body']}>
        <Textarea
          ref={reason}
          label={t('review.decide.reason')}
          description={t('review.decide.reason-note')}
          required
          value={decision.reason}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={5000}
          onChange={(event) => edit({ reason: event.currentTarget.value })}
          data-testid="decision-reason"
        />
        <SignClauses
          clauses={decide.clauses}
          signed={decide.isSigned}
          unsigned={decision.unsigned}
          onSign={(signed) => edit({ signedFor: signed ? decide.clauses.join(' ') : null, unsigned: false })}
          onLeave={() => edit({ signedFor: null, unsigned: !decision.unsigned })}
        />
        {needsOverride && (
          <Textarea
            label={
              (draft?.openErrors ?? 0) > 0
                ? t('review.decide.override', { count: draft?.openErrors ?? 0 })
                : t('review.sign.why-not')
            }
            description={t('review.decide.override-note')}
            required
            value={decision.override}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={5000}
            onChange={(event) => edit({ override: event.currentTarget.value })}
            data-testid="decision-override"
          />
        )}
        <DecisionAuthorLine verdict={verdict} draft={draft} />
        <DecisionRequests draft={draft} />
        <SecondAnswer
          answered={writes ? answered : []}
          arrived={arrived === null ? null : { ...arrived, at: arrived.date }}
        />
        {verdict !== 'junk' && noAddress && (
          <Alert color="blue" variant="light" data-testid="decision-no-address">
            {t('author.no-address')}
          </Alert>
        )}
        {letter !== null && (
          <LetterEditor
            letter={letter}
            edited={decision.letter !== null}
            variables={decide.variables}
            onEdit={(changed) => edit({ letter: { ...changed, draftedFor: decide.draftedFor } })}
            onReset={() => edit({ letter: null })}
          />
        )}
        <ErrorNotice error={decide.error} onClose={decide.resetError} testId="decision-error" />
      </div>
      {questioned !== null && openFacts.length > 0 && (
        <FactsQuestion
          open={openFacts}
          reason={decision.override}
          onReason={(override) => edit({ override })}
          ask={noAddress ? null : () => ask('ask-first-publication')}
          busy={asking || decide.busy}
          onAccept={() => {
            setQuestioned(null)
            decide.record(questioned.withLetter, seen, openFacts)
          }}
          onClose={() => setQuestioned(null)}
        />
      )}
      <footer className={classes['foot']}>
        {decide.deputy && decide.missing === null && (
          <span className={classes['missing']}>{t('approval.propose-what')}</span>
        )}
        {doubt !== '' && !asks && <span className={classes['missing']}>{t('second-answer.ask')}</span>}
        {decide.missing !== null && (
          <span className={classes['missing']}>{t(`review.decide.missing-${decide.missing}`)}</span>
        )}
        <Button
          variant={writes ? 'default' : 'filled'}
          disabled={!decide.ready}
          loading={decide.busy && !writes}
          onClick={() => record(false)}
          data-testid="decision-record-only"
        >
          {decide.deputy
            ? t(writes ? 'approval.propose-only' : 'approval.propose')
            : t(writes ? 'review.decide.record-only' : 'review.decide.record')}
        </Button>
        {writes && (
          <Button
            disabled={!decide.ready || letter === null}
            loading={decide.busy}
            rightSection={<KeyHint action="decide.send" onButton />}
            title={keyOf('decide.send')}
            onClick={() => record(true)}
            data-testid="decision-record-and-send"
          >
            {doubt !== '' && !asks
              ? t('second-answer.send')
              : decide.deputy
                ? t('approval.propose-with-letter')
                : t('review.decide.record-and-send', { verdict: t(`verdict.${verdict}`) })}
          </Button>
        )}
      </footer>
    </dialog>
  )
}
