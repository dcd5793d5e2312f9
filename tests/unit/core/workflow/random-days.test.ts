/** Random sequences of use cases, legal or not: whatever an editor and the mail do, the desk stays in one piece. */
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { differingTables, replay, STATE_TABLES, stateRows } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { openDatabase } from '@core/store/open-database'
import { listDecisions, listLetters } from '@core/store/repositories/decisions'
import { listEditors } from '@core/store/repositories/desk'
import { proposalsOf, waitingProposal } from '@core/store/repositories/publication'
import { followUpsOfAuthor } from '@core/store/repositories/authors'
import { setIdentity, setWechat } from '@core/workflow/authors'
import { eraseAuthor } from '@core/workflow/erase-author'
import { closeFollowUp } from '@core/workflow/follow-ups'
import { draftDecision, recordDecision, revertDecision } from '@core/workflow/decisions'
import { cancelLetter, confirmLetterSent, retryLetter } from '@core/workflow/letters'
import { addEditor, nameEditor } from '@core/workflow/desk'
import { approveProposal, proposeDecision, settleProposal } from '@core/workflow/proposals'
import { changePublication, draftPublished } from '@core/workflow/publication'
import { setApproval, switchEditor } from '@core/workflow/roles'
import { noteGuardian, noteTerms } from '@core/workflow/terms'
import { RefusedError } from '@core/workflow/refuse'
import { addAnnotation, openSubmission, setProvenance } from '@core/workflow/review'
import { verdictSchema } from '@shared/domain/decision'
import {
  publicationSchema,
  publicationSteps,
  publicationStepSchema,
  type PublicationKind,
  type PublicationRequest,
  type PublicationStep,
} from '@shared/domain/publication'
import { approvalSchema } from '@shared/domain/role'
import { identitySchema, wechatStateSchema } from '@shared/domain/submission'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { anchorIn, authorOf, giveMaildir } from '../scenario'

const SEED = Number(process.env['TEST_SEED'] ?? 20_260_910)

const which = fc.nat({ max: 2 })
const command = fc.oneof(
  fc.record({ do: fc.constant('open' as const), which }),
  fc.record({
    do: fc.constant('decide' as const),
    which,
    verdict: fc.constantFrom(...verdictSchema.options),
    override: fc.constantFrom(null, '已商定'),
    letter: fc.boolean(),
  }),
  fc.record({ do: fc.constant('revert' as const), which }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat({ max: 5 }) }),
  fc.record({ do: fc.constant('retry' as const), which: fc.nat({ max: 5 }), unsure: fc.boolean() }),
  fc.record({ do: fc.constant('confirm' as const), which: fc.nat({ max: 5 }) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 11, 3_600) }),
  fc.record({ do: fc.constant('deliver' as const) }),
  fc.record({ do: fc.constant('answer' as const), which, long: fc.boolean() }),
  fc.record({ do: fc.constant('annotate' as const), which, block: fc.nat({ max: 20 }) }),
  fc.record({ do: fc.constant('provenance' as const), which, value: fc.constantFrom('', '首发', '多平台') }),
  fc.record({ do: fc.constant('wechat' as const), which, to: fc.constantFrom(...wechatStateSchema.options) }),
  fc.record({ do: fc.constant('identity' as const), which, to: fc.constantFrom(...identitySchema.options) }),
  fc.record({ do: fc.constant('follow-up' as const), which }),
  fc.record({
    do: fc.constant('publication' as const),
    which,
    step: fc.constantFrom(...publicationStepSchema.options),
    letter: fc.boolean(),
  }),
  fc.record({ do: fc.constant('guardian' as const), which, minor: fc.boolean(), consent: fc.boolean() }),
  fc.record({ do: fc.constant('sit' as const), deputy: fc.boolean() }),
  fc.record({ do: fc.constant('approval' as const), approval: fc.constantFrom(...approvalSchema.options) }),
  fc.record({ do: fc.constant('propose' as const), which, verdict: fc.constantFrom(...verdictSchema.options) }),
  fc.record({ do: fc.constant('approve' as const), which }),
  fc.record({
    do: fc.constant('settle' as const),
    which,
    to: fc.constantFrom('sent-back' as const, 'withdrawn' as const),
  }),
  fc.record({ do: fc.constant('terms' as const), which, amount: fc.constantFrom(0, 50_000) }),
  fc.record({ do: fc.constant('submit' as const), known: fc.boolean() }),
  fc.record({ do: fc.constant('erase' as const), which }),
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

