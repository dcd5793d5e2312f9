/** One large preview: all that decides about a new piece, without a click. */
import { Anchor, Button, Skeleton } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { AuthorChips } from '@renderer/components/author-chip'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { KeyHint } from '@renderer/components/key-hint'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { useNow } from '@renderer/state/use-now'
import { useViewState } from '@renderer/state/view-state'
import type { TriagePreview } from '@shared/domain/triage'
import type { ReactNode } from 'react'
import { TriageFacts } from './triage-facts'
import { usePreview } from './use-preview'
import classes from './triage-preview.module.css'

/** Days after which a piece has waited too long. */
const LONG_WAIT = 7
const DAY = 86_400_000

export function TriagePreviewPane({
  submissionId,
  onOpen,
  foot,
}: {
  readonly submissionId: string | null
  readonly onOpen: (submissionId: string) => void
  readonly foot: ReactNode
}) {
  const t = useText()
  const preview = usePreview(submissionId)
  return (
    <Pane
      key={submissionId}
      label={t('triage.preview')}
      ground="surface"
      testId="triage-preview"
      focusable
      foot={foot}
      head={preview.data && <PreviewHead preview={preview.data} onOpen={onOpen} />}
    >
      <ErrorNotice error={preview.error} always />
      {preview.data === undefined ? (
        preview.error === null && (
          <AfterAWhile>
            <output className={classes['waiting']} aria-label={t('frame.loading')}>
              <Skeleton height={18} width="70%" />
              <Skeleton height={12} />
              <Skeleton height={12} width="60%" />
            </output>
          </AfterAWhile>
        )
      ) : (
        <div className={classes['body']}>
          <div className={classes['columns']}>
            <TriageFacts preview={preview.data} />
            <Excerpt preview={preview.data} />
          </div>
        </div>
      )}
    </Pane>
  )
}

function PreviewHead({
  preview: { row, kind, answeredElsewhere },
  onOpen,
}: {
  readonly preview: TriagePreview
  readonly onOpen: (submissionId: string) => void
}) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const days = Math.max(0, Math.floor((useNow() - row.receivedAt) / DAY))
  const answer = answeredElsewhere[0]
  return (
    <header className={classes['head']}>
      <div className={classes['titleLine']}>
        <h2 className={classes['title']}>{row.title || row.subject || t('title.none')}</h2>
        <Button
          variant="default"
          rightSection={<KeyHint action="list.open" />}
          data-testid="triage-open"
          onClick={() => onOpen(row.id)}
        >
          {t('triage.open')}
        </Button>
      </div>
      <div className={classes['meta']}>
        <Anchor
          component="button"
          type="button"
          className={classes['author'] ?? ''}
          title={row.author.address}
          onClick={() => set({ page: 'authors', authorId: row.author.id })}
        >
          {row.author.name || row.author.address || t('author.nameless')}
        </Anchor>
        <AuthorChips author={row.author} />
        {kind !== null && kind !== 'submission' && <Chip tone="note">{t(`mail-kind.${kind}`)}</Chip>}
        <Chip tone={days >= LONG_WAIT ? 'warning' : 'plain'} testId="triage-waited">
          {days === 0 ? t('triage.waited-today') : t('triage.waited', { count: days })}
        </Chip>
        <DateText at={row.receivedAt} as="moment" />
        <span>{row.number}</span>
      </div>
      {answer !== undefined && (
        <p className={classes['warning']}>
          <IconMailForward size={15} aria-hidden="true" />
          {t('triage.answered-elsewhere', {
            name: answer.from.name || answer.from.address,
            subject: answer.subject || t('subject.none'),
          })}
        </p>
      )}
    </header>
  )
}

function Excerpt({
  preview: { opening, closing, between, fromMail, conversion, attachments },
}: {
  readonly preview: TriagePreview
}) {
  const t = useText()
  const why =
    conversion.kind === 'pending'
      ? t('triage.converting')
      : conversion.kind === 'refused' && attachments.length > 0
        ? t('triage.refused', { reason: t(`conversion.${conversion.refusal.code}`) })
        : t('triage.no-manuscript')
  return (
    <article className={classes['text']} data-testid="triage-text" data-mail={fromMail || undefined}>
      {fromMail && <p className={classes['why']}>{why}</p>}
      {opening.length === 0 && !fromMail && <p className={classes['why']}>{t('inbox.no-text')}</p>}
      {paragraphs(opening)}
      {between > 0 && <p className={classes['between']}>{t('triage.between', { count: between })}</p>}
      {paragraphs(closing)}
    </article>
  )
}

const paragraphs = (texts: readonly string[]) =>
  texts.map((text, at) => <p key={`${at} ${text.slice(0, 20)}`}>{text}</p>)
