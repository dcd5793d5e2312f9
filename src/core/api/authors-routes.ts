/** Authors. The contract's part over its use cases. */
import type { FactField, NoteFile } from '@shared/domain/author'
import type { ImportProblem } from '@shared/domain/author-sheet'
import { translate, type MessageKey } from '@shared/i18n/translate'
import { writeSheet } from '../manuscript/sheet'
import { filedFrom } from '../store/repositories/arrangement'
import { addressesOf, dueFollowUps, listAuthors } from '../store/repositories/authors'
import { listImports, ownFields, usedTags } from '../store/repositories/people'
import { keepFile } from '../workflow/handed-over'
import { authorRecord, setIdentity, setWechat } from '../workflow/authors'
import {
  failedRows,
  importAuthors,
  previewImport,
  readAuthorSheet,
  revertImport,
  sheetHead,
} from '../workflow/author-import'
import { directorySheet, personData } from '../workflow/person-data'
import { handOffSheet, importHandOff, previewHandOff } from '../workflow/hand-off-sheet'
import { makeFile } from '../workflow/made-files'
import { addNote, addNoteFiles, editNote, pinNote, removeNote, removeNoteFile } from '../workflow/contact-notes'
import { addFollowUp, closeFollowUp, moveFollowUp } from '../workflow/follow-ups'
import { endListing, listAuthor, raiseObjection, settleObjection } from '../workflow/internal-list'
import { localDate } from '../workflow/local-date'
import { keepApart, mergeAuthors, mergeSide, mergeSuggestions, unmergeAuthors } from '../workflow/merge-authors'
import {
  addAddress,
  removeAddress,
  renameAuthor,
  setFact,
  setKeepInTouch,
  setPenName,
  setTag,
} from '../workflow/person'
import {
  carryOutSanction,
  dropSanction,
  enterAppeal,
  liftSanction,
  notePublication,
  noteSiteAccount,
  proposeSanction,
  removePublication,
  removeSiteAccount,
  settleAppeal,
} from '../workflow/sanctions'
import { eraseAuthor, previewErasure } from '../workflow/erase-author'
import { erasureUnderWay, stopErasure } from '../workflow/erasure-under-way'
import { feedIndex } from '../workflow/search'
import { ensureSounds } from '../workflow/sounds'
import { standing } from '../workflow/standing-author'
import { timelinePage } from '../workflow/timeline'
import { nothing, type DoorContext, type Os } from './door'

/** Mails of a person that are in no submission, as many as are shown. */
const BESIDE_LENGTH = 300

/** Follow-ups that the list of the day holds. */
const DUE_LENGTH = 500

function stem(filename: string): string {
  const dot = filename.lastIndexOf('.')
  return dot > 0 ? filename.slice(0, dot) : filename
}

