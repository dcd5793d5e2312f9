/** Before a second answer: what somebody sent from another program, and what the author wrote while one was deciding. */
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { useViewState } from '@renderer/state/view-state'
import type { AnsweredElsewhere } from '@shared/domain/decision'
import { useReview } from './review-context'
import classes from './second-answer.module.css'

export interface NewMail {
  readonly hash: string
  readonly at: number
  readonly from: { readonly name: string; readonly address: string }
  readonly subject: string
}

export function SecondAnswer({
  answered,
  arrived,
}: {
  readonly answered: readonly AnsweredElsewhere[]
  /** What came after the sheet was opened; null when nothing did. */
  readonly arrived: NewMail | null
}) {
  const t = useText()
  if (answered.length === 0 && arrived === null) return null
  return (
    <div className={classes['warning']} role="alert" data-testid="second-answer">
      <IconAlertTriangle size={17} aria-hidden="true" />
      <div className={classes['words']}>
        {arrived !== null && (
          <>
            <strong>{t('second-answer.arrived')}</strong>
            <Mail mail={arrived} />
          </>
        )}
        {answered.length > 0 && (
          <>
            <strong>{t('second-answer.answered')}</strong>
            {answered.map((mail) => (
              <Mail key={mail.hash} mail={mail} />
            ))}
          </>
        )}
      </div>
    </div>
  )
}

function Mail({ mail }: { readonly mail: NewMail }) {
  const t = useText()
  const { change } = useReview()
  const subject = mail.subject || t('subject.none')
  return (
    <div className={classes['mail']}>
      <span>{mail.from.name || mail.from.address}</span>
      <DateText at={mail.at} as="moment" />
      <span className={classes['subject']} title={subject}>
        {subject}
      </span>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => {
          change({ openItem: mail.hash })
          useViewState.getState().set({ sideTab: 'thread' })
        }}
        data-testid="second-answer-read"
      >
        {t('second-answer.read')}
      </Button>
    </div>
  )
}
