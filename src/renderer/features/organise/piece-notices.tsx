/** What stands in the way of a piece, or beside it: a complaint, a letter that came back, a recall, pieces that belong with it. */
import { Anchor, Button } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import {
  IconArchive,
  IconGavel,
  IconGitMerge,
  IconLink,
  IconMailX,
  IconMessageQuestion,
  IconArrowBackUp,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ChangeDialog } from '@renderer/features/authors/change-dialog'
import { useViewState } from '@renderer/state/view-state'
import type { SubmissionDetail } from '@shared/contract/contract'
import { useState, type ReactNode } from 'react'
import { useComplaintWords } from './complaint-mark'
import { useOrganise } from './use-organise'
import classes from './organise.module.css'

export function PieceNotices({ detail }: { readonly detail: SubmissionDetail }) {
  const t = useText()
  const { act } = useOrganise()
  const { row, links, mergedFrom, letters } = detail
  const submissionId = row.id
  const bounced = row.bounced ? letters.findLast(({ bouncedAt }) => bouncedAt !== null) : undefined
  const nothing =
    row.replyBy === null &&
    !row.urgent &&
    !row.recalled &&
    !row.archived &&
    row.mergedInto === null &&
    !row.awaitsAuthor
  if (nothing && bounced === undefined && links.length === 0 && mergedFrom.length === 0) return null
  return (
    <ul className={classes['notices']} aria-label={t('organise.notices')} data-testid="piece-notices">
      {(row.urgent || row.replyBy !== null) && <Complaint key={submissionId} detail={detail} />}
      {bounced !== undefined && (
        <Notice tone="error" icon={<IconMailX size={15} aria-hidden="true" />} testId="notice-bounced">
          {t('organise.bounced', { address: bounced.to.address, detail: bounced.bounceDetail })}
        </Notice>
      )}
      {row.recalled && (
        <Notice tone="warning" icon={<IconArrowBackUp size={15} aria-hidden="true" />} testId="notice-recalled">
          {t('organise.recalled.text')}
        </Notice>
      )}
      {row.awaitsAuthor && (
        <Notice icon={<IconMessageQuestion size={15} aria-hidden="true" />}>{t('organise.awaits.text')}</Notice>
      )}
      {row.archived && (
        <Notice
          icon={<IconArchive size={15} aria-hidden="true" />}
          testId="notice-archived"
          action={
            <Button
              variant="subtle"
              onClick={() =>
                act({
                  run: (client) => client.organise.archive({ submissionId, archived: false }),
                  done: t('organise.archive.back'),
                })
              }
            >
              {t('organise.archive.take-out')}
            </Button>
          }
        >
          {t('organise.archive.text')}
        </Notice>
      )}
      {row.mergedInto !== null && (
        <Notice
          tone="warning"
          icon={<IconGitMerge size={15} aria-hidden="true" />}
          testId="notice-merged"
          action={row.mergedInto === row.id ? undefined : <OpenPiece submissionId={row.mergedInto} />}
        >
          {row.mergedInto === row.id ? t('organise.dissolved.text') : t('organise.merged.text')}
        </Notice>
      )}
      {mergedFrom.map((piece) => (
        <Notice
          key={piece.submissionId}
          icon={<IconGitMerge size={15} aria-hidden="true" />}
          testId="notice-merged-from"
          action={
            <Button
              variant="subtle"
              data-testid="unmerge"
              onClick={() =>
                act({
                  run: (client) => client.organise.unmerge({ submissionId: piece.submissionId }),
                  done: t('organise.unmerge.done', { number: piece.number }),
                })
              }
            >
              {t('organise.unmerge')}
            </Button>
          }
        >
          {t('organise.merged-from', { number: piece.number })}
        </Notice>
      ))}
      {links.map((piece) => (
        <Notice
          key={piece.submissionId}
          icon={<IconLink size={15} aria-hidden="true" />}
          testId="notice-link"
          action={
            <>
              <OpenPiece submissionId={piece.submissionId} />
              <Button
                variant="subtle"
                color="gray"
                onClick={() =>
                  act({
                    run: (client) => client.organise.unlink({ submissionId, otherId: piece.submissionId }),
                    done: t('organise.unlink.done', { number: piece.number }),
                  })
                }
              >
                {t('organise.unlink')}
              </Button>
            </>
          }
        >
          {t(`organise.linked.${piece.kind}`, { number: piece.number, title: piece.title || t('title.none') })}
        </Notice>
      ))}
    </ul>
  )
}

