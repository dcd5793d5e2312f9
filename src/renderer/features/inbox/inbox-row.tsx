/** A submission in three short lines: who, what, how it stands. */
import {
  IconAlertTriangleFilled,
  IconArchive,
  IconArrowBackUp,
  IconCircleFilled,
  IconClockExclamation,
  IconHourglass,
  IconMailX,
  IconMessageQuestion,
  IconSquare,
  IconSquareCheckFilled,
} from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { linkTime } from '@renderer/features/files/link-days'
import { keyOf } from '@renderer/app/keys'
import { useTicked } from '@renderer/state/ticked'
import { useNow } from '@renderer/state/use-now'
import { useText } from '@renderer/app/i18n'
import { AuthorChips } from '@renderer/components/author-chip'
import { DateText } from '@renderer/components/date-text'
import { EditorDot } from '@renderer/components/editor-name'
import { StateChip } from '@renderer/components/state-chip'
import { recentMark, recentWords } from '@renderer/features/compare/recent-words'
import { colorIn, useEditors } from '@renderer/state/use-editors'
import { useCompare, type OtherText } from '@renderer/state/compare'
import { ComplaintMark } from '@renderer/features/organise/complaint-mark'
import type { SubmissionRow } from '@shared/domain/submission'
import { memo, type ReactNode } from 'react'
import classes from './inbox-row.module.css'

const tones = {
  error: classes['error'] ?? '',
  warning: classes['warning'] ?? '',
  plain: classes['plain'] ?? '',
  said: classes['said'] ?? '',
}

interface Mark {
  readonly Icon: typeof IconMailX
  readonly tone: 'error' | 'warning' | 'plain'
  readonly words: string
}

/** How it stands as a work item, apart from its state: icons with words, whole in their tooltips. */
function WorkMarks({ row }: { readonly row: SubmissionRow }) {
  const t = useText()
  const marks: (Mark | false)[] = [
    row.bounced && { Icon: IconMailX, tone: 'error', words: t('organise.bounced.mark') },
    row.awaitsApproval && { Icon: IconHourglass, tone: 'warning', words: t('approval.waiting') },
    row.recalled && { Icon: IconArrowBackUp, tone: 'warning', words: t('organise.recalled') },
    row.awaitsAuthor && { Icon: IconMessageQuestion, tone: 'plain', words: t('organise.awaits') },
    row.archived && { Icon: IconArchive, tone: 'plain', words: t('organise.archived') },
  ]
  return (
    <>
      <ComplaintMark row={row} classNames={tones} />
      {marks.map(
        (mark) =>
          mark !== false && (
            <span key={mark.words} className={tones[mark.tone]} title={mark.words} data-testid="work-mark">
              <mark.Icon size={14} aria-hidden="true" />
              <span className={tones.said}>{mark.words}</span>
            </span>
          ),
      )}
    </>
  )
}

/** Whose piece it is, by colour and name. */
function AssigneeMark({ assignee }: { readonly assignee: NonNullable<SubmissionRow['assignee']> }) {
  const t = useText()
  const color = colorIn(useEditors(), assignee.id)
  return (
    <span className={tones.plain} title={t('inbox.assigned', { name: assignee.name })} data-testid="assignee-mark">
      {color !== null && <EditorDot color={color} />}
      <span className={tones.said}>{assignee.name}</span>
    </span>
  )
}

