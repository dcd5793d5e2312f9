/** 今天要跟进: what is due today or was due before, of all authors. */
import { Anchor, Modal } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import { useAuthorsView } from '@renderer/state/authors-view'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import { useOpenSubmission } from '@renderer/features/inbox/inbox-list'
import { isSenior } from '@shared/domain/role'
import { FollowUpCard } from './follow-ups'
import classes from './parts.module.css'

/** Drafts that are named; the count says how many there are. */
const SHOWN = 20

/** Over whatever page one is on. */
export function DueToday() {
  const t = useText()
  const opened = useAuthorsView((state) => state.dueOpen)
  const setOpened = useAuthorsView((state) => state.setDueOpen)
  const onClose = (): void => setOpened(false)
  useKeys({ 'desk.due': () => setOpened(true) })
  return (
    <Modal opened={opened} onClose={onClose} title={t('authors.today')} size={560}>
      <List onClose={onClose} />
    </Modal>
  )
}

function List({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const due = useCoreQuery(['authors', 'due'], (client) => client.authors.due())
  return (
    <>
      <ErrorNotice error={due.error} always />
      <DraftsWaiting onClose={onClose} />
      {due.data?.length === 0 && (
        <EmptyState icon={<IconCalendarCheck size={22} />} title={t('authors.today-none')}>
          {t('authors.today-none-text')}
        </EmptyState>
      )}
      <ul className={classes['list']} aria-label={t('authors.today')}>
        {(due.data ?? []).map((followUp) => (
          <FollowUpCard
            key={followUp.id}
            followUp={followUp}
            who={
              <Anchor
                component="button"
                type="button"
                onClick={() => {
                  set({ page: 'authors', authorId: followUp.authorId })
                  onClose()
                }}
              >
                {followUp.authorName || t('author.nameless')}
              </Anchor>
            }
          />
        ))}
      </ul>
    </>
  )
}

/** For seniors: drafts that wait, each a way to its review. */
function DraftsWaiting({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const role = useDeskInfo().data?.editor.role ?? 'editor'
  const open = useOpenSubmission()
  const waiting = useCoreQuery(
    ['submissions', 'waiting-drafts'],
    (client) => client.submissions.list({ filter: 'awaiting-approval', query: '', offset: 0, limit: SHOWN }),
    { enabled: isSenior(role) },
  ).data
  if (waiting === undefined || waiting.total === 0) return null
  return (
    <section className={classes['waiting']} data-testid="today-drafts">
      <h3 className={classes['title']}>{t('approval.count', { count: waiting.total })}</h3>
      <ul className={classes['list']}>
        {waiting.rows.map((row) => (
          <li key={row.id} className={classes['line']}>
            <Anchor
              component="button"
              type="button"
              onClick={() => {
                open(row.id)
                onClose()
              }}
            >
              {row.title || row.subject || t('title.none')}
            </Anchor>
            <span className={classes['quiet']}>
              {[row.number, row.author.name || row.author.address || t('author.nameless')].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