interface Day {
  readonly desk: TestDesk
  readonly submissions: readonly string[]
  readonly outbox: ReturnType<typeof openOutbox>
}

const ADDRESSES = [{ channel: 'site', url: 'https://www.niaogebiji.example/a.html' }]

function requestFor(step: PublicationStep): PublicationRequest {
  const reason = '理由'
  switch (step) {
    case 'schedule':
    case 'reschedule':
      return { step, plan: { date: '2026-09-20', column: '', channels: ['site'] }, reason }
    case 'publish':
    case 'correct':
      return { step, date: '2026-09-10', addresses: ADDRESSES, reason }
    case 'unschedule':
    case 'retract':
    case 'take-down':
    case 'restore':
      return { step, reason }
  }
}

/** Every mail of these tests is from one of three authors. */
const WRITERS = ['zhou@mail.example', 'lin@mail.example', 'chen@mail.example'] as const

async function run({ desk, submissions, outbox }: Day, what: Command): Promise<void> {
  const { context, clock } = desk
  const id = 'which' in what ? (submissions[what.which % submissions.length] ?? '') : ''
  const letterId = 'which' in what ? (listLetters(context.db, 50)[what.which]?.id ?? 'none') : 'none'
  switch (what.do) {
    case 'open':
      return openSubmission(context, id)
    case 'decide': {
      const { letter } = draftDecision(context, id, what.verdict, '理由', new Map())
      const { verdict, override } = what
      recordDecision(context, {
        submissionId: id,
        verdict,
        override,
        reason: '理由',
        letter: what.letter ? letter : null,
      })
      return
    }
    case 'revert':
      revertDecision(context, listDecisions(context.db, id)[0]?.id ?? 'none', '收回')
      return
    case 'cancel':
      cancelLetter(context, letterId)
      return
    case 'retry':
      retryLetter(context, letterId, what.unsure)
      return
    case 'confirm':
      confirmLetterSent(context, letterId)
      return
    case 'wait':
      return clock.advance(what.seconds * 1_000)
    case 'deliver':
      return outbox.deliver()
    case 'answer': {
      const letter = listLetters(context.db, 50).find(({ submissionId }) => submissionId === id)
      await takeMail(
        context,
        rawMail({
          from: WRITERS[what.which] ?? '',
          inReplyTo: letter?.messageId ?? `<${what.which}@start.example>`,
          text: what.long ? ARTICLE : '好的，谢谢。',
        }),
      )
      return
    }
    case 'annotate':
      addAnnotation(context, {
        ...anchorIn(context, id, what.block),
        kind: 'comment',
        audience: 'author',
        text: '请改',
      })
      return
    case 'provenance':
      setProvenance(context, id, { field: 'first-publication', value: what.value, saidIn: '' })
      return
    case 'wechat':
      return setWechat(context, authorOf(context, id), what.to, '')
    case 'identity':
      return setIdentity(context, authorOf(context, id), what.to, '签约')
    case 'follow-up':
      return closeFollowUp(context, followUpsOfAuthor(context.db, authorOf(context, id))[0]?.id ?? 'none', 'done')
    case 'publication':
      changePublication(context, {
        submissionId: id,
        request: requestFor(what.step),
        letter: what.letter ? draftPublished(context, id, ADDRESSES) : null,
      })
      return
    case 'guardian': {
      const consent = { guardian: '家长', relation: '', saidIn: '邮件', on: '2026-09-01' }
      return noteGuardian(context, authorOf(context, id), {
        minor: what.minor,
        consent: what.consent ? consent : null,
      })
    }
    case 'sit': {
      const [owner, deputy] = listEditors(context.db)
      switchEditor(context, (what.deputy ? deputy : owner)?.id ?? 'none')
      return
    }
    case 'approval':
      return setApproval(context, what.approval)
    case 'propose': {
      const { letter } = draftDecision(context, id, what.verdict, '理由', new Map())
      proposeDecision(context, { submissionId: id, verdict: what.verdict, reason: '理由', override: '已商定', letter })
      return
    }
    case 'approve':
      approveProposal(context, waitingProposal(context.db, id) ?? 'none')
      return
    case 'settle':
      settleProposal(context, proposalsOf(context.db, id)[0]?.id ?? 'none', what.to, '理由')
      return
    case 'terms': {
      const fee = { amount: what.amount, settlement: 'open', settledOn: null, note: '' } as const
      return noteTerms(context, id, { fee, contract: null })
    }
    case 'erase':
      await eraseAuthor(context, authorOf(context, id), 'person-asked')
      return
    case 'submit':
      await takeSubmission(context, { from: what.known ? WRITERS[0] : 'new@mail.example' })
  }
}

