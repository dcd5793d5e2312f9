import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRuleTrial } from '@core/jobs/rule-trial'
import { listTrialFindings } from '@core/store/repositories/trials'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import type { DeskContext } from '@core/workflow/context'
import { proposeChange, type PackChange } from '@core/workflow/pack-proposals'
import { ruleDetail } from '@core/workflow/rule-packs'
import { tryProposal, type TrialProgress } from '@core/workflow/rule-trial'
import { fail } from '@shared/domain/result'
import type { TrialChange } from '@shared/domain/rules'
import { openTestDesk, shippedFolder, type TestDesk } from '../../../support/desk'
import { ARTICLE, takeSubmission } from '../../../support/mails'
import { packYaml } from '../../compliance/test-pack'

const PACK = packYaml([
  { id: 'test/best', patterns: [{ lexicon: ['最强'] }], examples: { hits: ['最强'], misses: ['强'] } },
  { id: 'test/other', patterns: [{ lexicon: ['空话'] }], examples: { hits: ['空话'], misses: ['话'] } },
])

let desk: TestDesk
let context: DeskContext
let folder: string
let tasks: TaskRunner
beforeEach(async () => {
  folder = shippedFolder({ 'test.yaml': PACK })
  tasks = inlineTaskRunner()
  desk = openTestDesk({
    resourcesDir: folder,
    tasks: { run: (name, input) => tasks.run(name, input), tell: () => undefined, close: () => tasks.close() },
  })
  context = desk.context
  for (const text of ['最强的一句。', '最好的一句，空话。', '什么也没有。']) {
    await takeSubmission(context, {
      text: `${ARTICLE}\n\n前一句。${text}后一句。`,
      from: `${text.length}${Math.abs(text.charCodeAt(1))}@mail.example`,
    })
  }
})
afterEach(() => {
  desk.close()
  rmSync(folder, { recursive: true, force: true })
})

async function propose(
  rule: (known: Awaited<ReturnType<typeof ruleDetail>>['rule']) => Record<string, unknown>,
): Promise<string> {
  const { rule: known } = await ruleDetail(context, 'test', 'test/best')
  const change = {
    kind: 'put-rule',
    pack: 'test',
    ruleId: 'test/best',
    rule: { ...known, ...rule(known) },
  } as PackChange
  const proposed = await proposeChange(context, change)
  if (proposed.kind !== 'proposal') throw new Error(JSON.stringify(proposed))
  return proposed.proposal.proposalId
}

const changedWords = () =>
  propose(() => ({ patterns: [{ lexicon: ['最好'] }], examples: { hits: ['最好'], misses: ['好'] } }))
const page = (change: TrialChange) => listTrialFindings(context.db, { change, offset: 0, limit: 10 })

describe('a trial', () => {
  it('shows what appears and what disappears, with the sentence and the piece', async () => {
    const seen: TrialProgress[] = []
    const done = await tryProposal(
      context,
      await changedWords(),
      (each) => seen.push(each),
      new AbortController().signal,
    )
    expect(done).toMatchObject({
      kind: 'done',
      done: 3,
      total: 3,
      touched: 2,
      failed: 0,
      appears: { error: 1, warning: 0, note: 0 },
      disappears: { error: 1, warning: 0, note: 0 },
    })
    expect(seen.at(-1)).toMatchObject({ done: 3 })
    const [appears] = page('appears').rows
    const { sentence, start, end } = appears!.finding
    expect([sentence, sentence.slice(start, end)]).toEqual(['最好的一句，空话。', '最好'])
    expect(appears?.submissionNumber).toMatch(/^\d{4}-\d{3}$/)
    expect(page('disappears').rows[0]?.finding.sentence).toBe('最强的一句。')
    // Nothing of the desk changed.
    expect(context.db.prepare('SELECT count(*) FROM rule_pack_versions').pluck().get()).toBe(0)
  })

  it('shows another level, and replaces the trial before', async () => {
    const signal = new AbortController().signal
    await tryProposal(context, await changedWords(), () => undefined, signal)
    const done = await tryProposal(context, await propose(() => ({ level: 'note' })), () => undefined, signal)
    expect(done).toMatchObject({ changes: 1, touched: 1 })
    expect(page('appears').total).toBe(0)
    expect(page('changes').rows[0]?.finding).toMatchObject({ was: 'error', level: 'note' })
  })

  it('passes over a manuscript whose run dies, and counts it', async () => {
    const inline = tasks
    tasks = {
      run: async (name, input) => {
        const dies = name === 'try-manuscripts' && JSON.stringify(input).includes('最强的一句')
        return dies ? fail({ code: 'worker-died', detail: 'out of memory' }) : inline.run(name, input)
      },
      tell: () => undefined,
      close: () => Promise.resolve(),
    }
    const done = await tryProposal(context, await changedWords(), () => undefined, new AbortController().signal)
    expect(done).toMatchObject({ done: 3, failed: 1, touched: 1, appears: { error: 1 } })
  })

  it('runs in the background, one at a time, and is cancelled between manuscripts', async () => {
    const trial = openRuleTrial(context)
    const proposalId = await changedWords()
    expect(() => trial.start('nowhere')).toThrow('proposal-lost')
    trial.start(proposalId)
    expect(() => trial.start(proposalId)).toThrow('trial-running')
    trial.cancel()
    await trial.close()
    expect(trial.state()).toMatchObject({ kind: 'cancelled', proposalId, done: 0 })
    trial.start(proposalId)
    const told = new Promise<void>((resolve) => {
      const end = desk.onEvent(() => {
        if (trial.state().kind !== 'done') return
        end()
        resolve()
      })
    })
    await told
    expect(trial.state()).toMatchObject({ kind: 'done', touched: 2 })
  })
})
