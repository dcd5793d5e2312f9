/** 往来: mails in and letters out in the order of time; one of them open. */
import { IconMailOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { FilesOfSubmission } from '@renderer/features/files/files-of-submission'
import { LetterItem } from './letter-item'
import { MailItem } from './mail-item'
import { useReview } from './review-context'
import { WriteLetter } from './write-letter'
import classes from './thread-tab.module.css'

export function ThreadTab() {
  const t = useText()
  const { detail, openItem, change } = useReview()
  const items = [
    ...detail.messages.map((mail) => ({ id: mail.hash, at: mail.date, mail, letter: null })),
    ...detail.letters.map((letter) => ({ id: letter.id, at: letter.sentAt ?? letter.createdAt, mail: null, letter })),
  ].toSorted((a, b) => a.at - b.at)
  return (
    <>
      <FilesOfSubmission submissionId={detail.row.id} />
      <WriteLetter />
      {items.length === 0 && <EmptyState icon={<IconMailOff size={22} />} title={t('review.thread.none')} />}
      <ol className={classes['list']}>
        {items.map(({ id, mail, letter }) => {
          const open = openItem === id
          const toggle = (): void => change({ openItem: open ? null : id })
          return (
            <li key={id} className={classes['item']} data-open={open || undefined} data-testid="thread-item">
              {mail === null ? (
                <LetterItem letter={letter} open={open} onToggle={toggle} />
              ) : (
                <MailItem mail={mail} open={open} onToggle={toggle} />
              )}
            </li>
          )
        })}
      </ol>
    </>
  )
}
