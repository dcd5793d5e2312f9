/** One letter: where it stands and why, what can be done, what it says. */
import { Anchor } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { Pane } from '@renderer/components/pane'
import { useViewState } from '@renderer/state/view-state'
import type { Letter } from '@shared/domain/letter'
import type { ReactNode } from 'react'
import { CopyFailed } from './copy-failed'
import { LetterActions } from './letter-actions'
import { LetterChip } from './letter-chip'
import { Why } from './letter-row'

import classes from './letter-view.module.css'

export function LetterView({ letter }: { readonly letter: Letter }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const about = letter.submissionTitle || t('title.none')
  return (
    <Pane
      label={letter.subject}
      ground="surface"
      testId="letter-view"
      focusable
      head={
        <header className={classes['head']}>
          <h2 className={classes['subject']}>{letter.subject}</h2>
          <div className={classes['state']} data-state={letter.state}>
            <LetterChip letter={letter} />
            <Why letter={letter} className={classes['why'] ?? ''} />
          </div>
          {letter.detail !== '' && (
            <p className={classes['detail']}>
              <span>{letter.reason === 'written-to-folder' ? t('outbox.written-as') : t('outbox.server-words')}</span>
              <code>{letter.detail}</code>
            </p>
          )}
          {letter.bouncedAt !== null && (
            <p className={classes['detail']} data-testid="letter-bounce">
              <span>{t('outbox.bounce-words')}</span>
              <code>{letter.bounceDetail}</code>
            </p>
          )}
          {letter.sentCopy?.state === 'failed' && <CopyFailed letter={letter} copy={letter.sentCopy} />}
          <LetterActions letter={letter} />
          <dl className={classes['facts']}>
            <Fact name={t('outbox.to')}>
              {letter.to.name === '' ? letter.to.address : `${letter.to.name} <${letter.to.address}>`}
            </Fact>
            <Fact name={t('outbox.submission')}>
              <Anchor
                component="button"
                type="button"
                className={classes['link'] ?? ''}
                data-testid="outbox-open-submission"
                title={about}
                onClick={() => set({ page: 'review', submissionId: letter.submissionId })}
              >
                {letter.submissionNumber} · {about}
              </Anchor>
            </Fact>
            {(letter.sentCopy?.state === 'waiting' || letter.sentCopy?.state === 'kept') && (
              <Fact name={t('outbox.copy')}>
                <span data-testid="letter-copy">{t(`outbox.copy.${letter.sentCopy.state}`)}</span>
              </Fact>
            )}
            <Fact name={letter.sentAt === null ? t('outbox.created') : t('outbox.sent-at')}>
              <DateText at={letter.sentAt ?? letter.createdAt} as="moment" />
              {letter.attempts > 0 &&
                letter.state !== 'sent' &&
                ` · ${t('outbox.attempts', { count: letter.attempts })}`}
            </Fact>
          </dl>
        </header>
      }
    >
      <article className={classes['text']} data-testid="letter-text">
        {letter.text}
      </article>
    </Pane>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
