/** The door of the core: the contract, procedure by procedure, over the use cases. */
import { implement, ORPCError } from '@orpc/server'
import { contract } from '@shared/contract/contract'
import type { SyncState } from '@shared/domain/account'
import type { Organised, UndoRange } from '@shared/domain/work-item'
import type { Outbox } from '../jobs/outbox'
import type { MailImporter } from '../jobs/mail-import'
import type { PublishedImporter } from '../jobs/published-import'
import type { Sync } from '../jobs/sync'
import { listFiled } from '../store/repositories/arrangement'
import { listAnnotations } from '../store/repositories/annotations'
import { listAuthors } from '../store/repositories/authors'
import { getDecision, heldLetters, listLetters } from '../store/repositories/decisions'
import { listAccounts } from '../store/repositories/desk'
import { getVersion } from '../store/repositories/manuscripts'
import { getParsed, listQuarantined, setStage } from '../store/repositories/messages'
import { listSubmissions, listUnsorted } from '../store/repositories/submissions'
import {
  addAccount,
  changeAccount,
  describeAccounts,
  removeAccount,
  setIntake,
  setPassword,
  settleChanges,
} from '../workflow/accounts'
import { listAccountFolders, testAccount } from '../workflow/account-server'
import { assignSubmission } from '../workflow/assignment'
import { addFollowUp, authorRecord, closeFollowUp, noteContact, setIdentity, setWechat } from '../workflow/authors'
import { reviewFindings, waiveFinding, withdrawWaiver } from '../workflow/checking'
import { concernedPieces, setReplyBy, setUrgent } from '../workflow/complaints'
import { announce, transact, type DeskContext } from '../workflow/context'
import { chunkOf, expiringLink, previewOfText, readyFile, submissionFiles } from '../workflow/files'
import { addFile } from '../workflow/handed-over'
import { draftResend, noteLink } from '../workflow/link-guard'
import { createSubmission, glanceAt } from '../workflow/new-submission'
import { correctKind } from '../workflow/correct'
import { draftDecision, recordDecision, revertDecision } from '../workflow/decisions'
import { cancelLetter, confirmLetterSent, retryLetter, sendFromAccount } from '../workflow/letters'
import { addEditor, deskCounts, deskInfo, deskStats, editorsOf, nameEditor, setLetterSettings } from '../workflow/desk'
import { rejectReasons, templateNames } from '../workflow/draft-letter'
import { changeReason, editLetter, HELD_PAGE, holdLetters, releaseLetters } from '../workflow/held-letters'
import { askAuthor, draftQuestion } from '../workflow/questions'
import { mergeSubmissions } from '../workflow/merge'
import { linkPieces, noteSimilarAgain, setArchived, unlinkPieces } from '../workflow/organise'
import { refusalFrom, refuse } from '../workflow/refuse'
import {
  addAnnotation,
  openSubmission,
  removeAnnotation,
  replyToAnnotation,
  restoreAnnotation,
  setAnnotationAudience,
  setAnnotationState,
  setProvenance,
} from '../workflow/review'
import { publishedMatches, removePublished, sentencesToSearch } from '../workflow/published'
import { compareTexts, similarPieces } from '../workflow/similar'
import type { ShellAsks } from '../shell-asks'
import { listArticles } from '../store/repositories/published'
import { moveMessage, splitMessage } from '../workflow/split'
import { publicLetter, submissionDetail } from '../workflow/submissions'
import { sortPiece, undoSorting } from '../workflow/triage'
import { triagePreview } from '../workflow/triage-preview'
import { processMessage } from '../workflow/intake'
import { undoAct, unmergeSubmission } from '../workflow/undo'
import { verifyDesk } from '../workflow/verify'
import type { EventHub } from './event-hub'
import { openUploads } from './uploads'

/** Letters that the outbox lists; older settled ones are in their submissions. */
const OUTBOX_LENGTH = 500

export interface DoorContext {
  readonly desk: DeskContext
  readonly sync: Sync
  readonly outbox: Outbox
  readonly events: EventHub
  readonly publishedImport: PublishedImporter
  readonly mailImport: MailImporter
  readonly asks: ShellAsks
  readonly shell: { readonly demo: boolean; readonly version: string }
  /** Called when something may have become due: the scheduler looks again. */
  readonly wake: () => void
}

export type Router = ReturnType<typeof createRouter>

