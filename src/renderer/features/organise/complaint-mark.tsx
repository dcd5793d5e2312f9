/** 投诉 in a row: how many days are left to answer it. */
import { IconGavel } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import type { SubmissionRow } from '@shared/domain/submission'
import { daysLeft } from './days-left'

/** What is said of a complaint, and how pressing it is; null when it is none. */
export function useComplaintWords(
  row: Pick<SubmissionRow, 'urgent' | 'replyBy'>,
): { readonly words: string; readonly tone: 'error' | 'warning' | 'plain' } | null {
  const t = useText()
  const { today } = useFormat()
  const { urgent, replyBy } = row
  if (!urgent) return replyBy === null ? null : { words: t('organise.complaint.settled'), tone: 'plain' }
  if (replyBy === null) return { words: t('organise.complaint'), tone: 'error' }
  const days = daysLeft(today, replyBy)
  if (days < 0) return { words: t('organise.complaint.overdue', { count: -days }), tone: 'error' }
  if (days === 0) return { words: t('organise.complaint.today'), tone: 'error' }
  return { words: t('organise.complaint.left', { count: days }), tone: days > 1 ? 'warning' : 'error' }
}

export function ComplaintMark({
  row,
  classNames,
}: {
  readonly row: SubmissionRow
  readonly classNames: Readonly<Record<'error' | 'warning' | 'plain' | 'said', string>>
}) {
  const format = useFormat()
  const t = useText()
  const complaint = useComplaintWords(row)
  if (complaint === null) return null
  const title =
    row.replyBy === null
      ? complaint.words
      : t('organise.complaint.title', { words: complaint.words, day: format.localDate(row.replyBy) })
  return (
    <span className={classNames[complaint.tone]} title={title} data-testid="complaint-mark">
      <IconGavel size={14} aria-hidden="true" />
      <span className={classNames.said}>{complaint.words}</span>
    </span>
  )
}
