/** A mail as it came: headers, attachments, and its text, or its HTML with nothing in it that acts. */
import { Button, Modal } from '@mantine/core'
import { IconArrowsDiagonal, IconPhotoOff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { ErrorNotice } from '@renderer/components/report-error'
import { FileList } from '@renderer/features/files/file-list'
import { useInlinePictures } from '@renderer/features/files/inline-pictures'
import { listedAttachments } from '@renderer/features/files/submission-files'
import type { MailAddress, ParsedMessage } from '@shared/domain/mail'
import { useMemo, useState } from 'react'
import { Skeleton } from '@mantine/core'
import { harmlessMail } from './harmless-mail'
import { MailFrame } from './mail-frame'
import classes from './thread-tab.module.css'

const said = ({ name, address }: MailAddress): string =>
  name === '' || name === address ? address : `${name} <${address}>`

export function MailBody({
  hash,
  submissionId = null,
}: {
  readonly hash: string
  /** The piece whose manuscript one of its files may be made. */
  readonly submissionId?: string | null
}) {
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
      <FileList
        files={listedAttachments(hash, mail.data.attachments)}
        label={t('review.mail.attachments')}
        submissionId={submissionId}
      />
      <MailText hash={hash} mail={mail.data} />
    </div>
  )
}

function MailText({ hash, mail }: { readonly hash: string; readonly mail: ParsedMessage }) {
  const t = useText()
  const [wide, setWide] = useState(false)
  const { html } = mail
  const pictures = useInlinePictures(hash, mail)
  const harmless = useMemo(() => (html === null ? null : harmlessMail(html, pictures)), [html, pictures])
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
      <Modal opened={wide} onClose={() => setWide(false)} title={title} size={860}>
        <MailFrame html={harmless.html} title={title} tall />
      </Modal>
    </>
  )
}
