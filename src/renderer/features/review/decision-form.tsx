import { Button, CloseButton, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyOf } from '@renderer/app/keys'
import { Chip } from '@renderer/components/chip'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice } from '@renderer/components/report-error'
import { useEffect, useEffectEvent, useId, useRef } from 'react'
import { DecisionAuthorLine } from './decision-author-line'
import { DecisionRequests } from './decision-requests'
import { LetterEditor } from './letter-editor'
import { useReview } from './review-context'
import type { DecisionDraft } from './review-state'
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
  const writes = verdict !== 'junk'
  const title = t('review.decide.title', {
    verdict: t(`verdict.${verdict}`),
    title: version?.title || detail.row.title || detail.row.subject || t('title.none'),
  })

  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.code === 'Escape') close()
    else if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) decide.record(writes)
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
        {needsOverride && (
          <Textarea
            label={t('review.decide.override', { count: draft?.openErrors ?? 0 })}
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
      <footer className={classes['foot']}>
        {decide.missing !== null && (
          <span className={classes['missing']}>{t(`review.decide.missing-${decide.missing}`)}</span>
        )}
        <Button
          variant={writes ? 'default' : 'filled'}
          disabled={!decide.ready}
          loading={decide.busy && !writes}
          onClick={() => decide.record(false)}
          data-testid="decision-record-only"
        >
          {writes ? t('review.decide.record-only') : t('review.decide.record')}
        </Button>
        {writes && (
          <Button
            disabled={!decide.ready || letter === null}
            loading={decide.busy}
            rightSection={<KeyHint action="decide.send" onButton />}
            title={keyOf('decide.send')}
            onClick={() => decide.record(true)}
            data-testid="decision-record-and-send"
          >
            {t('review.decide.record-and-send', { verdict: t(`verdict.${verdict}`) })}
          </Button>
        )}
      </footer>
    </dialog>
  )
}
