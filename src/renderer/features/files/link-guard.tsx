/** 外链: what expires, until when, and what became of it; to be downloaded by the editor and put where it belongs. */
import { Button, CopyButton, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconExternalLink, IconFileUpload, IconLinkOff, IconMail } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText, type Say } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { Chip, type ChipTone } from '@renderer/components/chip'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useNow } from '@renderer/state/use-now'
import type { GuardedLink } from '@shared/domain/file'
import { assertNever } from '@shared/domain/result'
import { useState } from 'react'
import { linkTime } from './link-days'
import { OpenLink } from './open-link'
import { ResendLetter } from './resend-letter'
import { sayAdded } from './say-added'
import { upload } from './upload'
import { useDropTarget } from './use-drop-target'
import classes from './link-guard.module.css'

const SECONDS_TO_UNDO = 10

export function LinkGuard({
  submissionId,
  links,
  compact = false,
}: {
  readonly submissionId: string
  readonly links: readonly GuardedLink[]
  /** In the preview: what it is and until when, to be worked on in the review. */
  readonly compact?: boolean
}) {
  const t = useText()
  if (links.length === 0) return null
  return (
    <section aria-label={t('link.title')} className={classes['guard']} data-testid="link-guard">
      <h3 className={classes['title']}>{t('link.title')}</h3>
      <ul className={classes['list']}>
        {links.map((link) => (
          <LinkItem key={link.url} submissionId={submissionId} link={link} compact={compact} />
        ))}
      </ul>
    </section>
  )
}

function LinkItem({
  submissionId,
  link,
  compact,
}: {
  readonly submissionId: string
  readonly link: GuardedLink
  readonly compact: boolean
}) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const { tone, words } = sayState(t, link, now)
  const until = link.expiresAt === null ? undefined : format.moment(link.expiresAt)
  return (
    <li className={classes['item']} data-state={link.state} data-testid="link-item">
      <div className={classes['head']}>
        <span className={classes['name']} title={link.url}>
          {link.name ?? (link.service === null ? link.host : t(`link.service.${serviceOf(link.service)}`))}
        </span>
        <Chip tone={tone} title={until} testId="link-state">
          {words}
        </Chip>
      </div>
      <div className={classes['facts']}>
        {[
          ...(link.name !== null && link.service !== null ? [t(`link.service.${serviceOf(link.service)}`)] : []),
          link.host,
          ...(link.size === null ? [] : [format.bytes(link.size)]),
          ...(until === undefined || link.state !== 'open' ? [] : [t('link.until', { when: until })]),
        ].join(' · ')}
      </div>
      {!compact && <LinkActions submissionId={submissionId} link={link} />}
    </li>
  )
}

function LinkActions({ submissionId, link }: { readonly submissionId: string; readonly link: GuardedLink }) {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const [opening, setOpening] = useState(false)
  const [asking, setAsking] = useState(false)
  const place = { messageHash: link.messageHash, index: link.index }
  const note = useCoreCommand((client, state: 'open' | 'expired') => client.links.note({ ...place, state }))
  const capture = useCoreCommand(async (client, file: File) =>
    client.files.add({ submissionId, uploadId: await upload(client, file), link: place }),
  )
  const takeBack = async (): Promise<void> => {
    await (await connection.client()).links.note({ ...place, state: 'open' })
    refresh('submissions', 'desk')
  }
  const offer = (message: string): void =>
    void offerUndo({
      // Marked, taken up and marked again: each has its own way back.
      id: `link ${link.url} ${Date.now()}`,
      message,
      seconds: SECONDS_TO_UNDO,
      undo: takeBack,
      onError: reportError,
      testId: 'link-undo',
    })
  const add = (file: File | null): void => {
    if (file === null || capture.isPending) return
    capture.mutate(file, {
      onSuccess: (added) => {
        refresh('submissions', 'manuscripts', 'desk')
        notifications.show({ message: sayAdded(t, file.name, added) })
      },
      onError: reportError,
    })
  }
  const { over, handlers } = useDropTarget(add)
  const mark = (): void =>
    note.mutate('expired', {
      onSuccess: () => {
        refresh('submissions', 'desk')
        offer(t('link.marked'))
      },
      onError: reportError,
    })
  return (
    <div className={classes['actions']} data-over={over || undefined} {...handlers}>
      <CopyButton value={link.url}>
        {({ copied, copy }) => (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconCopy size={14} aria-hidden="true" />}
            onClick={copy}
          >
            {copied ? t('link.copied') : t('link.copy')}
          </Button>
        )}
      </CopyButton>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconExternalLink size={14} aria-hidden="true" />}
        onClick={() => setOpening(true)}
        data-testid="link-open"
      >
        {t('link.open')}
      </Button>
      {link.state !== 'captured' && (
        <FileButton onChange={add} inputProps={{ 'aria-label': t('link.add-file') }}>
          {(props) => (
            <Button
              {...props}
              variant="light"
              size="compact-sm"
              loading={capture.isPending}
              leftSection={<IconFileUpload size={14} aria-hidden="true" />}
              data-testid="link-add-file"
            >
              {t('link.add-file')}
            </Button>
          )}
        </FileButton>
      )}
      {link.state === 'open' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={note.isPending}
          leftSection={<IconLinkOff size={14} aria-hidden="true" />}
          onClick={mark}
          data-testid="link-expired"
        >
          {t('link.mark-expired')}
        </Button>
      )}
      {link.state === 'expired' && (
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconMail size={14} aria-hidden="true" />}
          onClick={() => setAsking(true)}
          data-testid="link-resend"
        >
          {t('link.ask-again')}
        </Button>
      )}
      {link.state !== 'open' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => void takeBack().catch(reportError)}
          data-testid="link-reopen"
        >
          {t('link.reopen')}
        </Button>
      )}
      {opening && <OpenLink link={link} onClose={() => setOpening(false)} />}
      {asking && <ResendLetter submissionId={submissionId} place={place} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** A state is a word; its colour only underlines it. An end that the mail does not say is never made up. */
function sayState(t: Say, link: GuardedLink, now: number): { readonly tone: ChipTone; readonly words: string } {
  switch (link.state) {
    case 'captured':
      return { tone: 'accent', words: t('link.state.captured') }
    case 'expired':
      return { tone: 'error', words: t('link.state.expired') }
    case 'open': {
      const time = linkTime(link.expiresAt, now)
      switch (time.kind) {
        case 'unknown':
          return { tone: 'warning', words: t('link.state.unknown') }
        case 'over':
          return { tone: 'error', words: t('link.state.over') }
        case 'left':
          return {
            tone: time.urgent ? 'error' : 'warning',
            words: time.days === 0 ? t('link.state.today') : t('link.state.days', { count: time.days }),
          }
        default:
          return assertNever(time)
      }
    }
    default:
      return assertNever(link.state)
  }
}

const services = [
  'qq-large-attachment',
  'qq-transfer',
  'netease-large-attachment',
  'netease-enterprise',
  'baidu-disk',
  'quark-disk',
  'aliyun-disk',
  'weiyun',
  'xunlei-disk',
  'cowtransfer',
  'wenshushu',
  'wetransfer',
] as const

/** A service that has a name here; one that the core learned later is an `other`. */
function serviceOf(code: string): (typeof services)[number] | 'other' {
  return services.find((service) => service === code) ?? 'other'
}
