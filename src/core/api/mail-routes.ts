/** Mails, their files and links, and what an editor puts right about them. The contract's part over its use cases. */
import { listFiled } from '../store/repositories/arrangement'
import { getParsed } from '../store/repositories/messages'
import { chooseManuscript } from '../workflow/choose-manuscript'
import { concernedPieces, setReplyBy, setUrgent } from '../workflow/complaints'
import { correctKind } from '../workflow/correct'
import { chunkOf, expiringLink, previewOfText, readyFile, submissionFiles } from '../workflow/files'
import { addFile } from '../workflow/handed-over'
import { draftResend, noteLink } from '../workflow/link-guard'
import { mergeSubmissions } from '../workflow/merge'
import { glanceAt } from '../workflow/new-submission'
import { linkPieces, noteSimilarAgain, setArchived, unlinkPieces } from '../workflow/organise'
import { refuse } from '../workflow/refuse'
import { moveMessage, splitMessage } from '../workflow/split'
import { undoAct, unmergeSubmission } from '../workflow/undo'
import type { Organised, UndoRange } from '@shared/domain/work-item'
import { keepPicture } from '../workflow/piece'
import { nothing, type DoorContext, type Os } from './door'

export function mailRoutes(os: Os, door: DoorContext) {
  const { desk, sync, uploads } = door
  const { db } = desk
  /** What an act changed is derived anew in the background: manuscripts that are read now, near-duplicates. */
  const organised = (undo: UndoRange | null, submissionId: string | null): Organised => {
    const onBug = (error: unknown): void => console.error('core:', error)
    if (undo !== null) void Promise.all([sync.takeIn(), noteSimilarAgain(desk, undo)]).catch(onBug)
    return { undo, submissionId }
  }
  return {
    files: {
      ofSubmission: os.files.ofSubmission.handler(({ input }) => submissionFiles(desk, input.submissionId)),
      ready: os.files.ready.handler(({ input }) => readyFile(desk, input.file)),
      text: os.files.text.handler(({ input }) => previewOfText(desk, input.sha256)),
      chunk: os.files.chunk.handler(async ({ input }) => ({
        base64: (await chunkOf(desk, input.sha256, input.offset, input.length)).toString('base64'),
      })),
      save: os.files.save.handler(async ({ input }) => {
        const { sha256, filename } = await readyFile(desk, input.file)
        return door.asks.saveFile(sha256, filename)
      }),
      openOutside: os.files.openOutside.handler(async ({ input }) => {
        const { sha256, filename, danger } = await readyFile(desk, input.file)
        const isRefused = danger === 'program' || (danger === 'macro' && !input.evenIfMacro)
        return isRefused ? { kind: 'refused' as const } : door.asks.openFile(sha256, filename)
      }),
      beginUpload: os.files.beginUpload.handler(({ input }) => ({
        uploadId: uploads.begin(input.filename, input.size),
      })),
      appendUpload: os.files.appendUpload.handler(({ input }) => {
        uploads.append(input.uploadId, input.offset, Buffer.from(input.base64, 'base64'))
        return nothing
      }),
      keepPicture: os.files.keepPicture.handler(async ({ input }) => {
        const kept = await keepPicture(desk, uploads.file(input.uploadId))
        uploads.drop(input.uploadId)
        return kept
      }),
      dropUpload: os.files.dropUpload.handler(({ input }) => {
        uploads.drop(input.uploadId)
        return nothing
      }),
      glance: os.files.glance.handler(async ({ input }) => {
        const glance = await glanceAt(desk, uploads.file(input.uploadId))
        return glance.ok
          ? { kind: 'readable' as const, ...glance.value }
          : { kind: 'refused' as const, refusal: glance.error }
      }),
      add: os.files.add.handler(async ({ input }) => {
        const added = await addFile(desk, input.submissionId, uploads.file(input.uploadId), input.link)
        uploads.drop(input.uploadId)
        return added
      }),
      asManuscript: os.files.asManuscript.handler(({ input }) =>
        chooseManuscript(desk, input.submissionId, input.choice),
      ),
    },
    links: {
      open: os.links.open.handler(({ input }) =>
        door.asks.openLink(expiringLink(desk, input.messageHash, input.index).url),
      ),
      note: os.links.note.handler(({ input: { state, ...place } }) => noteLink(desk, place, state)),
      draftResend: os.links.draftResend.handler(({ input }) => draftResend(desk, input)),
    },
    organise: {
      archive: os.organise.archive.handler(({ input }) =>
        organised(setArchived(desk, input.submissionId, input.archived), input.submissionId),
      ),
      setReplyBy: os.organise.setReplyBy.handler(({ input }) =>
        organised(setReplyBy(desk, input.submissionId, input.replyBy), input.submissionId),
      ),
      setUrgent: os.organise.setUrgent.handler(({ input }) =>
        organised(setUrgent(desk, input.submissionId, input.urgent, input.reason), input.submissionId),
      ),
      concerned: os.organise.concerned.handler(({ input }) => concernedPieces(desk, input.submissionId)),
      link: os.organise.link.handler(({ input }) =>
        organised(linkPieces(desk, input.submissionId, input.otherId), input.submissionId),
      ),
      unlink: os.organise.unlink.handler(({ input }) =>
        organised(unlinkPieces(desk, input.submissionId, input.otherId), input.submissionId),
      ),
      merge: os.organise.merge.handler(({ input }) =>
        organised(mergeSubmissions(desk, input.submissionId, input.intoId), input.intoId),
      ),
      unmerge: os.organise.unmerge.handler(({ input }) =>
        organised(unmergeSubmission(desk, input.submissionId), input.submissionId),
      ),
      correct: os.organise.correct.handler(({ input }) => {
        const { undo, submissionId } = correctKind(desk, input.hash, input.kind)
        return organised(undo, submissionId)
      }),
      split: os.organise.split.handler(({ input }) => {
        const { undo, submissionId } = splitMessage(desk, input.hash)
        return organised(undo, submissionId)
      }),
      move: os.organise.move.handler(({ input }) =>
        organised(moveMessage(desk, input.hash, input.submissionId), input.submissionId),
      ),
      filed: os.organise.filed.handler(({ input }) => listFiled(db, input.offset, input.limit)),
      undo: os.organise.undo.handler(({ input }) => {
        organised(undoAct(desk, input), null)
        return nothing
      }),
    },
    messages: {
      show: os.messages.show.handler(({ input }) => {
        const message = getParsed(db, input.hash) ?? refuse('not-found')
        return { ...message, hash: input.hash }
      }),
    },
  }
}
