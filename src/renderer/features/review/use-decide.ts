/** The draft of a decision's letter and the act of recording it. */
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useDeskInfo, useIsDeputy } from '@renderer/state/use-desk-info'
import type { CoreClient } from '@renderer/client/core-client'
import type { LetterDraft } from '@shared/domain/letter'
import { newestMail, type ProvenanceField } from '@shared/domain/submission'
import { useReview } from './review-context'
import type { DecisionDraft } from './review-state'
import { settleTexts } from './text-session'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'

export type DraftedDecision = Awaited<ReturnType<CoreClient['decisions']['draft']>>

interface Recorded {
  readonly withLetter: boolean
  /** The newest mail that whoever decides has seen. */
  readonly seen: string | null
  /** What is open of 首发, 授权 and the statement on AI and is let pass, for the reason that is recorded with it. */
  readonly passed: readonly ProvenanceField[]
}

/** A pause in typing after which the reason goes into the letter. */
const SETTLED = 300

export function useDecide(decision: DecisionDraft) {
  const t = useText()
  const { detail, change } = useReview()
  const { row } = detail
  const info = useDeskInfo().data
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const { verdict } = decision
  const deputy = useIsDeputy()
  const newest = newestMail(detail.messages)?.hash ?? null

  const [typed] = useDebouncedValue(decision.reason.trim(), SETTLED)
  // A letter changed by hand no longer follows the reason, so it need not be asked for again either.
  const draftedFor = decision.letter?.draftedFor ?? typed
  const asked = useQuery({
    queryKey: ['letters', 'draft', row.id, verdict, draftedFor, newest, decision.findings],
    queryFn: async () => {
      // What is still open is counted in the text as it stands.
      await settleTexts()
      return (await connection.client()).decisions.draft({
        submissionId: row.id,
        verdict,
        reason: draftedFor,
        findings: [...decision.findings],
      })
    },
    // While the next draft is on its way the last one stays, so that nothing jumps.
    placeholderData: keepPreviousData,
  })
  const draft = asked.data ?? null
  const letter: LetterDraft | null = draft?.letter
    ? {
        ...draft.letter,
        ...(decision.letter === null ? {} : { subject: decision.letter.subject, text: decision.letter.text }),
      }
    : null

  const clauses = draft?.clausesToSign ?? []
  const isSigned = clauses.length === 0 || decision.signedFor === clauses.join(' ')
  const leavesUnsigned = !isSigned && decision.unsigned
  const needsOverride = verdict === 'accept' && ((draft?.openErrors ?? 0) > 0 || leavesUnsigned)
  const missing = whatIsMissing(decision, isSigned || leavesUnsigned, needsOverride, letter)

  const act = useCoreCommand(async (client, { withLetter, seen, passed }: Recorded) => {
    const reason = decision.reason.trim()
    await settleTexts()
    // What is sent has the reason as it stands now, not as it stood at the last pause.
    const settled =
      withLetter && decision.letter === null
        ? (await client.decisions.draft({ submissionId: row.id, verdict, reason, findings: [...decision.findings] }))
            .letter
        : letter
    const asked = {
      submissionId: row.id,
      verdict,
      reason,
      override: needsOverride || passed.length > 0 ? decision.override.trim() : null,
      openFacts: [...passed],
      signedClauses: isSigned ? clauses : [],
      letter: withLetter ? settled : null,
      // What the screen shows as decided so far: a second press after a lost answer is refused, not recorded again.
      round: detail.decisions.length + 1,
      seen,
    }
    return deputy
      ? { kind: 'proposed' as const, proposal: await client.approval.propose(asked) }
      : { kind: 'recorded' as const, ...(await client.decisions.record(asked)) }
  })
  const ready = missing === null && draft !== null && !act.isPending

  const offerBack = (decisionId: string, message: string, seconds: number): void =>
    void offerUndo({
      id: `decision ${decisionId}`,
      message,
      seconds,
      testId: 'decision-undo',
      undo: async () => {
        await (await connection.client()).decisions.revert({ decisionId, reason: t('review.decide.undone') })
        refresh('submissions', 'letters', 'authors', 'desk')
      },
      onError: reportError,
    })

  const record = (withLetter: boolean, seen: string | null, passed: readonly ProvenanceField[]): void => {
    if (!ready || (withLetter && letter === null)) return
    act.mutate(
      { withLetter, seen, passed },
      {
        onSuccess: (done) => {
          change({ decision: null, activeId: null })
          refresh('submissions', 'letters', 'authors', 'desk')
          const seconds = info?.undoSeconds ?? 0
          const words = { verdict: t(`verdict.${verdict}`), title: row.title || row.subject || t('title.none') }
          // It waits where it can be withdrawn, so it needs no countdown.
          if (done.kind === 'proposed') {
            notifications.show({ message: t('approval.proposed', words) })
            return
          }
          const { decision: recorded, letter: queued } = done
          const message =
            queued === null ? t('review.decide.recorded', words) : t('review.decide.recorded-sending', words)
          if (seconds === 0) notifications.show({ message })
          else offerBack(recorded.id, message, seconds)
        },
      },
    )
  }

  return {
    /** What is recorded is a draft that waits for a senior. */
    deputy,
    draft,
    draftedFor,
    letter,
    needsOverride,
    clauses,
    isSigned,
    missing,
    newest,
    ready,
    busy: act.isPending,
    record,
    error: act.error ?? asked.error,
    resetError: act.reset,
    /** What the template filled in, to be seen as such in the letter. */
    variables: [row.author.name, row.title, row.number, decision.reason.trim(), info?.signature ?? ''].filter(
      (value) => value.trim() !== '',
    ),
  }
}

function whatIsMissing(
  decision: DecisionDraft,
  isSettled: boolean,
  needsOverride: boolean,
  letter: LetterDraft | null,
): 'reason' | 'signature' | 'override' | 'letter' | null {
  if (decision.reason.trim() === '') return 'reason'
  if (!isSettled) return 'signature'
  if (needsOverride && decision.override.trim() === '') return 'override'
  if (letter !== null && (letter.subject.trim() === '' || letter.text.trim() === '')) return 'letter'
  return null
}
