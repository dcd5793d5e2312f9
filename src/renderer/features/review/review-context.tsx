/** One submission under review with all that its screen shows, asked for once and shared by the three panes. */
import { useCoreQuery } from '@renderer/client/use-core'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useEditors } from '@renderer/state/use-editors'
import type { TextMark } from '@renderer/editor/text-marks'
import type { ReviewFinding, SubmissionDetail } from '@shared/contract/contract'
import type { Annotation } from '@shared/domain/annotation'
import type { ChecklistItem, RulePackSummary } from '@shared/domain/compliance'
import type { Editor } from '@shared/domain/desk'
import type { VersionBrief } from '@shared/domain/submission'
import { projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Suggestion } from '@shared/manuscript/suggestion-list'
import type { Node } from '@tiptap/pm/model'
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react'
import {
  clausesOf,
  isSettled,
  placeAnnotations,
  sortChecklist,
  sortFindings,
  textMarksOf,
  type ClauseInfo,
  type PlacedAnnotation,
} from './review-model'
import { useLiveChecks } from './live-check'
import { untouched, useReviewState, type SubmissionReview } from './review-state'
import { recheckTexts } from './text-session'
import { panelSuggestions, useSuggestions } from './use-suggestions'
import { usePanelItems, type PanelList } from './use-panel-items'

export interface ReviewDocument {
  readonly node: Node
  /** As the text would be with its suggested changes: what anchors and findings speak of. */
  readonly blocks: readonly ProjectedBlock[]
  readonly contentHash: string
}

export interface Review extends SubmissionReview {
  readonly detail: SubmissionDetail
  /** The version on screen; null when nothing could be taken in. */
  readonly version: VersionBrief | null
  readonly document: ReviewDocument | null
  /** The text that the findings are of: as it is recorded, or as it is typed. */
  readonly checkedBlocks: readonly ProjectedBlock[]
  readonly findings: readonly ReviewFinding[]
  readonly checklist: readonly ChecklistItem[]
  /** When the recorded text was checked; null: it was not yet. */
  readonly checkedAt: number | null
  /** It was checked with other rules, or while something else was known of the piece. */
  readonly outdated: boolean
  /** What could not be asked for, if anything. */
  readonly error: unknown
  readonly annotations: readonly Annotation[]
  readonly placed: readonly PlacedAnnotation[]
  /** Which annotations the author of the version on screen had been asked before they sent it. */
  readonly requests: ReadonlySet<string>
  readonly marks: readonly TextMark[]
  /** The suggested changes of the text as it stands, in its order. */
  readonly suggestions: readonly Suggestion[]
  /** What the side panel lists, and what n and p go through. */
  readonly panel: PanelList
  /** The editors of the desk. */
  readonly editors: readonly Editor[]
  /** The editor at this desk. */
  readonly me: Editor | null
  readonly clauses: ReadonlyMap<string, ClauseInfo>
  readonly change: (change: Partial<SubmissionReview>) => void
}

const ReviewContext = createContext<Review | null>(null)

export function useReview(): Review {
  const review = useContext(ReviewContext)
  if (review === null) throw new Error('no review above this component')
  return review
}

const none: readonly never[] = []

