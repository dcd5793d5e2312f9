/** Decisions and letters. The contract's part over its use cases. */
import { getDecision, heldLetters, listLetters } from '../store/repositories/decisions'
import { draftDecision, recordDecision, revertDecision } from '../workflow/decisions'
import { rejectReasons } from '../workflow/draft-letter'
import { HELD_PAGE, changeReason, editLetter, holdLetters, releaseLetters } from '../workflow/held-letters'
import { copyForChat } from '../workflow/letter-for-chat'
import { cancelLetter, confirmLetterSent, retryLetter, scheduleLetter, sendFromAccount } from '../workflow/letters'
import { askAuthor, draftQuestion } from '../workflow/questions'
import { requestPlaces } from '../workflow/request-places'
import { publicLetter } from '../workflow/submissions'
import { settlePiece } from '../workflow/working-copy'
import type { DoorContext, Os } from './door'

/** Letters that the outbox lists; older settled ones are in their submissions. */
const OUTBOX_LENGTH = 500

export function peopleRoutes(os: Os, door: DoorContext) {
  const { desk } = door
  const { db } = desk
  return {
    decisions: {
      draft: os.decisions.draft.handler(async ({ input: { submissionId, verdict, reason, findings } }) => {
        // A letter that quotes findings names their clauses.
        if (findings !== undefined && findings.length > 0) await desk.packs.current()
        return draftDecision(desk, submissionId, verdict, reason, await requestPlaces(desk, submissionId), findings)
      }),
      record: os.decisions.record.handler(async ({ input }) => {
        await settlePiece(desk, input.submissionId)
        const { decision, letter } = recordDecision(desk, input)
        door.wake()
        return { decision, letter: letter === null ? null : publicLetter(letter) }
      }),
      revert: os.decisions.revert.handler(({ input }) => revertDecision(desk, input.decisionId, input.reason, input)),
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
      schedule: os.letters.schedule.handler(({ input }) => {
        const letter = publicLetter(scheduleLetter(desk, input.letterId, input.at))
        door.wake()
        return letter
      }),
      copyForChat: os.letters.copyForChat.handler(({ input }) => copyForChat(desk, input.letterId)),
      sendFrom: os.letters.sendFrom.handler(({ input }) => {
        const letter = publicLetter(sendFromAccount(desk, input.letterId, input.accountId))
        door.wake()
        return letter
      }),
      confirmSent: os.letters.confirmSent.handler(({ input }) => publicLetter(confirmLetterSent(desk, input.letterId))),
    },
  }
}
