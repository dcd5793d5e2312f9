/** A mail as it came: headers, attachments, and its text, or its HTML with nothing in it that acts. */
import { Button, Modal } from '@mantine/core'
import { IconArrowsDiagonal, IconPaperclip, IconPhotoOff } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { ErrorNotice } from '@renderer/components/report-error'
import type { MailAddress, ParsedMessage } from '@shared/domain/mail'
import { useMemo, useState } from 'react'
import { Skeleton } from '@mantine/core'
import { harmlessMail } from './harmless-mail'
import { MailFrame } from './mail-frame'
import classes from './thread-tab.module.css'

const said = ({ name, address }: MailAddress): string =>
  name === '' || name === address ? address : `${name} <${address}>`

export function MailBody({ hash }: { readonly hash: string }) {
  const t = useText()
  const mail = useCoreQuery(['messages', hash], (client) => client.messages.show({ hash }))
  if (mail.data === undefined) {
    return (
      <div className={classes['body']}>
        {mail.error === null ? (
          <AfterAWhile>
            <Skeleton height={12} />
          </AfterAWhile>
        ) : (
          <ErrorNotice error={mail.error} />
        )}
      </div>
    )
  }
  return (
    <div className={classes['body']}>
      <dl className={classes['facts']}>
        <dt>{t('review.mail.from')}</dt>
        <dd>{said(mail.data.from)}</dd>
        <dt>{t('review.mail.to')}</dt>
        <dd>{[...mail.data.to, ...mail.data.cc].map(said).join(t('review.list-comma'))}</dd>
      </dl>
      <Attachments mail={mail.data} />
      <MailText mail={mail.data} />
    </div>
  )
}

function Attachments({ mail }: { readonly mail: ParsedMessage }) {
  const t = useText()
  const format = useFormat()
  if (mail.attachments.length === 0) return null
  return (
    <ul className={classes['attachments']} aria-label={t('review.mail.attachments')}>
      {mail.attachments.map((each) => (
        <li key={`${each.sha256} ${each.filename}`} title={each.entries?.join('\n') ?? each.filename}>
          <IconPaperclip size={14} aria-hidden="true" />
          <span className={classes['filename']}>{each.filename}</span>
          <span className={classes['size']}>{format.bytes(each.size)}</span>
        </li>
      ))}
    </ul>
  )
}

function MailText({ mail }: { readonly mail: ParsedMessage }) {
  const t = useText()
  const [wide, setWide] = useState(false)
  const { html } = mail
  const harmless = useMemo(() => (html === null ? null : harmlessMail(html)), [html])
  if (harmless === null) return <p className={classes['text']}>{mail.text || t('review.mail.empty')}</p>
  const title = mail.subject || t('subject.none')
  return (
    <>
      {harmless.blockedPictures > 0 && (
        <p className={classes['notice']} data-testid="mail-blocked">
          <IconPhotoOff size={15} aria-hidden="true" />
          {t('review.mail.blocked', { count: harmless.blockedPictures })}
        </p>
      )}
      <MailFrame html={harmless.html} title={title} />
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconArrowsDiagonal size={14} aria-hidden="true" />}
        onClick={() => setWide(true)}
      >
        {t('review.mail.enlarge')}
      </Button>
      <Modal
        opened={wide}
        onClose={() => setWide(false)}
        title={title}
        size={860}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <MailFrame html={harmless.html} title={title} tall />
      </Modal>
    </>
  )
}
