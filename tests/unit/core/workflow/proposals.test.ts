import { getEditor } from '@core/store/repositories/desk'
import type { Editor } from '@shared/domain/desk'
import type { Role } from '@shared/domain/role'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lettersOfSubmission, listDecisions } from '@core/store/repositories/decisions'
import { proposalsOf } from '@core/store/repositories/publication'
import { getSubmission, listSubmissions, listUnsorted } from '@core/store/repositories/submissions'
import { draftDecision, recordDecision, revertDecision, type NewDecision } from '@core/workflow/decisions'
import { newDrafts } from '@core/workflow/approval-notices'
import { addEditor, deskCounts, deskInfo, nameEditor } from '@core/workflow/desk'
import { approveProposal, proposeDecision, settleProposal } from '@core/workflow/proposals'
import { saveEditor, setApproval, switchEditor } from '@core/workflow/roles'
import { sortPiece, undoSorting } from '@core/workflow/triage'
import { setProvenance } from '@core/workflow/review'
import type { RefusalCode } from '@shared/domain/refusal'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { giveMaildir } from '../scenario'

let desk: TestDesk
let id: string
let owner: string
let deputy: string
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>', messageId: '<piece@mail.example>' })
  nameEditor(desk.context, '主编')
  owner = desk.context.editorId
  deputy = addEditor(desk.context, '小实').id
  setApproval(desk.context, 'two-step')
})
afterEach(() => desk.close())

/** Refused with this code, and nothing was changed. */
const refuses = (run: () => unknown, code: RefusalCode): Promise<unknown> => expectRefusal(desk, code, run)

const giveRole = (editorId: string, role: Role): Editor =>
  saveEditor(desk.context, editorId, { ...getEditor(desk.context.db, editorId)!, role })
const row = () => getSubmission(desk.context.db, id)!.row
const request = (verdict: NewDecision['verdict'] = 'reject'): NewDecision => ({
  submissionId: id,
  verdict,
  reason: '缺少一手数据',
  override: '说明',
  letter: draftDecision(desk.context, id, verdict, '缺少一手数据', new Map()).letter,
})
const draft = () => {
  switchEditor(desk.context, deputy)
  return proposeDecision(desk.context, request())
}