function everything(desk: TestDesk): string {
  const { db } = desk.context
  const record = db.prepare('SELECT count(*) FROM audit_events').pluck().get()
  return [String(record), ...STATE_TABLES.flatMap((table) => stateRows(db, table))].join('\n')
}

function expectOnePiece(desk: TestDesk): void {
  const { db } = desk.context
  expect(verifyChain(db).problems).toEqual([])
  const numbers = db.prepare('SELECT number FROM submissions').pluck().all() as string[]
  expect(new Set(numbers).size).toBe(numbers.length)

  const opened = openDatabase(path.join(desk.profileDir, 'replayed.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  replay(db, opened.value)
  expect(differingTables(db, opened.value)).toEqual([])
  opened.value.close()

  // A letter is where its events, one after the other, left it: no state is entered from another than the last.
  const moves = db
    .prepare(
      `SELECT e.subject AS id, p.payload ->> '$.from' AS came, p.payload ->> '$.to' AS went
       FROM audit_events e JOIN audit_payloads p ON p.seq = e.seq WHERE e.type = 'letter.state-changed' ORDER BY e.seq`,
    )
    .all() as { id: string; came: string; went: string }[]
  const at = new Map(listLetters(db, 1_000).map(({ id }) => [id, 'queued']))
  for (const { id, came, went } of moves) {
    expect(came).toBe(at.get(id))
    expect(['sent', 'cancelled']).not.toContain(came)
    at.set(id, went)
  }
  for (const letter of listLetters(db, 1_000)) expect(letter.state).toBe(at.get(letter.id))

  // What is to be scheduled, is scheduled or is out is accepted, and what is accepted is one of these or was taken down.
  const pieces = db.prepare('SELECT state, publication, proposal_id AS proposal FROM submissions').all() as {
    state: string
    publication: string
    proposal: string | null
  }[]
  for (const { state, publication } of pieces) {
    const { kind } = publicationSchema.parse(JSON.parse(publication))
    if (kind !== 'taken-down') expect([state === 'accepted', publication]).toEqual([kind !== 'none', publication])
  }
  // Every step of a publication is one of the table, from where the last one, or a decision, left it.
  const taken = db
    .prepare(
      `SELECT p.payload ->> '$.step' AS step, p.payload ->> '$.from.kind' AS came, p.payload ->> '$.to.kind' AS went
       FROM audit_events e JOIN audit_payloads p ON p.seq = e.seq WHERE e.type = 'submission.publication-changed'`,
    )
    .all() as { step: PublicationStep; came: PublicationKind; went: PublicationKind }[]
  for (const { step, came, went } of taken) expect(publicationSteps[came][step]).toBe(went)
  // One draft waits at most, and it is the one that its piece names.
  const waiting = db.prepare("SELECT id FROM decision_proposals WHERE state = 'waiting'").pluck().all()
  expect(new Set(pieces.flatMap(({ proposal }) => proposal ?? []))).toEqual(new Set(waiting))

  // The state of a piece is that of its newest decision that stands, unless the author's mail moved it on.
  const odd = db
    .prepare(
      `SELECT s.id FROM submissions s WHERE s.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM decisions d
       WHERE d.submission_id = s.id AND d.verdict = 'accept' AND d.reverted_at IS NULL)`,
    )
    .all()
  expect(odd).toEqual([])
}

describe('random days', () => {
  it(`keep record, tables and letters in agreement (seed ${SEED})`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
        const desk = openTestDesk()
        try {
          await giveMaildir(desk)
          const submissions: string[] = []
          for (const [index, from] of WRITERS.entries()) {
            submissions.push(await takeSubmission(desk.context, { from, messageId: `<${index}@start.example>` }))
          }
          nameEditor(desk.context, '主编')
          addEditor(desk.context, '小实')
          const outbox = openOutbox(desk.context)
          for (const what of commands) {
            const before = everything(desk)
            try {
              await run({ desk, submissions, outbox }, what)
            } catch (error) {
              if (!(error instanceof RefusedError) && !/no such block|no version/.test(String(error))) throw error
              expect(everything(desk)).toBe(before)
            }
          }
          await outbox.close()
          expectOnePiece(desk)
        } finally {
          desk.close()
        }
      }),
      { seed: SEED, numRuns: 20 },
    )
  })
})
