/** The mails of a thread in whichever order they come: the same pieces, and the first text is the oldest version. */
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differingTables, replay } from '@core/record/replay'
import { openDatabase } from '@core/store/open-database'
import { linkedPieces } from '@core/store/repositories/arrangement'
import { listVersions } from '@core/store/repositories/manuscripts'
import { getParsed, THREAD_IDS_MAX, threadIds } from '@core/store/repositories/messages'
import { getSubmission, listSubmissions, listThread } from '@core/store/repositories/submissions'
import { recordDecision } from '@core/workflow/decisions'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { standingOfMessage } from '@core/workflow/placement'
import { splitMessage } from '@core/workflow/split'
import { fail } from '@shared/domain/result'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, type MailFields } from '../../../support/mails'

const SEED = 20_261_125

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const pieces = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 100 }).rows
const rewritten = ARTICLE.replaceAll('内容团队', '增长团队')
const FIRST: MailFields = { messageId: '<one@mail.example>', date: 'Mon, 07 Sep 2026 09:00:00 +0800' }
const REVISION: MailFields = {
  messageId: '<two@mail.example>',
  inReplyTo: '<one@mail.example>',
  subject: '回复：投稿',
  text: rewritten,
  date: 'Tue, 08 Sep 2026 09:00:00 +0800',
}

async function take(...mails: readonly MailFields[]): Promise<string[]> {
  const hashes: string[] = []
  for (const fields of mails) hashes.push((await takeMail(desk.context, rawMail(fields))).hash)
  return hashes
}

describe('a revision that comes before the mail it answers', () => {
  it.each([
    ['in order', [FIRST, REVISION]],
    ['out of order', [REVISION, FIRST]],
  ])('is the same piece, %s', async (_name, mails) => {
    const { db } = desk.context
    await take(...mails)
    const [piece, ...others] = pieces()
    expect(others).toEqual([])
    expect(listThread(db, piece?.id ?? '').map(({ messageId, kind }) => [messageId, kind])).toEqual([
      ['<one@mail.example>', 'submission'],
      ['<two@mail.example>', 'revision'],
    ])
    const versions = listVersions(db, piece?.id ?? '')
    expect(versions.map(({ ordinal }) => ordinal)).toEqual([2, 1])
    expect(getParsed(db, versions[0]?.messageHash ?? '')?.messageId).toBe('<two@mail.example>')
    expect(getSubmission(db, piece?.id ?? '')?.currentVersionId).toBe(versions[0]?.id)
  })

  it('by a colleague becomes part of the author’s piece', async () => {
    await take({ ...REVISION, from: '编辑 <bianji@other.example>' }, { ...FIRST, from: '周舟 <zhou@mail.example>' })
    expect(pieces()).toMatchObject([{ author: { address: 'zhou@mail.example' }, versions: 2 }])
  })

  it('stays by itself, linked, when it was decided meanwhile', async () => {
    const { context } = desk
    await take({ ...REVISION, from: '编辑 <bianji@other.example>' })
    const [early] = pieces()
    const decision = { verdict: 'reject', reason: '不合适', override: null, letter: null } as const
    recordDecision(context, { submissionId: early?.id ?? '', ...decision })
    // Somebody else's mail of the same thread joins it: a decided piece is merged into nothing.
    const [hash] = await take({ ...FIRST, from: '周舟 <zhou@mail.example>' })
    expect(standingOfMessage(context.db, hash ?? '')).toBe(early?.id)
    expect(getSubmission(context.db, early?.id ?? '')?.row).toMatchObject({ state: 'rejected', answered: true })
  })

  it('is left alone where an editor cut it out', async () => {
    const { context } = desk
    const [, revision] = await take(FIRST, REVISION)
    const born = splitMessage(context, revision ?? '').submissionId ?? ''
    await take({
      messageId: '<three@mail.example>',
      inReplyTo: '<two@mail.example>',
      references: ['<one@mail.example>', '<two@mail.example>'],
      text: '收到了吗',
    })
    expect(pieces()).toHaveLength(2)
    expect(listThread(context.db, born)).toHaveLength(2)
    expect(linkedPieces(context.db, born)).toMatchObject([{ kind: 'split' }])
  })
})