describe('two-step approval', () => {
  it('keeps a deputy’s decision until a senior approves it, letter and all', async () => {
    switchEditor(desk.context, deputy)
    await refuses(() => recordDecision(desk.context, request()), 'needs-approval')
    const proposal = proposeDecision(desk.context, request())
    expect(row()).toMatchObject({ state: 'new', awaitsApproval: true })
    expect(lettersOfSubmission(desk.context.db, id)).toEqual([])
    const waiting = { filter: 'awaiting-approval', query: '', offset: 0, limit: 10 } as const
    expect(listSubmissions(desk.context.db, waiting).total).toBe(1)
    await refuses(() => proposeDecision(desk.context, request()), 'already-proposed')
    await refuses(() => approveProposal(desk.context, proposal.id), 'not-permitted')
    switchEditor(desk.context, owner)
    const { decision, letter } = approveProposal(desk.context, proposal.id)
    expect(decision).toMatchObject({ verdict: 'reject', editorName: '主编', proposedBy: '小实', round: 1 })
    expect(letter).toMatchObject({ state: 'queued', template: 'reject' })
    expect(row()).toMatchObject({ state: 'rejected', awaitsApproval: false })
    expect(listSubmissions(desk.context.db, waiting).total).toBe(0)
    expect(proposalsOf(desk.context.db, id)).toMatchObject([{ state: 'approved', decisionId: decision.id }])
    await refuses(() => settleProposal(desk.context, proposal.id, 'sent-back', '再看'), 'proposal-settled')
  })

  it('sends back with a reason that stays visible; the deputy drafts again', async () => {
    const first = draft()
    await refuses(() => settleProposal(desk.context, first.id, 'sent-back', '再写'), 'not-permitted')
    switchEditor(desk.context, owner)
    await refuses(() => settleProposal(desk.context, first.id, 'withdrawn', ''), 'not-permitted')
    await refuses(() => settleProposal(desk.context, first.id, 'sent-back', ' '), 'needs-reason')
    settleProposal(desk.context, first.id, 'sent-back', '请写具体些')
    expect(row()).toMatchObject({ state: 'new', awaitsApproval: false })
    const second = draft()
    expect(proposalsOf(desk.context.db, id)).toMatchObject([
      { id: second.id, state: 'waiting' },
      { id: first.id, state: 'sent-back', settled: { editorName: '主编', reason: '请写具体些' } },
    ])
    settleProposal(desk.context, second.id, 'withdrawn', '')
    expect(row().awaitsApproval).toBe(false)
  })

  it('approves nothing that the author wrote past', async () => {
    const proposal = draft()
    await takeMail(desk.context, rawMail({ inReplyTo: '<piece@mail.example>', text: '补充一点' }))
    switchEditor(desk.context, owner)
    await refuses(() => approveProposal(desk.context, proposal.id), 'thread-moved')
    expect(listDecisions(desk.context.db, id)).toEqual([])
  })

  it('a senior decides past a draft, which is void then', async () => {
    const proposal = draft()
    switchEditor(desk.context, owner)
    recordDecision(desk.context, request('reserve'))
    expect(proposalsOf(desk.context.db, id)).toMatchObject([{ id: proposal.id, state: 'overtaken' }])
    await refuses(() => approveProposal(desk.context, proposal.id), 'proposal-settled')
  })

  it('holds for taking back as well', async () => {
    const { decision } = recordDecision(desk.context, { ...request(), letter: null })
    switchEditor(desk.context, deputy)
    await refuses(() => revertDecision(desk.context, decision.id, '收回'), 'needs-approval')
    switchEditor(desk.context, owner)
    revertDecision(desk.context, decision.id, '收回')
  })

  it('makes drafts of what 初筛 rejects: out of its queue until a senior decides, and taken back by z', async () => {
    const queue = () => listUnsorted(desk.context.db, { offset: 0, limit: 10 }).rows.map((each) => each.id)
    switchEditor(desk.context, deputy)
    for (const action of [
      { choice: 'reject', reason: null },
      { choice: 'junk', reason: '广告' },
    ] as const) {
      const sorted = sortPiece(desk.context, { submissionId: id, action })
      expect(sorted).toMatchObject({ decisionId: null, letterId: null })
      expect(row()).toMatchObject({ state: 'new', awaitsApproval: true, unread: false })
      expect(proposalsOf(desk.context.db, id)[0]).toMatchObject({
        id: sorted.proposalId,
        state: 'waiting',
        editorId: deputy,
        verdict: action.choice,
      })
      expect([queue(), deskCounts(desk.context).triage]).toEqual([[], 0])
      // A second press changes nothing.
      await refuses(() => sortPiece(desk.context, { submissionId: id, action }), 'already-sorted')
      undoSorting(desk.context, sorted, '按错了')
      expect(row()).toMatchObject({ state: 'new', awaitsApproval: false, unread: true })
      expect([queue(), listDecisions(desk.context.db, id)]).toEqual([[id], []])
      await refuses(() => undoSorting(desk.context, sorted, '再按'), 'changed-since')
    }
    const { proposalId } = sortPiece(desk.context, { submissionId: id, action: { choice: 'reject', reason: null } })
    switchEditor(desk.context, owner)
    const { letter } = approveProposal(desk.context, proposalId ?? '')
    expect([row().state, letter?.state]).toEqual(['rejected', 'queued'])
  })

  it('tells a senior of each colleague’s draft once while the desk is open, and nobody else', () => {
    draft()
    expect(newDrafts(desk.context)).toBe(0)
    switchEditor(desk.context, owner)
    expect([newDrafts(desk.context), newDrafts(desk.context)]).toEqual([1, 0])
    giveRole(deputy, 'senior')
    switchEditor(desk.context, deputy)
    expect(newDrafts(desk.context)).toBe(0)
    desk = desk.reopen()
    switchEditor(desk.context, owner)
    expect(newDrafts(desk.context)).toBe(1)
  })

  it('nobody approves what they drafted, whatever their role became', async () => {
    const proposal = draft()
    switchEditor(desk.context, owner)
    giveRole(deputy, 'senior')
    switchEditor(desk.context, deputy)
    await refuses(() => approveProposal(desk.context, proposal.id), 'own-proposal')
  })
})

describe('roles', () => {
  it('are given by owners, of whom one stays', async () => {
    await refuses(() => giveRole(owner, 'editor'), 'last-owner')
    expect(giveRole(deputy, 'owner').role).toBe('owner')
    expect(giveRole(owner, 'editor').role).toBe('editor')
    await refuses(() => giveRole(deputy, 'editor'), 'owners-only')
    await refuses(() => setApproval(desk.context, 'none'), 'owners-only')
  })

  it('who sits at the desk stays there over a restart, and signs what is done', async () => {
    switchEditor(desk.context, deputy)
    desk = desk.reopen()
    const shell = { demo: false, version: '0' }
    expect(deskInfo(desk.context, shell)).toMatchObject({
      editor: { name: '小实', role: 'editor' },
      approval: 'two-step',
    })
    const proposal = proposeDecision(desk.context, request())
    expect(proposal.editorName).toBe('小实')
  })
})

describe('录用 while 首发, 授权 or the AI statement is open', () => {
  const accept = (openFacts?: NewDecision['openFacts']): NewDecision => ({ ...request('accept'), openFacts })

  it('asks whoever was shown them, and keeps which were let pass', async () => {
    const open = draftDecision(desk.context, id, 'accept', '', new Map()).openFacts
    expect(open).toEqual(['first-publication', 'authorization', 'ai-statement'])
    await refuses(() => recordDecision(desk.context, accept([])), 'needs-facts')
    setProvenance(desk.context, id, { field: 'authorization', value: '原创', saidIn: '邮件' })
    await refuses(() => recordDecision(desk.context, accept(['first-publication'])), 'needs-facts')
    const { decision } = recordDecision(desk.context, accept(['first-publication', 'ai-statement']))
    expect(decision.openFacts).toEqual(['first-publication', 'ai-statement'])
  })

  it('asks about none for another verdict', async () => {
    expect(draftDecision(desk.context, id, 'revise', '', new Map()).openFacts).toEqual([])
    expect(recordDecision(desk.context, { ...request('revise'), openFacts: [] }).decision.openFacts).toEqual([])
  })
})
