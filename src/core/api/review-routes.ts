/** Manuscripts, what is annotated in them, and what the check found. The contract's part over its use cases. */
import { listAnnotations } from '../store/repositories/annotations'
import { getVersion } from '../store/repositories/manuscripts'
import { carriedAnnotations, diffVersions, waivedBefore } from '../workflow/carried'
import { reviewFindings, waiveFinding, withdrawWaiver } from '../workflow/checking'
import { readFigureSheet } from '../workflow/figure-sheet'
import { exportForClipboard } from '../workflow/export'
import { exportVersion } from '../workflow/export-version'
import { makeFile } from '../workflow/made-files'
import { refuse } from '../workflow/refuse'
import { packClauses } from '../workflow/rule-packs'
import {
  addAnnotation,
  answerRequest,
  editComment,
  labelAnnotation,
  placeAnnotation,
  removeAnnotation,
  replyToAnnotation,
  restoreAnnotation,
  setAnnotationAudience,
  setAnnotationState,
} from '../workflow/review'
import { endLiveCheck, liveCheck } from '../workflow/live-check'
import { sinceLast } from '../workflow/since-last'
import { openText, saveSteps, settleWorkingCopy, setWorkingCopyAside } from '../workflow/working-copy'
import { nothing, type DoorContext, type Os } from './door'

export function reviewRoutes(os: Os, door: DoorContext) {
  const { desk } = door
  const { db } = desk
  return {
    manuscripts: {
      document: os.manuscripts.document.handler(({ input }) => {
        const version = getVersion(db, input.versionId) ?? refuse('not-found')
        const json = desk.blobs.get(version.contentHash)
        if (json === null) throw new Error(`the document ${version.contentHash} is missing from the blobs`)
        return { versionId: version.id, contentHash: version.contentHash, json: json.toString('utf8') }
      }),
      original: os.manuscripts.original.handler(({ input }) => {
        const version = getVersion(db, input.versionId) ?? refuse('not-found')
        const json = desk.blobs.get(version.originalHash)
        if (json === null) throw new Error(`the document ${version.originalHash} is missing from the blobs`)
        return { json: json.toString('utf8') }
      }),
      open: os.manuscripts.open.handler(({ input }) => openText(desk, input.versionId)),
      saveSteps: os.manuscripts.saveSteps.handler(({ input }) => saveSteps(desk, input)),
      compare: os.manuscripts.compare.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.from.versionId)
        await settleWorkingCopy(desk, input.to.versionId)
        return diffVersions(desk, input.from, input.to)
      }),
      setAside: os.manuscripts.setAside.handler(({ input }) => ({ name: setWorkingCopyAside(desk, input.versionId) })),
      find: os.manuscripts.find.handler(async ({ input }) => {
        const run = await desk.tasks.run('find', input)
        return run.ok ? run.value : refuse('pattern-too-slow')
      }),
      settle: os.manuscripts.settle.handler(({ input }) => settleWorkingCopy(desk, input.versionId)),
      export: os.manuscripts.export.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.versionId)
        const { name, filename, how } = await exportVersion(desk, input.versionId, input.to)
        return door.asks.saveMade(name, filename, how)
      }),
      print: os.manuscripts.print.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.versionId)
        const { name } = await exportVersion(desk, input.versionId, 'pdf')
        return door.asks.printMade(name)
      }),
      copy: os.manuscripts.copy.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.versionId)
        const { html, text } = await exportForClipboard(desk, input.versionId, input.target)
        return door.asks.copyMade(await makeFile(desk, html), text)
      }),
    },
    annotations: {
      list: os.annotations.list.handler(({ input }) => listAnnotations(db, input.submissionId)),
      add: os.annotations.add.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.versionId)
        return addAnnotation(desk, input)
      }),
      reply: os.annotations.reply.handler(({ input }) =>
        replyToAnnotation(desk, input.annotationId, input.text, input.mentions),
      ),
      editComment: os.annotations.editComment.handler(({ input }) =>
        editComment(desk, input.annotationId, input.commentId, input.text, input.mentions),
      ),
      label: os.annotations.label.handler(({ input }) =>
        labelAnnotation(desk, input.annotationId, input.label, input.clause),
      ),
      place: os.annotations.place.handler(async ({ input }) => {
        await settleWorkingCopy(desk, input.versionId)
        return placeAnnotation(desk, input.annotationId, input.versionId, input.anchor)
      }),
      places: os.annotations.places.handler(({ input }) => carriedAnnotations(desk, input.versionId)),
      answer: os.annotations.answer.handler(({ input }) =>
        answerRequest(desk, input.annotationId, input.versionId, input.outcome),
      ),
      setState: os.annotations.setState.handler(({ input }) =>
        setAnnotationState(desk, input.annotationId, input.state),
      ),
      setAudience: os.annotations.setAudience.handler(({ input }) =>
        setAnnotationAudience(desk, input.annotationId, input.audience),
      ),
      remove: os.annotations.remove.handler(({ input }) => {
        removeAnnotation(desk, input.annotationId)
        return nothing
      }),
      restore: os.annotations.restore.handler(({ input }) => restoreAnnotation(desk, input.annotationId)),
    },
    compliance: {
      packs: os.compliance.packs.handler(async () => packClauses(desk)),
      findings: os.compliance.findings.handler(({ input }) => {
        door.recheck.prefer(input.versionId)
        return reviewFindings(desk, input.versionId)
      }),
      figures: os.compliance.figures.handler(({ input }) => readFigureSheet(desk, input.versionId)),
      waivedBefore: os.compliance.waivedBefore.handler(({ input }) => waivedBefore(desk, input.versionId)),
      live: os.compliance.live.handler(({ input }) => liveCheck(desk, input.versionId)),
      endLive: os.compliance.endLive.handler(({ input }) => {
        endLiveCheck(desk, input.versionId)
        return nothing
      }),
      sinceLast: os.compliance.sinceLast.handler(({ input }) => sinceLast(desk, input.versionId)),
      waive: os.compliance.waive.handler(({ input }) => {
        waiveFinding(desk, input.versionId, input.findingId, input.reason)
        return nothing
      }),
      withdrawWaiver: os.compliance.withdrawWaiver.handler(({ input }) => {
        withdrawWaiver(desk, input.versionId, input.findingId)
        return nothing
      }),
    },
  }
}