it('of References only the nearest are looked at, at the limit and one past it', () => {
  const references = Array.from({ length: THREAD_IDS_MAX + 1 }, (_, index) => `<${index}@mail.example>`)
  const message = { messageId: '<me@mail.example>', inReplyTo: null, forwarded: null }
  const ids = (count: number) =>
    threadIds({ ...message, references: references.slice(references.length - count) } as never)
  expect(ids(THREAD_IDS_MAX)).toHaveLength(THREAD_IDS_MAX)
  expect(ids(THREAD_IDS_MAX + 1)).toHaveLength(THREAD_IDS_MAX)
  expect(ids(THREAD_IDS_MAX + 1)[0]).toBe(`<${THREAD_IDS_MAX}@mail.example>`)
  expect(ids(THREAD_IDS_MAX + 1)).not.toContain('<0@mail.example>')
})

const WRITERS = ['zhou@mail.example', 'lin@mail.example', 'bianji@other.example'] as const

/** A mail of a forest: what it answers is before it, the chain of References may be cut short. */
const node = fc.record({
  parent: fc.option(fc.nat(), { nil: null }),
  writer: fc.integer({ min: 0, max: 2 }),
  long: fc.boolean(),
  machine: fc.boolean(),
  known: fc.integer({ min: 1, max: 3 }),
})
const forest = fc.array(node, { minLength: 2, maxLength: 7 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    order: fc.shuffledSubarray(
      nodes.map((_, index) => index),
      { minLength: nodes.length },
    ),
  }),
)

function mailsOf(
  nodes: readonly { parent: number | null; writer: number; long: boolean; machine: boolean; known: number }[],
) {
  const chains: string[][] = []
  return nodes.map((each, index) => {
    const parent = each.parent === null || index === 0 ? null : each.parent % index
    const chain = parent === null ? [] : [...(chains[parent] ?? []), `<${parent}@thread.example>`]
    chains.push(chain)
    const references = chain.slice(-each.known)
    return {
      from: WRITERS[each.writer] ?? '',
      messageId: `<${index}@thread.example>`,
      ...(parent === null ? {} : { inReplyTo: `<${parent}@thread.example>`, references }),
      subject: each.machine && parent !== null ? '自动回复' : `第 ${index} 封`,
      headers: each.machine && parent !== null ? ['Auto-Submitted: auto-replied'] : [],
      text: each.long ? `${index} ${ARTICLE.slice(0, 700)}` : `第 ${index} 封：好的，谢谢。`,
      date: new Date(Date.UTC(2026, 8, 1, index)).toUTCString().replace('GMT', '+0000'),
    }
  })
}

/** Reads and converts; what a text says is not looked at. */
const inline = inlineTaskRunner()
const unchecked: TaskRunner = {
  ...inline,
  run: async (name, input) =>
    name === 'check' || name === 'fingerprint' || name === 'compare'
      ? fail({ code: 'timeout', detail: 'not here' })
      : inline.run(name, input),
}

/** Which mails are together, and who is in no piece. */
async function grouping(mails: readonly MailFields[], order: readonly number[]): Promise<string[]> {
  const own = openTestDesk({ tasks: unchecked })
  try {
    const { context } = own
    const hashes = new Map<number, string>()
    for (const index of order) hashes.set(index, (await takeMail(context, rawMail(mails[index]))).hash)
    const groups = new Map<string, number[]>()
    for (const index of mails.keys()) {
      const piece = standingOfMessage(context.db, hashes.get(index) ?? '') ?? `filed ${index}`
      groups.set(piece, [...(groups.get(piece) ?? []), index])
    }
    const opened = openDatabase(path.join(own.profileDir, 'replayed.db'))
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    replay(context.db, opened.value)
    expect(differingTables(context.db, opened.value)).toEqual([])
    opened.value.close()
    const alone = context.db
      .prepare(
        `SELECT s.id FROM submissions s WHERE s.merged_into IS NULL
         AND s.versions <> (SELECT count(*) FROM manuscript_versions v WHERE v.submission_id = s.id)`,
      )
      .all()
    expect(alone).toEqual([])
    return [...groups.values()].map((group) => group.join(' ')).toSorted()
  } finally {
    own.close()
  }
}

describe('a thread', () => {
  it(`is grouped alike in any order of arrival (seed ${SEED})`, { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(forest, async ({ nodes, order }) => {
        const mails = mailsOf(nodes)
        const inOrder = await grouping(mails, [...nodes.keys()])
        expect(await grouping(mails, order)).toEqual(inOrder)
      }),
      { seed: SEED, numRuns: 25, endOnFailure: true },
    )
  })
})
