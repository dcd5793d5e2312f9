/** A look at the selected piece: who, what came with it, how it begins. */
import { Anchor, Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMailOpened, IconMessages } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AuthorChips } from '@renderer/components/author-chip'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { KeyHint } from '@renderer/components/key-hint'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { StateChip } from '@renderer/components/state-chip'
import { Likeness, useLikenessKeys } from '@renderer/features/compare/likeness'
import { useOrganiseKeys } from '@renderer/features/organise/organise-dialogs'
import { PieceNotices } from '@renderer/features/organise/piece-notices'
import { FilesPreview } from '@renderer/features/files/files-of-submission'
import { useViewState } from '@renderer/state/view-state'
import type { SubmissionDetail } from '@shared/contract/contract'
import { Skeleton } from '@mantine/core'
import { AssignButton } from '@renderer/features/triage/assign-button'
import { useOpenSubmission } from './inbox-list'
import { PreviewText } from './preview-text'
import classes from './inbox-preview.module.css'

export function InboxPreview() {
  const t = useText()
  const selectedId = useViewState((state) => state.submissionId)
  useOrganiseKeys()
  // Running down the list with the key held asks for nothing on the way.
  const [submissionId] = useDebouncedValue(selectedId, 80)
  const detail = useCoreQuery(
    ['submissions', 'show', submissionId],
    (client) => client.submissions.show({ submissionId: submissionId ?? '' }),
    { enabled: submissionId !== null },
  )
  if (selectedId === null) {
    return (
      <Pane label={t('inbox.preview')} ground="surface">
        <EmptyState icon={<IconMailOpened size={22} />} title={t('inbox.preview-none')} />
      </Pane>
    )
  }
  return (
    <Pane
      label={t('inbox.preview')}
      ground="surface"
      testId="inbox-preview"
      focusable
      head={detail.data && <PreviewHead detail={detail.data} selectedId={selectedId} />}
    >
      <div className={classes['notice']}>
        <ErrorNotice error={detail.error} always />
      </div>
      {detail.data ? (
        <>
          <FilesPreview submissionId={detail.data.row.id} />
          <PreviewBody detail={detail.data} />
        </>
      ) : (
        detail.error === null && (
          <AfterAWhile>
            <output className={classes['waiting']} aria-label={t('frame.loading')}>
              <Skeleton height={18} width="70%" />
              <Skeleton height={12} />
              <Skeleton height={12} />
              <Skeleton height={12} width="60%" />
            </output>
          </AfterAWhile>
        )
      )}
    </Pane>
  )
}

/** `selectedId`: what its buttons open. For a moment that is one row further than what is shown. */
function PreviewHead({ detail, selectedId }: { readonly detail: SubmissionDetail; readonly selectedId: string }) {
  const t = useText()
  const { row, messages } = detail
  const set = useViewState((state) => state.set)
  const open = useOpenSubmission()
  useLikenessKeys(row)
  return (
    <header className={classes['head']}>
      <h2 className={classes['title']}>{row.title || row.subject || t('title.none')}</h2>
      <div className={classes['meta']}>
        <Anchor
          component="button"
          type="button"
          className={classes['author'] ?? ''}
          title={row.author.address}
          onClick={() => set({ page: 'authors', authorId: row.author.id })}
        >
          {row.author.name || row.author.address || t('author.nameless')}
        </Anchor>
        <AuthorChips author={row.author} />
        <DateText at={row.receivedAt} as="moment" />
        <span>{row.number}</span>
        <StateChip state={row.state} answered={row.answered} />
      </div>
      <div className={classes['tools']}>
        <Button
          data-testid="start-review"
          rightSection={<KeyHint action="list.open" onButton />}
          onClick={() => open(selectedId)}
        >
          {t('inbox.start-review')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMessages size={15} />}
          onClick={() => {
            set({ sideTab: 'thread' })
            open(selectedId)
          }}
        >
          {t('inbox.thread', { count: messages.length })}
        </Button>
        <AssignButton row={row} />
      </div>
      <Likeness row={row} />
      <PieceNotices detail={detail} />
    </header>
  )
}

function PreviewBody({ detail: { row, versions, conversion, messages } }: { readonly detail: SubmissionDetail }) {
  const t = useText()
  const newest = versions[0]
  if (newest !== undefined) return <PreviewText versionId={newest.id} />
  const mail = messages.at(-1)
  return (
    <div className={classes['mail']}>
      <p className={classes['why']}>
        {conversion.kind === 'pending'
          ? t('inbox.converting')
          : conversion.kind === 'refused' && (conversion.refusal.code !== 'empty' || row.attachments > 0)
            ? t('inbox.refused', { reason: t(`conversion.${conversion.refusal.code}`) })
            : t('inbox.mail-only')}
      </p>
      {mail !== undefined && mail.preview !== '' && <blockquote>{mail.preview}</blockquote>}
    </div>
  )
}
