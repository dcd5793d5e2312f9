/** What is said about a finding: questions to the author, and notes that editors leave each other. */
import { Button, UnstyledButton } from '@mantine/core'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import type { ReviewFinding } from '@shared/contract/contract'
import type { Annotation } from '@shared/domain/annotation'
import { CommentWords } from './comment-words'
import { MentionTextarea } from './mention-textarea'
import { mentionsIn } from './mentions'
import { chosenSpan, spanOfPiece } from '@renderer/editor/text-selection'
import { useReview } from './review-context'
import { noteDraft, useDraft } from './thread-drafts'
import { offerUndo } from './undo-toast'
import { useSettledAnchor } from './use-settled-anchor'
import { useRefresh } from './use-refresh'
import { useSelectMark } from './use-select-mark'
import { UNDO_SECONDS } from './use-thread-commands'
import classes from './finding-notes.module.css'

export function FindingNotes({
  finding,
  threads,
  active,
}: {
  readonly finding: ReviewFinding
  readonly threads: readonly Annotation[]
  readonly active: boolean
}) {
  const [draft, setDraft] = useDraft(noteDraft(finding.id))
  const writing = active && draft !== null
  if (threads.length === 0 && !writing) return null
  return (
    <div className={classes['notes']} data-testid="finding-notes">
      {threads.map((thread) => (
        <Thread key={thread.id} thread={thread} />
      ))}
      {writing && <NewNote finding={finding} draft={draft} setDraft={setDraft} />}
    </div>
  )
}

function Thread({ thread }: { readonly thread: Annotation }) {
  const t = useText()
  const select = useSelectMark()
  const toAuthor = thread.audience === 'author'
  return (
    <div className={classes['thread']} data-audience={thread.audience} data-state={thread.state}>
      <p className={classes['by']}>
        <Chip tone={toAuthor ? 'accent' : 'plain'}>{t(toAuthor ? 'threads.question' : 'threads.note')}</Chip>
        {thread.state === 'resolved' && <Chip>{t('review.comments.resolved')}</Chip>}
        <span>{thread.comments[0]?.editorName}</span>
        <DateText at={thread.comments[0]?.at ?? thread.createdAt} />
        <UnstyledButton className={classes['open']} onClick={() => select(thread.id)} data-testid="finding-thread">
          {t('threads.open')}
        </UnstyledButton>
      </p>
      {thread.comments.map((comment) => (
        <CommentWords key={comment.id} comment={comment} audience={thread.audience} />
      ))}
    </div>
  )
}

function NewNote({
  finding,
  draft,
  setDraft,
}: {
  readonly finding: ReviewFinding
  readonly draft: string
  readonly setDraft: (text: string | null) => void
}) {
  const t = useText()
  const { version, checkedBlocks, editors } = useReview()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const block = checkedBlocks.find(({ id }) => id === finding.block)
  const settledAnchor = useSettledAnchor()
  const add = useCoreCommand(async (client, text: string) => {
    if (version === null || block === undefined) throw new Error('no text to note on')
    const words = chosenSpan(spanOfPiece(block, finding.start, finding.end))
    return client.annotations.add({
      versionId: version.id,
      kind: 'comment',
      anchor: await settledAnchor({ versionId: version.id, ...words }),
      audience: 'editors',
      text,
      clause: finding.clause,
      mentions: mentionsIn(text, editors),
      finding: { findingId: finding.id, ruleId: finding.ruleId },
    })
  })
  const save = (): void => {
    const text = draft.trim()
    if (text === '' || add.isPending) return
    add.mutate(text, {
      onSuccess: ({ id }) => {
        setDraft(null)
        refresh('annotations')
        offerUndo({
          id: `note ${id}`,
          message: t('threads.noted'),
          seconds: UNDO_SECONDS,
          undo: async () => {
            await (await connection.client()).annotations.remove({ annotationId: id })
            refresh('annotations')
          },
          onError: reportError,
        })
      },
    })
  }
  return (
    <div className={classes['new']}>
      <MentionTextarea
        value={draft}
        onChange={setDraft}
        onSubmit={save}
        onEscape={() => {
          if (draft.trim() === '') setDraft(null)
          else if (window.document.activeElement instanceof HTMLElement) window.document.activeElement.blur()
        }}
        label={t('threads.note')}
        placeholder={t('threads.note-placeholder')}
        minRows={2}
        focused
        testId="finding-note-text"
      />
      <ErrorNotice error={add.error} onClose={add.reset} />
      <div className={classes['buttons']}>
        <Button variant="subtle" color="gray" onClick={() => setDraft(null)}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={draft.trim() === '' || block === undefined}
          loading={add.isPending}
          onClick={save}
          title={keyOf('decide.send')}
          data-testid="finding-note-save"
        >
          {t('threads.save')}
        </Button>
      </div>
    </div>
  )
}