export const InboxRow = memo(function InboxRow({
  row,
  tickable = false,
}: {
  readonly row: SubmissionRow
  readonly tickable?: boolean
}) {
  const t = useText()
  const format = useFormat()
  const title = row.title || row.subject || t('title.none')
  const name = row.author.name || row.author.address || t('author.nameless')
  const words =
    row.versions > 0
      ? t('words.count', { count: row.words })
      : t(row.converting ? 'inbox.converting-mark' : 'inbox.no-manuscript')
  const more = [
    ...(row.versions > 1 ? [t('version.ordinal', { ordinal: row.versions })] : []),
    ...(row.images > 0 ? [t('inbox.images', { count: row.images })] : []),
    ...(row.attachments > 0 ? [t('inbox.attachments', { count: row.attachments })] : []),
    ...(row.origin === 'mail' ? [] : [t(`inbox.by-${row.origin}`)]),
  ]
  const facts = [words, ...more].join(' · ')
  const { error, warning } = row.findings
  const { similar, published, recent } = row
  return (
    <div
      className={classes['row']}
      data-unread={row.unread || undefined}
      data-state={row.state}
      data-testid="inbox-row"
      data-submission-id={row.id}
    >
      {row.unread && (
        <span className={classes['unread']}>
          <span className="visually-hidden">{t('inbox.unread')}</span>
        </span>
      )}
      {tickable && <TickBox submissionId={row.id} />}
      <div className={classes['who']}>
        <span className={classes['name']} title={row.author.address}>
          {name}
        </span>
        <AuthorChips author={row.author} nonAuthorClass={classes['nonAuthor'] ?? ''} />
        <DateText at={row.receivedAt} className={classes['time'] ?? ''} />
      </div>
      <div className={classes['title']} title={title}>
        {title}
      </div>
      <div className={classes['facts']}>
        <StateChip state={row.state} answered={row.answered && !row.bounced} />
        {row.assignee !== null && <AssigneeMark assignee={row.assignee} />}
        <WorkMarks row={row} />
        <span className={classes['words']} title={facts}>
          {words}
        </span>
        {more.length > 0 && (
          <span className={classes['more']} title={facts}>
            {more.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </span>
        )}
        {error > 0 && (
          <span className={classes['error']} title={t('inbox.must-fix', { count: error })}>
            <IconCircleFilled size={10} aria-hidden="true" />
            <span aria-hidden="true">{error}</span>
            <span className="visually-hidden">{t('inbox.must-fix', { count: error })}</span>
          </span>
        )}
        {warning > 0 && (
          <span className={classes['warning']} title={t('inbox.suggested', { count: warning })}>
            <IconAlertTriangleFilled size={11} aria-hidden="true" />
            <span aria-hidden="true">{warning}</span>
            <span className="visually-hidden">{t('inbox.suggested', { count: warning })}</span>
          </span>
        )}
        {similar !== null && (
          <CompareMark
            row={row}
            other={{ kind: 'submission', id: similar.submissionId }}
            tone="error"
            title={t('inbox.similar-to', { number: similar.number })}
            testId="similar-mark"
          >
            {t('inbox.similar', { percent: format.percent(similar.score) })}
          </CompareMark>
        )}
        {published !== null && (
          <CompareMark
            row={row}
            other={{ kind: 'published', id: published.articleId }}
            tone="error"
            title={t('inbox.published-like', { title: published.title })}
            testId="published-mark"
          >
            {t('inbox.published', { percent: format.percent(published.score) })}
          </CompareMark>
        )}
        {recent !== null && recent.submissionId !== similar?.submissionId && (
          <CompareMark
            row={row}
            other={{ kind: 'submission', id: recent.submissionId }}
            tone="warning"
            title={`${recentWords(t, recent)} · ${recent.number} ${recent.title}`}
            testId="recent-mark"
          >
            {recentMark(t, recent)}
          </CompareMark>
        )}
        {row.expiringLinks > 0 && <LinkMark count={row.expiringLinks} expiresAt={row.linkExpiresAt} />}
      </div>
    </div>
  )
})

/** The tick for deciding together. The key for it is the list's (S), as a box inside an option is none to a screen reader. */
function TickBox({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const ticked = useTicked((state) => state.ids.includes(submissionId))
  const ticking = useTicked((state) => state.ids.length > 0)
  const toggle = useTicked((state) => state.toggle)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className={classes['tick']}
      data-ticked={ticked || undefined}
      data-ticking={ticking || undefined}
      title={`${t('bulk.tick')} (${keyOf('list.tick')})`}
      data-testid="tick"
      onClick={(event) => {
        event.stopPropagation()
        toggle(submissionId)
      }}
    >
      {ticked ? <IconSquareCheckFilled size={16} aria-hidden="true" /> : <IconSquare size={16} aria-hidden="true" />}
      {ticked && <span className="visually-hidden">{t('bulk.is-ticked')}</span>}
    </span>
  )
}

/** A mark that opens the two texts side by side. The key for it is the list's (V), not each row's. */
function CompareMark({
  row,
  other,
  tone,
  title,
  testId,
  children,
}: {
  readonly row: SubmissionRow
  readonly other: OtherText
  readonly tone: 'error' | 'warning'
  readonly title: string
  readonly testId: string
  readonly children: ReactNode
}) {
  const open = useCompare((state) => state.open)
  return (
    // A button inside an option is none to a screen reader; what it does has a key and a button beside the list.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span className={classes[tone]} title={title} data-testid={testId} onClick={() => open(row.id, other)}>
      <span className={classes['said']}>{children}</span>
    </span>
  )
}

/** 外链将过期, with the days that the mail says; it never says more than that. */
function LinkMark({ count, expiresAt }: { readonly count: number; readonly expiresAt: number | null }) {
  const t = useText()
  const time = linkTime(expiresAt, useNow())
  const urgent = time.kind === 'over' || (time.kind === 'left' && time.urgent)
  const words =
    time.kind === 'left'
      ? time.days === 0
        ? t('inbox.link-today')
        : t('inbox.link-days', { count: time.days })
      : time.kind === 'over'
        ? t('inbox.link-over')
        : t('inbox.link-unknown', { count })
  return (
    <span
      className={classes[urgent ? 'error' : 'warning']}
      title={`${t('inbox.expiring', { count })} · ${words}`}
      data-testid="link-mark"
    >
      <IconClockExclamation size={14} aria-hidden="true" />
      <span className={classes['said']}>{words}</span>
    </span>
  )
}