export function createRouter(door: DoorContext) {
  const { desk, sync, events, shell } = door
  const { db } = desk
  const os = implement(contract).use(async ({ next, errors }) => {
    try {
      return await next()
    } catch (error) {
      const refused = refusalFrom(error)
      if (refused === null) {
        // The window hears only that it failed; what failed is for who mends it. Bad input is no bug of the core.
        if (!(error instanceof ORPCError)) {
          console.error('core:', error instanceof Error ? (error.stack ?? error.message) : error)
        }
        throw error
      }
      throw errors.REFUSED({ data: refused })
    }
  })
  const syncState = (accountId: string): SyncState => sync.state(accountId)
  const accountOf = async (accountId: string) =>
    (await describeAccounts(desk, syncState)).find(({ id }) => id === accountId) ?? refuse('not-found')
  const uploads = openUploads()
  const nothing = {}
  /** What an act changed is derived anew in the background: manuscripts that are read now, near-duplicates. */
  const organised = (undo: UndoRange | null, submissionId: string | null): Organised => {
    const onBug = (error: unknown): void => console.error('core:', error)
    if (undo !== null) void Promise.all([sync.takeIn(), noteSimilarAgain(desk, undo)]).catch(onBug)
    return { undo, submissionId }
  }

  return os.router({
    desk: {
      info: os.desk.info.handler(() => deskInfo(desk, shell)),
      counts: os.desk.counts.handler(() => deskCounts(desk)),
      events: os.desk.events.handler(({ signal }) => events.subscribe(signal)),
      setEditor: os.desk.setEditor.handler(({ input }) => nameEditor(desk, input.name)),
      setLetterSettings: os.desk.setLetterSettings.handler(({ input }) => {
        setLetterSettings(desk, input.signature, input.undoSeconds)
        return nothing
      }),
      unlockSecrets: os.desk.unlockSecrets.handler(({ input }) => {
        const unlocked = desk.secrets.unlock(input.passphrase)
        if (!unlocked.ok) refuse(unlocked.error)
        announce(desk, 'desk', 'accounts')
        for (const { id } of listAccounts(db)) void sync.pull(id)
        door.wake()
        return nothing
      }),
      editors: os.desk.editors.handler(() => editorsOf(desk)),
      addEditor: os.desk.addEditor.handler(({ input }) => addEditor(desk, input.name)),
      verify: os.desk.verify.handler(({ input }) => verifyDesk(desk, input.quick)),
      stats: os.desk.stats.handler(() => deskStats(desk)),
    },
    accounts: {
      list: os.accounts.list.handler(() => describeAccounts(desk, syncState)),
      add: os.accounts.add.handler(async ({ input }) => {
        const added = await addAccount(desk, input)
        void sync.pull(added.id)
        return accountOf(added.id)
      }),
      change: os.accounts.change.handler(async ({ input }) => {
        sync.cancel(input.accountId)
        await changeAccount(desk, input)
        // The pull under way still has the old settings: what it is ends first.
        void sync.pull(input.accountId).then(() => sync.pull(input.accountId))
        door.wake()
        return accountOf(input.accountId)
      }),
      test: os.accounts.test.handler(({ input, signal }) => testAccount(desk, input, signal)),
      folders: os.accounts.folders.handler(({ input, signal }) => listAccountFolders(desk, input.accountId, signal)),
      setIntake: os.accounts.setIntake.handler(({ input }) => {
        setIntake(desk, input.accountId, input.settings)
        void sync.pull(input.accountId).then(() => sync.pull(input.accountId))
        door.wake()
        return accountOf(input.accountId)
      }),
      setPassword: os.accounts.setPassword.handler(async ({ input }) => {
        await setPassword(desk, input.accountId, input.password, input.keep)
        void sync.pull(input.accountId)
        door.wake()
        return nothing
      }),
      settleChanges: os.accounts.settleChanges.handler(({ input }) => {
        settleChanges(desk, input.accountId, input.how)
        door.wake()
        return nothing
      }),
      remove: os.accounts.remove.handler(async ({ input }) => {
        sync.cancel(input.accountId)
        await removeAccount(desk, input.accountId)
        return nothing
      }),
      sync: os.accounts.sync.handler(({ input }) => {
        const chosen = listAccounts(db).filter(({ id }) => input.accountId === null || id === input.accountId)
        for (const { id } of chosen) void sync.pull(id)
        return { started: chosen.length }
      }),
      cancelSync: os.accounts.cancelSync.handler(({ input }) => {
        sync.cancel(input.accountId)
        return nothing
      }),
    },
    submissions: {
      list: os.submissions.list.handler(({ input }) => listSubmissions(db, input)),
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
      setProvenance: os.submissions.setProvenance.handler(({ input }) => {
        setProvenance(desk, input.submissionId, input.entry)
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
    triage: {
      queue: os.triage.queue.handler(({ input }) => listUnsorted(db, input)),
      preview: os.triage.preview.handler(({ input }) => triagePreview(desk, input.submissionId)),
      sort: os.triage.sort.handler(({ input }) => sortPiece(desk, input)),
      undo: os.triage.undo.handler(({ input }) => {
        undoSorting(desk, input.sorted, input.reason)
        return nothing
      }),
    },
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
    manuscripts: {
      document: os.manuscripts.document.handler(({ input }) => {
        const version = getVersion(db, input.versionId) ?? refuse('not-found')
        const json = desk.blobs.get(version.contentHash)
        if (json === null) throw new Error(`the document ${version.contentHash} is missing from the blobs`)
        return { versionId: version.id, contentHash: version.contentHash, json: json.toString('utf8') }
      }),
    },
    annotations: {
      list: os.annotations.list.handler(({ input }) => listAnnotations(db, input.submissionId)),
      add: os.annotations.add.handler(({ input }) => addAnnotation(desk, input)),
      reply: os.annotations.reply.handler(({ input }) => replyToAnnotation(desk, input.annotationId, input.text)),
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
      packs: os.compliance.packs.handler(() => [...desk.packs.summaries]),
      findings: os.compliance.findings.handler(({ input }) => reviewFindings(desk, input.versionId)),
      waive: os.compliance.waive.handler(({ input }) => {
        waiveFinding(desk, input.versionId, input.findingId, input.reason)
        return nothing
      }),
      withdrawWaiver: os.compliance.withdrawWaiver.handler(({ input }) => {
        withdrawWaiver(desk, input.versionId, input.findingId)
        return nothing
      }),
    },
    decisions: {
      draft: os.decisions.draft.handler(({ input }) =>
        draftDecision(desk, input.submissionId, input.verdict, input.reason),
      ),
      record: os.decisions.record.handler(({ input }) => {
        const { decision, letter } = recordDecision(desk, input)
        door.wake()
        return { decision, letter: letter === null ? null : publicLetter(letter) }
      }),
      revert: os.decisions.revert.handler(({ input }) => revertDecision(desk, input.decisionId, input.reason)),
    },
    letters: {
      list: os.letters.list.handler(() => listLetters(db, OUTBOX_LENGTH).map(publicLetter)),
      held: os.letters.held.handler(() =>
        heldLetters(db, HELD_PAGE).map((letter) => ({
          ...publicLetter(letter),
          verdictReason: letter.decisionId === null ? null : (getDecision(db, letter.decisionId)?.reason ?? null),
        })),
      ),
      edit: os.letters.edit.handler(({ input }) => publicLetter(editLetter(desk, input.letterId, input))),
      setReason: os.letters.setReason.handler(({ input }) =>
        publicLetter(changeReason(desk, input.letterId, input.reason)),
      ),
      release: os.letters.release.handler(({ input }) => {
        const released = releaseLetters(desk, input.letterIds).map(publicLetter)
        door.wake()
        return released
      }),
      hold: os.letters.hold.handler(({ input }) => holdLetters(desk, input.letterIds).map(publicLetter)),
      draftQuestion: os.letters.draftQuestion.handler(({ input }) =>
        draftQuestion(desk, input.submissionId, input.template),
      ),
      ask: os.letters.ask.handler(({ input }) => {
        const letter = publicLetter(askAuthor(desk, input))
        door.wake()
        return letter
      }),
      rejectReasons: os.letters.rejectReasons.handler(() => [...rejectReasons(desk)]),
      cancel: os.letters.cancel.handler(({ input }) => publicLetter(cancelLetter(desk, input.letterId))),
      retry: os.letters.retry.handler(({ input }) => {
        const letter = publicLetter(retryLetter(desk, input.letterId, input.evenIfUnsure))
        door.wake()
        return letter
      }),
      sendFrom: os.letters.sendFrom.handler(({ input }) => {
        const letter = publicLetter(sendFromAccount(desk, input.letterId, input.accountId))
        door.wake()
        return letter
      }),
      confirmSent: os.letters.confirmSent.handler(({ input }) => publicLetter(confirmLetterSent(desk, input.letterId))),
      templates: os.letters.templates.handler(() => templateNames(desk)),
    },
    authors: {
      list: os.authors.list.handler(({ input }) => listAuthors(db, input)),
      show: os.authors.show.handler(({ input }) => authorRecord(desk, input.authorId)),
      note: os.authors.note.handler(({ input }) => {
        noteContact(desk, input.authorId, input.channel, input.text)
        return nothing
      }),
      setIdentity: os.authors.setIdentity.handler(({ input }) => {
        setIdentity(desk, input.authorId, input.identity, input.reason)
        return nothing
      }),
      setWechat: os.authors.setWechat.handler(({ input }) => {
        setWechat(desk, input.authorId, input.wechat, input.reason)
        return nothing
      }),
      addFollowUp: os.authors.addFollowUp.handler(({ input }) => {
        addFollowUp(desk, input)
        return nothing
      }),
      closeFollowUp: os.authors.closeFollowUp.handler(({ input }) => {
        closeFollowUp(desk, input.followUpId, input.state)
        return nothing
      }),
    },
  })
}
