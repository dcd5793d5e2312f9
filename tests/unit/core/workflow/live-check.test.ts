/** The check of a text while it is written: what the recorded text will have, whatever is typed, dies or changes under it. */
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { keptSessions } from '@core/workers/typing-sessions'
import { addEntry } from '@core/workflow/allow-list'
import { documentOf, reviewFindings, waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import { endLiveCheck, liveCheck } from '@core/workflow/live-check'
import { switchPack } from '@core/workflow/rule-packs'
import { saveSteps, setWorkingCopyAside, settleWorkingCopy } from '@core/workflow/working-copy'
import { fail } from '@shared/domain/result'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { Transform } from '@tiptap/pm/transform'
import type { Node } from 'prosemirror-model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDesk, RESOURCES_DIR, shippedFolder, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { randomNumbers } from '../../../support/random'
import { expectRefusal } from '../../../support/rows'

const PROMISE = '稳赚不赔，加微信 abc12345。'

let folder: string
let desk: TestDesk
let submissionId: string
let versionId: string
/** What happens to a task before it is run in place. */
let before: ((name: string) => 'killed' | 'too long' | undefined) | null
beforeEach(async () => {
  before = null
  const inline = inlineTaskRunner()
  const tasks: TaskRunner = {
    run: async (name, input) => {
      const fate = before?.(name)
      if (fate === 'killed') return fail({ code: 'worker-died', detail: 'exit code 9' })
      if (fate === 'too long') return fail({ code: 'timeout', detail: '' })
      return inline.run(name, input)
    },
    tell: (name, input, asked) => inline.tell(name, input, asked),
    close: () => inline.close(),
  }
  // The packs that read contacts and promises: all of them would take long to compile again and again.
  const packs = path.join(RESOURCES_DIR, 'rule-packs')
  const wanted = readdirSync(packs).filter((file) => /^(convention|links-and-contacts)\.yaml$/u.test(file))
  folder = shippedFolder(Object.fromEntries(wanted.map((file) => [file, readFileSync(path.join(packs, file), 'utf8')])))
  desk = openTestDesk({ tasks, resourcesDir: folder })
  submissionId = await takeSubmission(desk.context)
  versionId = version().id
})
afterEach(() => {
  endLiveCheck(desk.context, versionId)
  desk.close()
  rmSync(folder, { recursive: true, force: true })
})

const version = () => listVersions(desk.context.db, submissionId)[0]!
const document = () => documentOf(desk.context, version().contentHash)

/** What is typed: the document as it is on screen, and how many steps the core has of it. */
interface Typing {
  doc: Node
  step: number
}
function save(typing: Typing, change: (transform: Transform) => void): Typing {
  const transform = new Transform(typing.doc)
  change(transform)
  const steps = transform.steps.map((step) => JSON.stringify(step.toJSON()))
  saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: typing.step + 1, steps })
  return { doc: transform.doc, step: typing.step + steps.length }
}
function type(typing: Typing, block: number, offset: number, text: string): Typing {
  const at = textBlocks(typing.doc)[block]!.from + offset
  return save(typing, (transform) => void transform.insert(at, manuscriptSchema.text(text)))
}
const start = (): Typing => ({ doc: document(), step: 0 })
async function checked() {
  const live = await liveCheck(desk.context, versionId)
  if (live.state !== 'checked') throw new Error(`not checked: ${JSON.stringify(live)}`)
  return live
}
const promise = async () => (await checked()).findings.find(({ text }) => text === '稳赚不赔')

