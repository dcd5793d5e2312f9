/** Many decisions at once, as the window asks for them, over a real desk: one that fails stops nothing, and all are taken back together. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { getLetter, listDecisions } from '@core/store/repositories/decisions'
import { getSubmission, listThread } from '@core/store/repositories/submissions'
import { draftDecision, recordDecision, revertDecision } from '@core/workflow/decisions'
import { nameEditor } from '@core/workflow/desk'
import { releaseLetters } from '@core/workflow/held-letters'
import { bulkEntry, bulkRequest, type BulkEntry, type BulkVerdict } from '@renderer/features/bulk/bulk-plan'
import { runEach } from '@renderer/features/bulk/run-each'
import { HELD_UNTIL } from '@shared/domain/letter'
import { newestMail } from '@shared/domain/submission'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { giveMaildir } from '../scenario'

type Ready = Extract<BulkEntry, { kind: 'ready' }>

let desk: TestDesk
let ids: string[]
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  nameEditor(desk.context, '苏打')
  ids = []
  for (const name of ['zhou', 'lin', 'chen']) {
    ids.push(await takeSubmission(desk.context, { from: `${name}@mail.example`, messageId: `<${name}@mail.example>` }))
  }
})
afterEach(() => desk.close())

const row = (id: string) => getSubmission(desk.context.db, id)!.row
const states = () => ids.map((id) => row(id).state)
const letterIds = () => ids.flatMap((id) => listDecisions(desk.context.db, id)[0]?.letterId ?? [])
const letters = () => letterIds().map((id) => getLetter(desk.context.db, id)!)

function preview(verdict: BulkVerdict, reason: string): Ready[] {
  return ids.map((id) => {
    const { db } = desk.context
    const entry = bulkEntry(
      {
        row: row(id),
        decisions: listDecisions(db, id).length,
        seen: newestMail(listThread(db, id))?.hash ?? null,
        draft: draftDecision(desk.context, id, verdict, reason, new Map()),
      },
      verdict,
      true,
    )
    if (entry.kind !== 'ready') throw new Error(entry.why)
    return entry
  })
}

const record = (entries: readonly Ready[], verdict: BulkVerdict, reason: string, override = '') =>
  runEach(entries, async (entry) => recordDecision(desk.context, bulkRequest(entry, verdict, reason, override)))

it('records each but the one whose author wrote meanwhile; no letter moves before all may', async () => {
  const entries = preview('reject', '选题不合')
  await takeMail(
    desk.context,
    rawMail({
      from: 'lin@mail.example',
      messageId: '<lin2@mail.example>',
      inReplyTo: '<lin@mail.example>',
      text: '补一句',
    }),
  )
  const { done, failed } = await record(entries, 'reject', '选题不合')
  expect(failed.map(({ item, error }) => [item.piece.row.id, String(error)])).toEqual([
    [ids[1], expect.stringContaining('thread-moved')],
  ])
  expect([states()[0], states()[2]]).toEqual(['rejected', 'rejected'])
  expect(states()[1]).not.toBe('rejected')
  expect(letters().map(({ notBefore }) => notBefore)).toEqual([HELD_UNTIL, HELD_UNTIL])
  releaseLetters(desk.context, letterIds())
  expect(letters().every(({ reason, text }) => reason === 'undo-window' && text.includes('选题不合'))).toBe(true)

  const back = await runEach(done.toReversed(), async ({ value }) =>
    revertDecision(desk.context, value.decision.id, '撤销'),
  )
  expect(back.failed).toEqual([])
  expect([states()[0], states()[2]]).toEqual(['new', 'new'])
  expect(letters().map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
})

it('accepts with the reason for what is open, names what was let pass, and signs nothing for anybody', async () => {
  const entries = preview('accept', '数据扎实')
  expect(entries.every(({ needs }) => needs !== null && needs.facts.length === 3 && needs.unsigned > 0)).toBe(true)
  const refused = await record(
    entries.slice(0, 1).map((entry) => ({ ...entry, needs: null })),
    'accept',
    '数据扎实',
  )
  expect(refused.failed).toHaveLength(1)
  expect(states()).toEqual(['new', 'new', 'new'])
  const { failed } = await record(entries, 'accept', '数据扎实', '作者在电话里说清了')
  expect(failed).toEqual([])
  for (const id of ids) {
    const [decision] = listDecisions(desk.context.db, id)
    expect(decision).toMatchObject({
      verdict: 'accept',
      override: '作者在电话里说清了',
      openFacts: ['first-publication', 'authorization', 'ai-statement'],
      signedClauses: [],
    })
    expect(decision?.unsignedClauses.length).toBeGreaterThan(0)
  }
})
