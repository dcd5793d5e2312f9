/** Submissions: lists, one of them, quick screening, and what came from elsewhere. The contract's part over its use cases. */
import { listQuarantined, setStage } from '../store/repositories/messages'
import { listArticles } from '../store/repositories/published'
import { listSubmissions, listUnsorted } from '../store/repositories/submissions'
import { assignSubmission } from '../workflow/assignment'
import { checkVersion } from '../workflow/checking'
import { transact } from '../workflow/context'
import { processMessage } from '../workflow/intake'
import { createSubmission } from '../workflow/new-submission'
import { describePicture, noteDetail } from '../workflow/piece'
import { publishedMatches, removePublished, sentencesToSearch } from '../workflow/published'
import { readAgain } from '../workflow/read-again'
import { refuse } from '../workflow/refuse'
import { openSubmission, setProvenance } from '../workflow/review'
import { compareTexts, similarPieces } from '../workflow/similar'
import { submissionDetail } from '../workflow/submissions'
import { sortPiece, undoSorting } from '../workflow/triage'
import { triagePreview } from '../workflow/triage-preview'
import { nothing, type DoorContext, type Os } from './door'

export function submissionsRoutes(os: Os, door: DoorContext) {
  const { desk, uploads } = door
  const { db } = desk
  /** In the background: whoever settles a fact goes on, and the findings come when they are there. */
  const checkAgain = (versionId: string | null): void => {
    if (versionId === null) return
    checkVersion(desk, versionId).catch((error: unknown) => console.error('core:', error))
  }
  return {
    submissions: {
      list: os.submissions.list.handler(({ input }) => listSubmissions(db, { ...input, me: desk.editorId })),
      show: os.submissions.show.handler(({ input }) => submissionDetail(desk, input.submissionId)),
      open: os.submissions.open.handler(({ input }) => {
        openSubmission(desk, input.submissionId)
        door.wake()
        return nothing
      }),
      similar: os.submissions.similar.handler(({ input }) => similarPieces(desk, input.submissionId)),
      published: os.submissions.published.handler(({ input }) => publishedMatches(desk, input.submissionId)),
      compare: os.submissions.compare.handler(({ input }) => compareTexts(desk, input.submissionId, input)),
      sentences: os.submissions.sentences.handler(({ input }) => sentencesToSearch(desk, input.submissionId)),
      setDetail: os.submissions.setDetail.handler(({ input }) => {
        noteDetail(desk, input.submissionId, input.detail)
        return nothing
      }),
      describePicture: os.submissions.describePicture.handler(({ input }) => {
        checkAgain(describePicture(desk, input.submissionId, input.sha256, input.facts))
        return nothing
      }),
      setProvenance: os.submissions.setProvenance.handler(({ input }) => {
        checkAgain(setProvenance(desk, input.submissionId, input.entry))
        return nothing
      }),
      assign: os.submissions.assign.handler(({ input }) => {
        assignSubmission(desk, input.submissionId, input.editorId)
        return nothing
      }),
      create: os.submissions.create.handler(async ({ input: { uploadId, ...request } }) => {
        const created = await createSubmission(desk, { ...request, file: uploads.file(uploadId) })
        uploads.drop(uploadId)
        return created
      }),
      conversions: os.submissions.conversions.handler(() => desk.conversions.list(desk)),
      stopConversion: os.submissions.stopConversion.handler(({ input }) => {
        desk.conversions.cancel(input.conversionId)
        return nothing
      }),
      readAgain: os.submissions.readAgain.handler(({ input }) => {
        readAgain(desk, input.submissionId).catch((error: unknown) => console.error('core:', error))
        return nothing
      }),
      quarantine: os.submissions.quarantine.handler(() => listQuarantined(db)),
      retryQuarantined: os.submissions.retryQuarantined.handler(async ({ input }) => {
        const known = listQuarantined(db).find(({ hash }) => hash === input.hash) ?? refuse('not-found')
        transact(desk, () => setStage(db, known.hash, 'stored'))
        const outcome = await processMessage(desk, known.hash)
        if (outcome.kind !== 'quarantined') return nothing
        const still = listQuarantined(db).find(({ hash }) => hash === input.hash)
        return refuse('still-unparsable', { reason: still?.detail ?? known.detail })
      }),
    },
    triage: {
      queue: os.triage.queue.handler(({ input }) => listUnsorted(db, input)),
      preview: os.triage.preview.handler(({ input }) => triagePreview(desk, input.submissionId)),
      sort: os.triage.sort.handler(({ input }) => sortPiece(desk, input)),
      undo: os.triage.undo.handler(({ input }) => {
        undoSorting(desk, input.sorted, input.reason)
        return nothing
      }),
    },
    published: {
      list: os.published.list.handler(({ input }) => listArticles(db, input)),
      state: os.published.state.handler(() => door.publishedImport.state()),
      choose: os.published.choose.handler(async ({ input }) => {
        if (door.publishedImport.state().kind === 'running') refuse('published-import-running')
        const paths = await door.asks.chooseFiles('articles', input.what)
        if (paths.length > 0) door.publishedImport.start(paths)
        return { started: paths.length > 0 }
      }),
      cancel: os.published.cancel.handler(() => {
        door.publishedImport.cancel()
        return nothing
      }),
      remove: os.published.remove.handler(({ input }) => {
        removePublished(desk, input.articleIds)
        return nothing
      }),
      search: os.published.search.handler(async ({ input }) => {
        if (!(await door.asks.search(input.engine, input.sentence))) refuse('no-browser')
        return nothing
      }),
    },
    mailImport: {
      state: os.mailImport.state.handler(() => door.mailImport.state()),
      choose: os.mailImport.choose.handler(async ({ input }) => {
        if (door.mailImport.state().kind === 'running') refuse('mail-import-running')
        const paths = await door.asks.chooseFiles('mails', input.what)
        if (paths.length > 0) door.mailImport.start(paths)
        return { started: paths.length > 0 }
      }),
      cancel: os.mailImport.cancel.handler(() => {
        door.mailImport.cancel()
        return nothing
      }),
    },
  }
}