export function authorsRoutes(os: Os, door: DoorContext) {
  const { desk } = door
  const { db } = desk
  /** A use case that gives nothing back. */
  const sheetOf = async (uploadId: string) => {
    const { filename, bytes } = door.uploads.file(uploadId)
    return { filename, sheet: await readAuthorSheet(desk, filename, bytes) }
  }
  const save = async (rows: readonly (readonly string[])[], filename: string) =>
    door.asks.saveMade(await makeFile(desk, writeSheet(rows)), filename, 'as-is')
  const keptUploads = async (uploadIds: readonly string[]): Promise<NoteFile[]> => {
    const files: NoteFile[] = []
    for (const uploadId of uploadIds) files.push(await keepFile(desk, door.uploads.file(uploadId)))
    return files
  }
  const done = (result: void): typeof nothing => result ?? nothing
  return {
    authors: {
      list: os.authors.list.handler(async ({ input }) => {
        if (input.query !== '') await ensureSounds(desk)
        return listAuthors(db, input)
      }),
      show: os.authors.show.handler(({ input }) => authorRecord(desk, input.authorId)),
      timeline: os.authors.timeline.handler(({ input }) =>
        timelinePage(desk, standing(desk, input.authorId), input.before),
      ),
      mailsBeside: os.authors.mailsBeside.handler(({ input }) =>
        filedFrom(db, addressesOf(db, standing(desk, input.authorId)), BESIDE_LENGTH),
      ),
      rename: os.authors.rename.handler(({ input }) => done(renameAuthor(desk, input.authorId, input.name))),
      addAddress: os.authors.addAddress.handler(({ input }) => done(addAddress(desk, input.authorId, input.address))),
      removeAddress: os.authors.removeAddress.handler(({ input }) =>
        done(removeAddress(desk, input.authorId, input.address)),
      ),
      setPenName: os.authors.setPenName.handler(({ input }) =>
        done(setPenName(desk, input.authorId, input.name, input.present)),
      ),
      setFact: os.authors.setFact.handler(({ input }) =>
        done(setFact(desk, input.authorId, input.field as FactField | `own:${string}`, input.value)),
      ),
      setTag: os.authors.setTag.handler(({ input }) => done(setTag(desk, input.authorId, input.tag, input.present))),
      known: os.authors.known.handler(() => ({ fields: ownFields(db), tags: usedTags(db) })),
      setKeepInTouch: os.authors.setKeepInTouch.handler(({ input }) =>
        done(setKeepInTouch(desk, input.authorId, input.weeks)),
      ),
      suggestions: os.authors.suggestions.handler(() => mergeSuggestions(desk)),
      side: os.authors.side.handler(({ input }) => mergeSide(desk, standing(desk, input.authorId))),
      merge: os.authors.merge.handler(({ input }) =>
        done(mergeAuthors(desk, input.authorId, input.otherId, input.reason)),
      ),
      unmerge: os.authors.unmerge.handler(({ input }) => done(unmergeAuthors(desk, input.otherId, input.reason))),
      keepApart: os.authors.keepApart.handler(({ input }) => done(keepApart(desk, input.authorId, input.otherId))),
      setIdentity: os.authors.setIdentity.handler(({ input }) =>
        done(setIdentity(desk, input.authorId, input.identity, input.reason)),
      ),
      setWechat: os.authors.setWechat.handler(({ input }) =>
        done(setWechat(desk, input.authorId, input.wechat, input.reason)),
      ),
      note: os.authors.note.handler(async ({ input: { uploadIds, ...note } }) => {
        addNote(desk, { ...note, files: await keptUploads(uploadIds) })
        for (const uploadId of uploadIds) door.uploads.drop(uploadId)
        return nothing
      }),
      addNoteFiles: os.authors.addNoteFiles.handler(async ({ input: { noteId, uploadIds } }) => {
        const added = addNoteFiles(desk, noteId, await keptUploads(uploadIds))
        for (const uploadId of uploadIds) door.uploads.drop(uploadId)
        return { added }
      }),
      removeNoteFile: os.authors.removeNoteFile.handler(({ input }) =>
        done(removeNoteFile(desk, input.noteId, input.sha256)),
      ),
      pinNote: os.authors.pinNote.handler(({ input }) => done(pinNote(desk, input.noteId, input.pinned))),
      editNote: os.authors.editNote.handler(({ input }) => done(editNote(desk, input.noteId, input.text))),
      removeNote: os.authors.removeNote.handler(({ input }) => done(removeNote(desk, input.noteId, input.removed))),
      addFollowUp: os.authors.addFollowUp.handler(({ input }) => done(addFollowUp(desk, input))),
      closeFollowUp: os.authors.closeFollowUp.handler(({ input }) =>
        done(closeFollowUp(desk, input.followUpId, input.state)),
      ),
      moveFollowUp: os.authors.moveFollowUp.handler(({ input }) =>
        done(moveFollowUp(desk, input.followUpId, input.due)),
      ),
      due: os.authors.due.handler(() => dueFollowUps(db, localDate(desk.now(), desk.zone), DUE_LENGTH)),
      putOnList: os.authors.putOnList.handler(({ input }) => done(listAuthor(desk, input))),
      takeOffList: os.authors.takeOffList.handler(({ input }) => done(endListing(desk, input.authorId, input.reason))),
      addSiteAccount: os.authors.addSiteAccount.handler(({ input }) =>
        done(noteSiteAccount(desk, input.authorId, input.name, input.link)),
      ),
      removeSiteAccount: os.authors.removeSiteAccount.handler(({ input }) =>
        done(removeSiteAccount(desk, input.authorId, input.accountId)),
      ),
      addPublication: os.authors.addPublication.handler(({ input }) => done(notePublication(desk, input))),
      removePublication: os.authors.removePublication.handler(({ input }) =>
        done(removePublication(desk, input.authorId, input.publicationId)),
      ),
      proposeSanction: os.authors.proposeSanction.handler(({ input }) => done(proposeSanction(desk, input))),
      carryOutSanction: os.authors.carryOutSanction.handler(({ input }) =>
        done(carryOutSanction(desk, input.sanctionId, input.by, input.startsAt)),
      ),
      liftSanction: os.authors.liftSanction.handler(({ input }) =>
        done(liftSanction(desk, input.sanctionId, input.by, input.reason)),
      ),
      dropSanction: os.authors.dropSanction.handler(({ input }) =>
        done(dropSanction(desk, input.sanctionId, input.reason)),
      ),
      enterAppeal: os.authors.enterAppeal.handler(({ input }) =>
        done(enterAppeal(desk, input.sanctionId, input.words)),
      ),
      settleAppeal: os.authors.settleAppeal.handler(({ input }) =>
        done(settleAppeal(desk, input.appealId, input.outcome, input.answer)),
      ),
      sheetHead: os.authors.sheetHead.handler(async ({ input }) => sheetHead((await sheetOf(input.uploadId)).sheet)),
      previewImport: os.authors.previewImport.handler(async ({ input }) =>
        previewImport(desk, (await sheetOf(input.uploadId)).sheet, input.mapping),
      ),
      importSheet: os.authors.importSheet.handler(async ({ input }) => {
        const { filename, sheet } = await sheetOf(input.uploadId)
        const imported = importAuthors(desk, filename, sheet, input.mapping)
        door.uploads.drop(input.uploadId)
        return imported
      }),
      saveFailedRows: os.authors.saveFailedRows.handler(async ({ input }) => {
        const { filename, sheet } = await sheetOf(input.uploadId)
        const say = (problem: ImportProblem): string => translate(input.locale, `sheet-problem.${problem}`)
        const rows = failedRows(desk, sheet, input.mapping, say)
        return save(rows, `${stem(filename)}-${translate(input.locale, 'sheet.failed-name')}.csv`)
      }),
      imports: os.authors.imports.handler(() => listImports(db)),
      revertImport: os.authors.revertImport.handler(({ input }) => revertImport(desk, input.importId, input.reason)),
      saveSheet: os.authors.saveSheet.handler(({ input }) =>
        save(
          directorySheet(desk, (key) => translate(input.locale, key)),
          `${translate(input.locale, 'authors.title')}.csv`,
        ),
      ),
      saveHandOff: os.authors.saveHandOff.handler(({ input }) => {
        const say = (key: MessageKey): string => translate(input.locale, key)
        const rows = handOffSheet(desk, {
          columns: [
            say('hand-off.number'),
            say('hand-off.byline'),
            say('hand-off.piece'),
            say('hand-off.contact'),
            say('hand-off.progress'),
            say('hand-off.note'),
          ],
          state: (state) => say(`wechat.${state}`),
        })
        return save(rows, `${say('hand-off.title')}-${localDate(desk.now(), desk.zone)}.csv`)
      }),
      previewHandOff: os.authors.previewHandOff.handler(async ({ input }) =>
        previewHandOff(desk, (await sheetOf(input.uploadId)).sheet),
      ),
      importHandOff: os.authors.importHandOff.handler(async ({ input }) => {
        const { filename, sheet } = await sheetOf(input.uploadId)
        const rows = importHandOff(desk, filename, sheet)
        door.uploads.drop(input.uploadId)
        return rows
      }),
      savePerson: os.authors.savePerson.handler(async ({ input }) => {
        const person = personData(desk, input.authorId)
        const name = `${person.record.author.name || person.record.author.address || 'author'}.json`
        const made = await makeFile(desk, `${JSON.stringify(person, null, 2)}\n`)
        return door.asks.saveMade(made, name, 'as-is')
      }),
      previewErasure: os.authors.previewErasure.handler(({ input }) => previewErasure(desk, input.authorId)),
      erasureUnderWay: os.authors.erasureUnderWay.handler(() => erasureUnderWay(desk)),
      stopErasure: os.authors.stopErasure.handler(({ input }) => done(stopErasure(desk, input.authorId))),
      erase: os.authors.erase.handler(async ({ input }) => {
        const erased = await eraseAuthor(desk, input.authorId, input.ground)
        // The index was emptied. It is derived: what cannot be fed now is fed with the next mail.
        feedIndex(desk).catch(() => undefined)
        return erased
      }),
      raiseObjection: os.authors.raiseObjection.handler(({ input }) =>
        done(raiseObjection(desk, input.submissionId, input.words)),
      ),
      settleObjection: os.authors.settleObjection.handler(({ input }) => done(settleObjection(desk, input))),
    },
  }
}
