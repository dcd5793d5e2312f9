/** The dialogs of organising, and their keys: over the piece that is selected, or the mail that is open. */
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { useReviewState } from '@renderer/features/review/review-state'
import { useOrganiseDialog } from '@renderer/state/organise'
import { useViewState } from '@renderer/state/view-state'
import { newestMail } from '@shared/domain/submission'
import { PiecePicker } from './piece-picker'
import { SortDialog } from './sort-dialog'
import { useOrganise } from './use-organise'

export function OrganiseDialogs() {
  const t = useText()
  const { dialog, show } = useOrganiseDialog()
  const { act } = useOrganise()
  const close = (): void => show(null)
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'sort':
      return <SortDialog hash={dialog.hash} onClose={close} />
    case 'move': {
      const { hash } = dialog
      return (
        <PiecePicker
          title={t('organise.move.title')}
          explanation={t('organise.move.text')}
          except={null}
          onClose={close}
          onChoose={({ id, number }) => {
            close()
            act({
              run: (client) => client.organise.move({ hash, submissionId: id }),
              done: t('organise.move.done', { number }),
            })
          }}
        />
      )
    }
    case 'merge':
      return <MergeDialog submissionId={dialog.submissionId} onClose={close} />
    case 'link': {
      const { submissionId } = dialog
      return (
        <PiecePicker
          title={t('organise.link.title')}
          explanation={t('organise.link.text')}
          except={submissionId}
          onClose={close}
          onChoose={({ id, number }) => {
            close()
            act({
              run: (client) => client.organise.link({ submissionId, otherId: id }),
              done: t('organise.link.done', { number }),
            })
          }}
        />
      )
    }
  }
}

function MergeDialog({ submissionId, onClose }: { readonly submissionId: string; readonly onClose: () => void }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const { act } = useOrganise()
  return (
    <PiecePicker
      title={t('organise.merge.title')}
      explanation={t('organise.merge.text')}
      except={submissionId}
      onClose={onClose}
      onChoose={({ id, number }) => {
        onClose()
        act({
          run: (client) => client.organise.merge({ submissionId, intoId: id }),
          done: t('organise.merge.done', { number }),
          after: () => set({ submissionId: id }),
        })
      }}
    />
  )
}

/** Keys where a piece is selected: in the inbox's lists and in the review. */
export function useOrganiseKeys(): void {
  const t = useText()
  const submissionId = useViewState((state) => state.submissionId)
  const page = useViewState((state) => state.page)
  const openItem = useReviewState((state) => state.reviews[submissionId ?? '']?.openItem ?? null)
  const show = useOrganiseDialog((state) => state.show)
  const { act } = useOrganise()
  const here = page === 'inbox' || page === 'review'
  const detail = useCoreQuery(
    ['submissions', 'show', submissionId],
    (client) => client.submissions.show({ submissionId: submissionId ?? '' }),
    { enabled: submissionId !== null && here },
  ).data
  const shown = detail !== undefined && detail.row.id === submissionId ? detail : undefined
  const messages = shown?.messages ?? []
  // The mail that is open beside the text, else the newest that came in.
  const opened = page === 'review' ? messages.find(({ hash }) => hash === openItem) : undefined
  const hash = (opened ?? newestMail(messages))?.hash
  const onMail = (run: (hash: string) => void) => () => (hash === undefined ? false : run(hash))
  const archived = shown?.row.archived ?? false
  useKeys(
    {
      'mail.sort': onMail((mail) => show({ kind: 'sort', hash: mail })),
      'mail.move': onMail((mail) => show({ kind: 'move', hash: mail })),
      'mail.split': onMail((mail) =>
        act({ run: (client) => client.organise.split({ hash: mail }), done: t('organise.split.done') }),
      ),
      'piece.archive': () => {
        if (submissionId === null) return false
        act({
          run: (client) => client.organise.archive({ submissionId, archived: !archived }),
          done: t(archived ? 'organise.archive.back' : 'organise.archive.done'),
        })
      },
      'piece.merge': () => (submissionId === null ? false : show({ kind: 'merge', submissionId })),
      'piece.link': () => (submissionId === null ? false : show({ kind: 'link', submissionId })),
    },
    { enabled: here && submissionId !== null },
  )
}