export function ReviewProvider({
  submissionId: chosen,
  children,
}: {
  readonly submissionId: string | null
  /** `ready`: what is below may ask for the review. */
  readonly children: (state: { readonly ready: boolean; readonly error: unknown }) => ReactNode
}) {
  const submissionId = chosen ?? ''
  const enabled = chosen !== null
  const detail = useCoreQuery(
    ['submissions', 'show', submissionId],
    (client) => client.submissions.show({ submissionId }),
    { enabled },
  )
  const own = useReviewState((state) => state.reviews[submissionId]) ?? untouched
  const versions = detail.data?.versions ?? none
  const version = versions.find((each) => each.id === own.versionId) ?? versions[0] ?? null
  const versionId = version?.id ?? ''

  const loaded = useCoreQuery(
    ['manuscripts', 'document', versionId],
    (client) => client.manuscripts.document({ versionId }),
    { enabled: version !== null },
  )
  const check = useCoreQuery(
    ['manuscripts', 'findings', versionId],
    (client) => client.compliance.findings({ versionId }),
    {
      enabled: version !== null,
    },
  )
  const annotated = useCoreQuery(['annotations', submissionId], (client) => client.annotations.list({ submissionId }), {
    enabled,
  })
  // Asked again for every text: places are in one.
  const carriedOver = useCoreQuery(
    ['annotations', 'places', versionId, version?.contentHash],
    (client) => client.annotations.places({ versionId }),
    { enabled: version !== null },
  ).data
  const packs = usePacks()

  const document = useMemo((): ReviewDocument | null => {
    if (loaded.data === undefined) return null
    const node = manuscriptSchema.nodeFromJSON(JSON.parse(loaded.data.json))
    return { node, blocks: projectedBlocks(node, 'current'), contentHash: loaded.data.contentHash }
  }, [loaded.data])
  const annotations = annotated.data ?? none
  const blocks = document?.blocks ?? none
  const over = carriedOver?.contentHash === document?.contentHash ? (carriedOver ?? null) : null
  const placed = useMemo(() => placeAnnotations(blocks, annotations, over), [blocks, annotations, over])
  const requests = useMemo(() => new Set(carriedOver?.requests), [carriedOver])
  // What is typed is checked at every pause; that holds until it is recorded and the recorded check is here.
  const typed = useLiveChecks((checks) => checks[versionId]?.checked ?? null)
  const isTyped = typed !== null && typed.baseHash === document?.contentHash
  const isAwaited =
    typed !== null && typed.settledAs === document?.contentHash && check.data?.contentHash !== document.contentHash
  const live = isTyped || isAwaited ? typed : null
  // Rules, or what is stored about the piece, may have changed: what is typed is checked with that.
  const heardAt = check.dataUpdatedAt
  useEffect(() => {
    if (heardAt > 0) recheckTexts(versionId)
  }, [versionId, heardAt])
  const checkedBlocks = live?.blocks ?? blocks
  const checked = live ?? check.data
  const findings = useMemo(() => sortFindings(checkedBlocks, checked?.findings ?? none), [checkedBlocks, checked])
  // Only a settled one is drawn anew when it is selected; the others are there already.
  const settledId = isSettled(own.activeId, findings, placed) ? own.activeId : null
  const marks = useMemo(
    () => [
      ...textMarksOf(blocks, none, placed, settledId),
      ...textMarksOf(checkedBlocks, findings, none, settledId).map((mark) =>
        live === null ? mark : { ...mark, typed: live.step },
      ),
    ],
    [blocks, checkedBlocks, findings, placed, settledId, live],
  )
  const suggestions = useSuggestions(document?.node ?? null)
  const suggested = useMemo(() => panelSuggestions(suggestions), [suggestions])
  const panel = usePanelItems(checkedBlocks, findings, placed, suggested, versions, versionId)
  const editors = useEditors()
  const me = useDeskInfo().data?.editor ?? null
  const checklist = useMemo(() => sortChecklist(checked?.checklist ?? none), [checked])
  const clauses = useMemo(() => clausesOf(packs), [packs])

  const error = detail.error ?? loaded.error ?? check.error ?? annotated.error
  if (detail.data === undefined) return children({ ready: false, error })
  const review: Review = {
    ...own,
    detail: detail.data,
    version,
    document,
    checkedBlocks,
    findings,
    checklist,
    checkedAt: check.data?.checkedAt ?? null,
    outdated: check.data?.outdated ?? false,
    error,
    annotations,
    placed,
    requests,
    marks,
    suggestions,
    panel,
    editors,
    me,
    clauses,
    change: (change) => useReviewState.getState().change(submissionId, change),
  }
  return <ReviewContext.Provider value={review}>{children({ ready: true, error })}</ReviewContext.Provider>
}

function usePacks(): readonly RulePackSummary[] {
  return useCoreQuery(['rules', 'packs'], (client) => client.compliance.packs()).data ?? none
}
