/** Deciding many pieces: drafted one by one, recorded one by one, their letters let go together, and one way back for all. */
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useCoreConnection } from '@renderer/client/use-core'
import { reportError, sayError } from '@renderer/components/report-error'
import { settleTexts } from '@renderer/features/review/text-session'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useTicked } from '@renderer/state/ticked'
import { useDeskInfo, useIsDeputy } from '@renderer/state/use-desk-info'
import { newestMail } from '@shared/domain/submission'
import { useRef, useState } from 'react'
import { bulkEntry, bulkRequest, type BulkEntry, type BulkPiece, type BulkVerdict } from './bulk-plan'
import { runEach } from './run-each'

export interface BulkOrder {
  readonly verdict: BulkVerdict
  readonly reason: string
  readonly withLetter: boolean
}

export interface Unable {
  readonly title: string
  readonly error: unknown
}

export type BulkStage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'drafting'; readonly behind: number; readonly total: number }
  | {
      readonly kind: 'preview'
      readonly order: BulkOrder
      readonly entries: readonly BulkEntry[]
      readonly unable: readonly Unable[]
    }
  | { readonly kind: 'recording'; readonly behind: number; readonly total: number }
  | {
      readonly kind: 'done'
      /** What was recorded are drafts that wait for a senior. */
      readonly drafts: boolean
      readonly recorded: number
      readonly left: number
      readonly unable: readonly Unable[]
    }

/** What became of a piece: decided, or a deputy's draft of it. */
type Kept =
  | { readonly kind: 'decision'; readonly id: string; readonly letterId: string | null }
  | { readonly kind: 'draft'; readonly id: string }

export function useBulk(onFinished: () => void) {
  const t = useText()
  const connection = useCoreConnection()
  const refresh = useRefresh()
  const undoSeconds = useDeskInfo().data?.undoSeconds ?? 0
  const deputy = useIsDeputy()
  const untick = useTicked((state) => state.untick)
  const [stage, setStage] = useState<BulkStage>({ kind: 'asking' })
  const stopping = useRef(false)
  const stopped = (): boolean => stopping.current
  const again = (): void => refresh('submissions', 'letters', 'authors', 'desk')
  const titleOf = ({ row }: BulkPiece): string => row.title || row.subject || t('title.none')

  const draft = async (ids: readonly string[], order: BulkOrder): Promise<void> => {
    stopping.current = false
    setStage({ kind: 'drafting', behind: 0, total: ids.length })
    await settleTexts()
    const client = await connection.client()
    const { verdict, reason, withLetter } = order
    const drafted = await runEach(
      ids,
      async (submissionId): Promise<BulkPiece> => {
        const { row, decisions, messages } = await client.submissions.show({ submissionId })
        const drafts = await client.decisions.draft({ submissionId, verdict, reason, findings: [] })
        return { row, decisions: decisions.length, seen: newestMail(messages)?.hash ?? null, draft: drafts }
      },
      { stopped, onStep: (behind) => setStage({ kind: 'drafting', behind, total: ids.length }) },
    )
    if (drafted.left > 0) {
      setStage({ kind: 'asking' })
      return
    }
    setStage({
      kind: 'preview',
      order,
      entries: drafted.done.map(({ value }) => bulkEntry(value, verdict, withLetter)),
      unable: drafted.failed.map(({ error }) => ({ title: t('bulk.unknown'), error })),
    })
  }

  const record = async (
    entries: readonly Extract<BulkEntry, { kind: 'ready' }>[],
    { verdict, reason }: BulkOrder,
    override: string,
  ): Promise<void> => {
    stopping.current = false
    const total = entries.length
    setStage({ kind: 'recording', behind: 0, total })
    const client = await connection.client()
    const { done, failed, left } = await runEach(
      entries,
      async (entry): Promise<Kept> => {
        const { hold, ...asked } = bulkRequest(entry, verdict, reason, override)
        if (deputy) return { kind: 'draft', id: (await client.approval.propose(asked)).id }
        const { decision, letter } = await client.decisions.record({ ...asked, hold })
        return { kind: 'decision', id: decision.id, letterId: letter?.id ?? null }
      },
      { stopped, onStep: (behind) => setStage({ kind: 'recording', behind, total }) },
    )
    const unable: Unable[] = failed.map(({ item, error }) => ({ title: titleOf(item.piece), error }))
    const letterIds = done.flatMap(({ value }) =>
      value.kind === 'decision' && value.letterId !== null ? [value.letterId] : [],
    )
    if (letterIds.length > 0) {
      try {
        await client.letters.release({ letterIds })
      } catch (error) {
        // Recorded they are; their letters wait among those that are looked over.
        unable.push({ title: t('bulk.letters-wait', { count: letterIds.length }), error })
      }
    }
    untick(done.map(({ item }) => item.piece.row.id))
    again()
    if (done.length > 0) {
      const words = { count: done.length, verdict: t(`verdict.${verdict}`) }
      say(
        t(deputy ? 'bulk.proposed' : 'bulk.recorded', words),
        done.map(({ value }) => value),
      )
    }
    if (unable.length === 0 && left === 0) onFinished()
    else setStage({ kind: 'done', drafts: deputy, recorded: done.length, left, unable })
  }

  const say = (message: string, kept: readonly Kept[]): void => {
    if (undoSeconds === 0) {
      notifications.show({ message })
      return
    }
    offerUndo({
      id: `bulk ${kept[0]?.id ?? ''}`,
      message,
      seconds: undoSeconds,
      testId: 'bulk-undo',
      undo: () => takeBack(kept),
      onError: reportError,
    })
  }

  const takeBack = async (kept: readonly Kept[]): Promise<void> => {
    const client = await connection.client()
    const reason = t('review.decide.undone')
    const { done, failed } = await runEach(kept.toReversed(), async ({ kind, id }): Promise<void> => {
      if (kind === 'draft') await client.approval.withdraw({ proposalId: id })
      else await client.decisions.revert({ decisionId: id, reason })
    })
    again()
    const [first] = failed
    const undone = kept[0]?.kind === 'draft' ? 'bulk.withdrawn' : 'bulk.undone'
    if (first === undefined) notifications.show({ message: t(undone, { count: done.length }) })
    else {
      const words = { done: done.length, count: failed.length, why: sayError(t, first.error) }
      notifications.show({ color: 'red', autoClose: false, message: t('bulk.undone-in-part', words) })
    }
  }

  return {
    stage,
    titleOf,
    draft: (ids: readonly string[], order: BulkOrder) => void draft(ids, order).catch(failedAt),
    record: (...asked: Parameters<typeof record>) => void record(...asked).catch(failedAt),
    back: () => setStage({ kind: 'asking' }),
    stop: () => {
      stopping.current = true
    },
  }

  function failedAt(error: unknown): void {
    reportError(error)
    setStage({ kind: 'asking' })
  }
}
