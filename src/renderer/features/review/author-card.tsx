/** The author's name; resting on it tells what one wants to know before writing to them. */
import { Button, HoverCard } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AuthorChips } from '@renderer/components/author-chip'
import { DateText } from '@renderer/components/date-text'
import { StateChip } from '@renderer/components/state-chip'
import { useViewState } from '@renderer/state/view-state'
import type { AuthorBrief } from '@shared/domain/submission'
import { useState } from 'react'
import classes from './author-card.module.css'

const SHOWN = 4

export function AuthorCard({ author }: { readonly author: AuthorBrief }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const [asked, setAsked] = useState(false)
  const record = useCoreQuery(
    ['authors', 'show', author.id],
    (client) => client.authors.show({ authorId: author.id }),
    {
      enabled: asked,
    },
  )
  const name = author.name || author.address || t('author.nameless')
  return (
    <>
      <HoverCard
        width={340}
        openDelay={350}
        onOpen={() => setAsked(true)}
        withinPortal
        position="bottom-start"
        shadow="md"
      >
        <HoverCard.Target>
          <Button
            variant="subtle"
            color="gray"
            className={classes['name'] ?? ''}
            onClick={() => set({ sideTab: 'author' })}
            data-testid="author-chip"
          >
            {name}
          </Button>
        </HoverCard.Target>
        <HoverCard.Dropdown className={classes['card'] ?? ''}>
          <div className={classes['who']}>
            <b>{name}</b>
            <AuthorChips author={author} />
          </div>
          <div className={classes['line']}>{author.address}</div>
          <div className={classes['line']}>{t('review.wechat', { state: t(`wechat.${author.wechat}`) })}</div>
          {record.data && (
            <ul className={classes['list']}>
              {record.data.submissions.slice(0, SHOWN).map((each) => (
                <li key={each.id}>
                  <span title={each.title}>{each.title || t('title.none')}</span>
                  <StateChip state={each.state} />
                  <DateText at={each.receivedAt} className={classes['when'] ?? ''} />
                </li>
              ))}
            </ul>
          )}
        </HoverCard.Dropdown>
      </HoverCard>
      <AuthorChips author={author} />
    </>
  )
}