function OpenPiece({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  return (
    <Anchor component="button" type="button" onClick={() => set({ page: 'review', submissionId })}>
      {t('organise.open')}
    </Anchor>
  )
}

function Complaint({ detail }: { readonly detail: SubmissionDetail }) {
  const t = useText()
  const { act } = useOrganise()
  const { row } = detail
  const submissionId = row.id
  const complaint = useComplaintWords(row)
  const [settling, setSettling] = useState(false)
  const concerned = useCoreQuery(
    ['submissions', 'concerned', submissionId],
    (client) => client.organise.concerned({ submissionId }),
    { enabled: row.urgent },
  ).data
  if (complaint === null) return null
  const { tone } = complaint
  return (
    <>
      <Notice
        {...(tone === 'plain' ? {} : { tone })}
        icon={<IconGavel size={15} aria-hidden="true" />}
        testId="notice-complaint"
        action={
          <>
            {row.urgent && (
              <DatePickerInput
                size="xs"
                classNames={{ root: classes['date'] ?? '', label: 'visually-hidden' }}
                label={t('organise.complaint.reply-by')}
                value={row.replyBy}
                onChange={(replyBy) => {
                  if (replyBy === null || replyBy === row.replyBy) return
                  act({
                    run: (client) => client.organise.setReplyBy({ submissionId, replyBy }),
                    done: t('organise.complaint.date-changed'),
                  })
                }}
                monthLabelFormat={t('date.month-format')}
                ariaLabels={{ previousMonth: t('date.previous-month'), nextMonth: t('date.next-month') }}
                popoverProps={{ withRoles: false }}
                valueFormat={t('date.day-format')}
                data-testid="complaint-reply-by"
              />
            )}
            <Button
              variant="default"
              data-testid="complaint-settle"
              onClick={() => {
                if (row.urgent) setSettling(true)
                else
                  act({
                    run: (client) => client.organise.setUrgent({ submissionId, urgent: true, reason: '' }),
                    done: t('organise.complaint.reopened'),
                  })
              }}
            >
              {row.urgent ? t('organise.complaint.settle') : t('organise.complaint.reopen')}
            </Button>
          </>
        }
      >
        {row.urgent ? `${complaint.words} · ${t('organise.complaint.days-note')}` : complaint.words}
      </Notice>
      {concerned?.slice(0, CONCERNED_SHOWN).map((piece) => (
        <Notice
          key={piece.submissionId}
          icon={<IconLink size={15} aria-hidden="true" />}
          action={
            <Button
              variant="subtle"
              onClick={() =>
                act({
                  run: (client) => client.organise.link({ submissionId, otherId: piece.submissionId }),
                  done: t('organise.link.done', { number: piece.number }),
                })
              }
            >
              {t('organise.link.do')}
            </Button>
          }
        >
          {t(`organise.concerned.${piece.why}`, { number: piece.number, title: piece.title || t('title.none') })}
        </Notice>
      ))}
      <ChangeDialog
        opened={settling}
        title={t('organise.complaint.settle')}
        reasonLabel={t('organise.complaint.settle-reason')}
        reasonNeeded
        error={null}
        pending={false}
        onClose={() => setSettling(false)}
        onChange={(reason) => {
          setSettling(false)
          act({
            run: (client) => client.organise.setUrgent({ submissionId, urgent: false, reason }),
            done: t('organise.complaint.done'),
          })
        }}
      />
    </>
  )
}

/** Accepted pieces offered of one complaint. */
const CONCERNED_SHOWN = 3

function Notice({
  children,
  icon,
  action,
  tone,
  testId,
}: {
  readonly children: ReactNode
  readonly icon: ReactNode
  readonly action?: ReactNode
  readonly tone?: 'error' | 'warning'
  readonly testId?: string
}) {
  return (
    <li className={classes['notice']} data-tone={tone} data-testid={testId}>
      {icon}
      <span className={classes['said']}>{children}</span>
      {action}
    </li>
  )
}
