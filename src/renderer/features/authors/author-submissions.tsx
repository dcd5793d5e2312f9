import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { StateChip } from '@renderer/components/state-chip'
import { useViewState } from '@renderer/state/view-state'
import type { AuthorRecord } from '@shared/domain/author'
import classes from './author-submissions.module.css'

/** All pieces of an author, newest first. */
export function AuthorSubmissions({ submissions }: { readonly submissions: AuthorRecord['submissions'] }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  return (
    <ul className={classes['list']}>
      {submissions
        .toSorted((a, b) => b.receivedAt - a.receivedAt)
        .map(({ id, number, title, state, receivedAt }) => (
          <li key={id}>
            <UnstyledButton className={classes['piece']} onClick={() => set({ page: 'review', submissionId: id })}>
              <span className={classes['title']}>{title || t('title.none')}</span>
              <span className={classes['facts']}>
                <StateChip state={state} />
                <span>{number}</span>
                <DateText at={receivedAt} className={classes['time'] ?? ''} />
              </span>
            </UnstyledButton>
          </li>
        ))}
    </ul>
  )
}
