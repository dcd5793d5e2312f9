/** What follows 录用, approval and roles. The contract's part over its use cases. */
import { knownPlaces } from '../store/repositories/publication'
import { approveProposal, proposeDecision, settleProposal } from '../workflow/proposals'
import { calendar, changePublication, draftPublished } from '../workflow/publication'
import { setApproval, switchEditor } from '../workflow/roles'
import { publicLetter } from '../workflow/submissions'
import { noteGuardian, noteTerms, readTerms, termsHistory } from '../workflow/terms'
import { settleLeftOver, settlePiece } from '../workflow/working-copy'
import { nothing, type DoorContext, type Os } from './door'

export function publicationRoutes(os: Os, door: DoorContext) {
  const { desk } = door
  return {
    publication: {
      change: os.publication.change.handler(({ input }) => {
        const { publication, letter } = changePublication(desk, input)
        if (letter !== null) door.wake()
        return { publication, letter: letter === null ? null : publicLetter(letter) }
      }),
      draft: os.publication.draft.handler(({ input }) => draftPublished(desk, input.submissionId, input.addresses)),
      calendar: os.publication.calendar.handler(({ input }) => calendar(desk, input.from, input.to)),
      known: os.publication.known.handler(() => knownPlaces(desk.db)),
      terms: os.publication.terms.handler(({ input }) => readTerms(desk, input.submissionId)),
      termsHistory: os.publication.termsHistory.handler(({ input }) => termsHistory(desk, input.submissionId)),
      setTerms: os.publication.setTerms.handler(({ input }) => {
        noteTerms(desk, input.submissionId, input.terms)
        return nothing
      }),
      setGuardian: os.publication.setGuardian.handler(({ input }) => {
        noteGuardian(desk, input.authorId, input.guardian)
        return nothing
      }),
    },
    approval: {
      propose: os.approval.propose.handler(async ({ input }) => {
        await settlePiece(desk, input.submissionId)
        return proposeDecision(desk, input)
      }),
      approve: os.approval.approve.handler(({ input }) => {
        const { decision, letter } = approveProposal(desk, input.proposalId)
        door.wake()
        return { decision, letter: letter === null ? null : publicLetter(letter) }
      }),
      sendBack: os.approval.sendBack.handler(({ input }) =>
        settleProposal(desk, input.proposalId, 'sent-back', input.reason),
      ),
      withdraw: os.approval.withdraw.handler(({ input }) => settleProposal(desk, input.proposalId, 'withdrawn', '')),
      setApproval: os.approval.setApproval.handler(({ input }) => {
        setApproval(desk, input.approval)
        return nothing
      }),
      switchEditor: os.approval.switchEditor.handler(async ({ input }) => {
        // What was typed is whose it was; a text that cannot be settled stays kept and holds up nobody.
        await settleLeftOver(desk, (error) => console.error('core: a text was not settled', error))
        return switchEditor(desk, input.editorId)
      }),
    },
  }
}