describe('the check of what is typed', () => {
  it('finds it before it is recorded, records nothing, and has the ids that the recorded text will have', async () => {
    expect(await liveCheck(desk.context, versionId)).toEqual({ state: 'recorded' })
    const recorded = getCheck(desk.context.db, versionId)
    const typing = type(start(), 1, 0, PROMISE)
    const live = await checked()
    expect(live).toMatchObject({ baseHash: version().contentHash, step: typing.step })
    expect(live.findings.find(({ text }) => text === '稳赚不赔')).toMatchObject({ start: 0, end: 4, waiver: null })
    expect(getCheck(desk.context.db, versionId)).toEqual(recorded)
    await settleWorkingCopy(desk.context, versionId)
    expect(await liveCheck(desk.context, versionId)).toEqual({ state: 'recorded' })
    const settled = reviewFindings(desk.context, versionId)
    expect(settled.findings).toEqual(live.findings)
    expect(settled.checklist).toEqual(live.checklist)
    expect(settled).toMatchObject({ contentHash: version().contentHash, outdated: false })
  })

  it('says of any edits what a whole check says of the same text', async () => {
    const random = randomNumbers('live check')
    process.stderr.write(`SEED=${random.seed}\n`)
    const words = [
      '稳赚不赔',
      '加微信 abc12345',
      '加薇',
      '信领取',
      '。',
      '今年营收增长 30%。',
      'https://t.cn/abc',
      '他说“',
    ]
    for (let round = 0; round < 4; round += 1) {
      let typing: Typing = { doc: document(), step: stepsSettled() }
      const keys = 3 + random.below(6)
      for (let key = 0; key < keys; key += 1) {
        const blocks = textBlocks(typing.doc)
        const block = 1 + random.below(blocks.length - 1)
        const { from, text } = blocks[block]!
        const at = random.below(text.length + 1)
        if (random.below(3) > 0 || text.length === 0)
          typing = type(typing, block, at, words[random.below(words.length)]!)
        else if (random.below(2) === 0)
          typing = save(
            typing,
            (transform) => void transform.delete(from + Math.min(at, text.length - 1), from + text.length),
          )
        else if (block > 1) typing = save(typing, (transform) => void transform.split(from + at))
        // Asked at some of the pauses only, and of a worker that forgot everything at others.
        if (random.below(2) === 0) await checked()
        if (random.below(4) === 0) endLiveCheck(desk.context, versionId)
      }
      const live = await checked()
      await settleWorkingCopy(desk.context, versionId)
      const whole = reviewFindings(desk.context, versionId)
      expect(live.findings, `SEED=${random.seed} round ${round}`).toEqual(whole.findings)
      expect(live.checklist).toEqual(whole.checklist)
    }
    function stepsSettled(): number {
      const found = desk.context.db
        .prepare('SELECT settled_step FROM working_copies WHERE version_id = ?')
        .pluck()
        .get(versionId) as number | undefined
      return found ?? 0
    }
  })

  it('keeps what was let pass with its finding: by hand, and by the allow-list what nobody recorded yet', async () => {
    let typing = type(start(), 1, 0, PROMISE)
    await settleWorkingCopy(desk.context, versionId)
    const { id } = reviewed('稳赚不赔')!
    waiveFinding(desk.context, versionId, id, '引用')
    typing = type(typing, 3, 0, '后来补的一句，加微信 zhuanqian888。')
    expect((await promise())?.waiver?.reason).toBe('引用')
    withdrawWaiver(desk.context, versionId, id)
    expect((await promise())?.waiver).toBeNull()
    const contact = async () => (await checked()).findings.find(({ text }) => text.includes('zhuanqian888'))
    expect((await contact())?.waiver).toBeNull()
    const entry = { scope: 'submission', submissionId, ruleId: null, reason: '合作方', expiresOn: null } as const
    addEntry(desk.context, { ...entry, words: (await contact())!.text })
    expect((await contact())?.waiver).toMatchObject({ reason: '合作方' })
    function reviewed(text: string) {
      return reviewFindings(desk.context, versionId).findings.find((finding) => finding.text === text)
    }
  })

  it('goes with packs that change under it', async () => {
    type(start(), 1, 0, PROMISE)
    expect(await promise()).toBeDefined()
    await switchPack(desk.context, 'convention', false, '试试')
    expect(await promise()).toBeUndefined()
    expect(reviewFindings(desk.context, versionId).outdated).toBe(true)
    await switchPack(desk.context, 'convention', true, '试过了')
    expect(await promise()).toBeDefined()
  })

  it('is asked of another worker when one dies, and says so when that dies too, or takes too long', async () => {
    const typing = type(start(), 1, 0, PROMISE)
    for (const task of ['typed-text', 'recheck']) {
      let kills = 1
      before = (name) => (name === task && (kills -= 1) >= 0 ? 'killed' : undefined)
      // What it kept is gone with it.
      endLiveCheck(desk.context, versionId)
      expect(await promise()).toBeDefined()
      before = (name) => (name === task ? 'killed' : undefined)
      expect(await liveCheck(desk.context, versionId)).toEqual({ state: 'failed', step: typing.step, reason: 'died' })
      before = (name) => (name === task ? 'too long' : undefined)
      expect(await liveCheck(desk.context, versionId)).toEqual({
        state: 'failed',
        step: typing.step,
        reason: 'timeout',
      })
    }
    before = null
    expect(await promise()).toBeDefined()
  })

  it('of steps that make no text says that, and of others that were typed after those were set aside what they make', async () => {
    const baseHash = version().contentHash
    const none = '{"stepType":"replace","from":9000000000,"to":9000000000}'
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: [none] })
    expect(await liveCheck(desk.context, versionId)).toEqual({ state: 'failed', step: 1, reason: 'no-text' })
    setWorkingCopyAside(desk.context, versionId)
    expect(await liveCheck(desk.context, versionId)).toEqual({ state: 'recorded' })
    type(start(), 1, 0, PROMISE)
    expect(await promise()).toBeDefined()
    desk.clock.advance(1)
    setWorkingCopyAside(desk.context, versionId)
    type(start(), 1, 0, '另一句。')
    expect(await promise()).toBeUndefined()
    await expectRefusal(desk, 'not-found', () => liveCheck(desk.context, 'none'))
  })

  it('leaves nothing in a worker when the text is closed', async () => {
    type(start(), 1, 0, PROMISE)
    await checked()
    expect(keptSessions()).toContain(versionId)
    endLiveCheck(desk.context, versionId)
    await expect.poll(keptSessions).not.toContain(versionId)
  })
})
