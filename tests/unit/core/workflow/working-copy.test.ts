import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { Mapping, Step, Transform } from '@tiptap/pm/transform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { differingTables, replay } from '@core/record/replay'
import { migrate } from '@core/store/open-database'
import { getAnnotation, listAnnotations } from '@core/store/repositories/annotations'
import { getCheck, isOutdated, listVersions } from '@core/store/repositories/manuscripts'
import { getSubmission } from '@core/store/repositories/submissions'
import { getWorkingCopy, unsettledVersions } from '@core/store/repositories/working-copies'
import type { TaskRunner } from '@core/workers/pool'
import { inlineTaskRunner } from '@core/workers/pool'
import { documentOf, reviewFindings, waiveFinding } from '@core/workflow/checking'
import { exportContent } from '@core/workflow/export-version'
import { keepEdit, recordEdit } from '@core/workflow/edits'
import { addAnnotation, removeAnnotation, restoreAnnotation } from '@core/workflow/review'
import {
  openText,
  saveSteps,
  setWorkingCopyAside,
  settleLeftOver,
  settleWorkingCopy,
} from '@core/workflow/working-copy'
import { exportFormatSchema } from '@shared/domain/export'
import { fail } from '@shared/domain/result'
import { makeAnchor, makeAnchorOver, partsOf, standsIn } from '@shared/manuscript/anchor'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { plainText, textBlocks } from '@shared/manuscript/text'
import Database from 'better-sqlite3'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { randomNumbers, type RandomNumbers } from '../../../support/random'
import { expectRefusal } from '../../../support/rows'

let desk: TestDesk
let submissionId: string
let versionId: string
beforeEach(async () => {
  desk = openTestDesk()
  submissionId = await takeSubmission(desk.context)
  versionId = version().id
})
afterEach(() => desk.close())

const version = () => listVersions(desk.context.db, submissionId)[0]!
const document = () => documentOf(desk.context, version().contentHash)
const json = (transform: Transform) => transform.steps.map((step) => JSON.stringify(step.toJSON()))
/** The steps of typing `text` at a block's offset, one a character. */
function typed(doc: Node, block: number, offset: number, text: string): Transform {
  const at = textBlocks(doc)[block]!.from + offset
  const transform = new Transform(doc)
  for (const [index, one] of [...text].entries()) transform.insert(at + index, manuscriptSchema.text(one))
  return transform
}
const edits = () => desk.context.db.prepare('SELECT count(*) FROM manuscript_edits').pluck().get() as number
const comment = (block: number, start: number, end: number) =>
  addAnnotation(desk.context, {
    versionId,
    kind: 'comment',
    anchor: makeAnchor(version().contentHash, textBlocks(document())[block]!, start, end),
    audience: 'author',
    text: '请补出处',
  })

describe('saving steps', () => {
  it('keeps them in order, whatever is said twice', () => {
    const baseHash = version().contentHash
    const steps = json(typed(document(), 1, 0, '春羽作者'))
    expect(saveSteps(desk.context, { versionId, baseHash, from: 1, steps: steps.slice(0, 2) }).step).toBe(2)
    expect(saveSteps(desk.context, { versionId, baseHash, from: 1, steps: steps.slice(0, 2) }).step).toBe(2)
    expect(saveSteps(desk.context, { versionId, baseHash, from: 2, steps: steps.slice(1) }).step).toBe(4)
    expect(saveSteps(desk.context, { versionId, baseHash, from: 5, steps: [] }).step).toBe(4)
    expect(openText(desk.context, versionId)).toMatchObject({ baseHash, step: 4, steps })
    expect(edits()).toBe(0)
  })

  it('refuses a gap, another text, and another step under the same number', async () => {
    const baseHash = version().contentHash
    const steps = json(typed(document(), 1, 0, '春羽'))
    await expectRefusal(desk, 'steps-missing', () => saveSteps(desk.context, { versionId, baseHash, from: 2, steps }))
    await expectRefusal(desk, 'text-moved-on', () =>
      saveSteps(desk.context, { versionId, baseHash: 'a'.repeat(64), from: 1, steps }),
    )
    await expectRefusal(desk, 'not-found', () =>
      saveSteps(desk.context, { versionId: 'none', baseHash, from: 1, steps }),
    )
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps })
    await expectRefusal(desk, 'text-moved-on', () =>
      saveSteps(desk.context, { versionId, baseHash, from: 2, steps: json(typed(document(), 1, 1, '鸟')) }),
    )
    await expectRefusal(desk, 'steps-missing', () => saveSteps(desk.context, { versionId, baseHash, from: 4, steps }))
    expect(openText(desk.context, versionId).steps).toEqual(steps)
  })

  it('refuses more than a window leaves unsettled, and keeps what it has', async () => {
    const baseHash = version().contentHash
    const [step = ''] = json(typed(document(), 1, 0, '春'))
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: Array<string>(20_000).fill(step) })
    await expectRefusal(desk, 'working-copy-full', () =>
      saveSteps(desk.context, { versionId, baseHash, from: 20_001, steps: [step] }),
    )
    expect(getWorkingCopy(desk.context.db, versionId)?.lastStep).toBe(20_000)
  })
})

describe('settling', () => {
  it('makes one edit of what was typed, with its title, figures and check', async () => {
    const before = version()
    const retitled = typed(document(), 0, 0, '新标题：')
    const steps = [...json(retitled), ...json(typed(retitled.doc, 1, 0, '全网第一的减肥药，加微信 abc12345。'))]
    saveSteps(desk.context, { versionId, baseHash: before.contentHash, from: 1, steps })
    const settled = await settleWorkingCopy(desk.context, versionId)
    const after = version()
    expect(settled).toEqual({ contentHash: after.contentHash, step: steps.length })
    expect(after.title).toBe(`新标题：${before.title}`)
    expect(after.words).toBeGreaterThan(before.words)
    expect(after.originalHash).toBe(before.originalHash)
    expect(getSubmission(desk.context.db, submissionId)?.row.title).toBe(after.title)
    expect(plainText(document())).toContain('全网第一的减肥药')
    expect(edits()).toBe(1)
    const found = getCheck(desk.context.db, versionId)?.findings.map(({ text }) => text) ?? []
    expect(found.some((text) => text.includes('加微信'))).toBe(true)
    expect(unsettledVersions(desk.context.db)).toEqual([])
  })

  it('twice, or of nothing, changes nothing more', async () => {
    const steps = json(typed(document(), 1, 0, '春羽'))
    expect(await settleWorkingCopy(desk.context, versionId)).toEqual({ contentHash: version().contentHash, step: 0 })
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps })
    const [first, second] = await Promise.all([
      settleWorkingCopy(desk.context, versionId),
      settleWorkingCopy(desk.context, versionId),
    ])
    expect(second).toEqual(first)
    expect(edits()).toBe(1)
  })

  it('of typing that took itself back leaves no edit', async () => {
    const doc = document()
    const transform = typed(doc, 1, 0, '春')
    transform.delete(textBlocks(doc)[1]!.from, textBlocks(doc)[1]!.from + 1)
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: json(transform) })
    const { step } = await settleWorkingCopy(desk.context, versionId)
    expect(step).toBe(2)
    expect(edits()).toBe(0)
  })

  it('goes on being numbered, though the window never heard of it', async () => {
    const baseHash = version().contentHash
    const transform = typed(document(), 1, 0, '春羽作者')
    const steps = json(transform)
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: steps.slice(0, 2) })
    await settleWorkingCopy(desk.context, versionId)
    const saved = saveSteps(desk.context, { versionId, baseHash, from: 2, steps: steps.slice(1) })
    expect(saved).toEqual({ baseHash: version().contentHash, settled: 2, step: 4 })
    await settleWorkingCopy(desk.context, versionId)
    expect(document().eq(transform.doc)).toBe(true)
  })

  it('keeps what comes while it is under way for the next time', async () => {
    const baseHash = version().contentHash
    const transform = typed(document(), 1, 0, '春羽作者')
    const steps = json(transform)
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: steps.slice(0, 2) })
    const { tasks } = desk.context
    const typing: TaskRunner = {
      run(name, input) {
        if (name === 'settle') saveSteps(desk.context, { versionId, baseHash, from: 3, steps: steps.slice(2) })
        return tasks.run(name, input)
      },
      tell: () => undefined,
      close: () => tasks.close(),
    }
    expect(
      (await settleWorkingCopy({ ...desk.context, packs: desk.context.packs, tasks: typing }, versionId)).step,
    ).toBe(2)
    expect(openText(desk.context, versionId)).toMatchObject({ step: 4, steps: steps.slice(2) })
    await settleWorkingCopy(desk.context, versionId)
    expect(document().eq(transform.doc)).toBe(true)
    expect(edits()).toBe(2)
  })

  it('leaves steps that make no text where they are, and says which', async () => {
    const steps = json(typed(document(), 1, 0, '春'))
    const broken = JSON.stringify({ stepType: 'replace', from: 9_000_000, to: 9_000_001 })
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: [...steps, broken] })
    const refused = await expectRefusal(desk, 'text-not-settled', () => settleWorkingCopy(desk.context, versionId))
    expect(String(refused.refusal.params['detail'])).toMatch(/^2: /)
    const bugs: unknown[] = []
    await settleLeftOver(desk.context, (error) => bugs.push(error))
    expect(bugs).toHaveLength(1)
    expect(openText(desk.context, versionId).steps).toHaveLength(2)
  })

  it('with a worker that dies keeps the steps, and the next try has them', async () => {
    desk.close()
    const real = inlineTaskRunner()
    let dying: string | null = 'settle'
    const tasks: TaskRunner = {
      run: (name, input) =>
        name === dying ? Promise.resolve(fail({ code: 'worker-died', detail: 'killed' })) : real.run(name, input),
      tell: () => undefined,
      close: () => real.close(),
    }
    desk = openTestDesk({ tasks })
    submissionId = await takeSubmission(desk.context)
    versionId = version().id
    saveSteps(desk.context, {
      versionId,
      baseHash: version().contentHash,
      from: 1,
      steps: json(typed(document(), 1, 0, '全网第一')),
    })
    await expectRefusal(desk, 'text-not-settled', () => settleWorkingCopy(desk.context, versionId))
    dying = 'check'
    await settleWorkingCopy(desk.context, versionId)
    expect(plainText(document())).toContain('全网第一')
    // Its check is of the text before, and made again at the next start.
    const { key } = await desk.context.packs.current()
    expect(isOutdated(desk.context.db, versionId, key)).toBe(true)
  })

  it('finds what was left by a kill at the next start', async () => {
    const transform = typed(document(), 1, 0, '春羽作者')
    const { id } = comment(1, 0, 4)
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: json(transform) })
    desk = desk.reopen()
    await settleLeftOver(desk.context, (error) => {
      throw error
    })
    expect(document().eq(transform.doc)).toBe(true)
    expect(getAnnotation(desk.context.db, id)?.anchor).toMatchObject({ start: 4, end: 8 })
    const rebuilt = new Database(':memory:')
    migrate(rebuilt)
    replay(desk.context.db, rebuilt)
    expect(differingTables(desk.context.db, rebuilt)).toEqual([])
  })

  it('takes a comment over several paragraphs along: into what is typed between them, and over a paragraph that is split', async () => {
    const doc = document()
    const blocks = textBlocks(doc)
    const over = makeAnchorOver(version().contentHash, blocks, [
      { block: blocks[1]!.id, start: 2, end: blocks[1]!.text.length },
      { block: blocks[2]!.id, start: 0, end: 4 },
    ])
    if (over === null) throw new Error('no anchor')
    const { id } = addAnnotation(desk.context, {
      versionId,
      kind: 'comment',
      anchor: over,
      audience: 'author',
      text: '合起来说',
    })
    const between = new Transform(doc)
    const end = blocks[1]!.from + blocks[1]!.text.length
    between.insert(end + 1, manuscriptSchema.nodes.paragraph.create({ id: 'new' }, manuscriptSchema.text('新的一段')))
    between.split(blocks[1]!.from + 4)
    between.setNodeAttribute(blocks[1]!.from + 5, 'id', 'half')
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: json(between) })
    await settleWorkingCopy(desk.context, versionId)
    const { anchor } = getAnnotation(desk.context.db, id)!
    expect(standsIn(textBlocks(document()), anchor)).toBe(true)
    const [first, second] = [blocks[1]!.text, blocks[2]!.text]
    expect(partsOf(anchor).map(({ quote }) => quote)).toEqual([
      first.slice(2, 4),
      first.slice(4),
      '新的一段',
      second.slice(0, 4),
    ])
    expect(anchor.more?.map(({ block }) => block)).toEqual(['half', 'new', blocks[2]!.id])
  })

  it('notes the pictures that an editor put in, until they are taken out again', async () => {
    const submission = () => getSubmission(desk.context.db, submissionId)!.row.images
    const before = version().images
    const [sha256] = await desk.context.blobs.putAll([Buffer.from('a picture')])
    const image = { sha256: sha256!, contentType: 'image/png', alt: '' }
    const at = textBlocks(document())[1]!.from
    const inserted = new Transform(document()).insert(at, manuscriptSchema.nodes.image.create(image))
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: json(inserted) })
    await settleWorkingCopy(desk.context, versionId)
    expect(version().images).toEqual([...before, { ...image, added: true }])
    expect(submission()).toBe(before.length + 1)
    const fresh = new Database(':memory:')
    migrate(fresh)
    replay(desk.context.db, fresh)
    expect(differingTables(desk.context.db, fresh)).toEqual([])
    const removed = new Transform(document()).delete(at, at + 1)
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 2, steps: json(removed) })
    await settleWorkingCopy(desk.context, versionId)
    expect([version().images, submission()]).toEqual([before, before.length])
  })

  it('is asked for before another text is recorded', async () => {
    const doc = document()
    const other = typed(doc, 1, 0, '甲').doc
    saveSteps(desk.context, {
      versionId,
      baseHash: version().contentHash,
      from: 1,
      steps: json(typed(doc, 1, 0, '乙')),
    })
    const edit = await keepEdit(desk.context, other)
    await expectRefusal(desk, 'text-moved-on', () =>
      recordEdit(desk.context, versionId, version().contentHash, edit, []),
    )
    await settleWorkingCopy(desk.context, versionId)
    recordEdit(desk.context, versionId, version().contentHash, edit, [])
    // A window that still stands on the text before hears of it.
    await expectRefusal(desk, 'text-moved-on', () =>
      saveSteps(desk.context, {
        versionId,
        baseHash: version().originalHash,
        from: 2,
        steps: ['{"stepType":"replace"}'],
      }),
    )
  })

  it('keeps a waiver with its finding', async () => {
    const steps = json(typed(document(), 1, 0, '全网第一的减肥药，加微信 abc12345。'))
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps })
    await settleWorkingCopy(desk.context, versionId)
    const finding = reviewFindings(desk.context, versionId).findings.find(({ text }) => text.includes('加微信'))!
    waiveFinding(desk.context, versionId, finding.id, '引用')
    const more = json(typed(document(), 3, 0, '后来补的一句。'))
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: steps.length + 1, steps: more })
    await settleWorkingCopy(desk.context, versionId)
    expect(reviewFindings(desk.context, versionId).findings.find(({ id }) => id === finding.id)?.waiver?.reason).toBe(
      '引用',
    )
  })
})

describe('anchors', () => {
  it('move along with their words, those of removed annotations too; whose words are gone stay as they were', async () => {
    const kept = comment(2, 0, 4)
    const gone = comment(3, 2, 6)
    const removed = comment(2, 5, 9)
    removeAnnotation(desk.context, removed.id)
    const doc = document()
    const transform = typed(doc, 2, 0, '序：')
    const block = textBlocks(transform.doc)[3]!
    transform.delete(block.from, block.from + 8)
    saveSteps(desk.context, { versionId, baseHash: version().contentHash, from: 1, steps: json(transform) })
    await settleWorkingCopy(desk.context, versionId)
    const { contentHash } = version()
    expect(getAnnotation(desk.context.db, kept.id)).toMatchObject({
      anchor: { contentHash, start: 2, end: 6, quote: kept.anchor.quote },
      anchored: 'edited',
    })
    expect(getAnnotation(desk.context.db, gone.id)).toMatchObject({ anchor: gone.anchor, anchored: 'made' })
    expect(restoreAnnotation(desk.context, removed.id).anchor).toMatchObject({ contentHash, start: 7, end: 11 })
  })

  it('lie where the editor moves its marks, whatever is typed', async () => {
    const random = randomNumbers('working-copy anchors')
    process.stderr.write(`working copy: seed ${random.seed}\n`)
    for (let round = 0; round < 12; round++) {
      const before = document()
      const blocks = textBlocks(before).filter(({ text }) => text.length > 6)
      const made = Array.from({ length: 12 }, () => {
        const block = blocks[random.below(blocks.length)]!
        const start = random.below(block.text.length - 2)
        const end = start + 1 + random.below(Math.min(20, block.text.length - start - 1))
        const anchor = makeAnchor(version().contentHash, block, start, end)
        const { id } = addAnnotation(desk.context, {
          versionId,
          kind: 'highlight',
          anchor,
          audience: 'editors',
          text: '',
        })
        return { id, from: block.from + start, to: block.from + end }
      })
      let marks = DecorationSet.create(
        before,
        made.map(({ id, from, to }) => Decoration.inline(from, to, {}, { id })),
      )
      // Marks that a split went through are pieces in the editor; an anchor stays with the first block.
      const split = new Set<string>()
      const transform = new Transform(before)
      for (let step = 0; step < 20; step++) {
        const known = transform.steps.length
        somethingTyped(transform, random)
        for (let index = known; index < transform.steps.length; index++) {
          const mapping = new Mapping([transform.steps[index]!.getMap()])
          const now = transform.docs[index + 1] ?? transform.doc
          marks = marks.map(mapping, now)
          const seen = new Set<string>()
          for (const { from, to, spec } of marks.find()) {
            const id = String(spec['id'])
            if (seen.has(id) || !now.resolve(from).sameParent(now.resolve(to))) split.add(id)
            seen.add(id)
          }
        }
      }
      const copy = getWorkingCopy(desk.context.db, versionId)
      saveSteps(desk.context, {
        versionId,
        baseHash: version().contentHash,
        from: (copy?.lastStep ?? 0) + 1,
        steps: json(transform),
      })
      await settleWorkingCopy(desk.context, versionId)
      const after = document()
      expect(after.eq(transform.doc)).toBe(true)
      const places = new Map(textBlocks(after).map((block) => [block.id, block]))
      const annotations = new Map(listAnnotations(desk.context.db, submissionId).map((each) => [each.id, each]))
      let followed = 0
      for (const { id } of made) {
        const found = marks.find(undefined, undefined, (spec) => spec['id'] === id)
        const { anchor } = annotations.get(id)!
        const words = found.filter(({ from, to }) => after.textBetween(from, to, '\n').replaceAll('\n', '') !== '')
        if (split.has(id)) {
          const block = places.get(anchor.block)
          if (anchor.contentHash === version().contentHash)
            expect(block?.text.slice(anchor.start, anchor.end)).toBe(anchor.quote)
          continue
        }
        if (words.length === 0) {
          expect(anchor.contentHash).not.toBe(version().contentHash)
          continue
        }
        followed += 1
        expect(anchor.contentHash, `round ${round}`).toBe(version().contentHash)
        const block = places.get(anchor.block)!
        expect(block.text.slice(anchor.start, anchor.end)).toBe(anchor.quote)
        expect(words.map(({ from, to }) => [from, to])).toEqual([[block.from + anchor.start, block.from + anchor.end]])
      }
      expect(followed).toBeGreaterThan(0)
    }
  })
})

/** Typing, deleting, splitting and joining somewhere in a text. */
function somethingTyped(transform: Transform, random: RandomNumbers): void {
  const blocks = textBlocks(transform.doc)
  const ordinal = 1 + random.below(blocks.length - 1)
  const block = blocks[ordinal]!
  const at = block.from + random.below(block.text.length + 1)
  switch (random.below(5)) {
    case 0:
    case 1:
      transform.insert(at, manuscriptSchema.text('鸟哥笔记'.slice(0, 1 + random.below(4))))
      break
    case 2: {
      const end = Math.min(block.from + block.text.length, at + random.below(6))
      if (at < end) transform.delete(at, end)
      break
    }
    case 3: {
      const id = `n${transform.steps.length}-${random.below(1_000_000)}`
      const { paragraph } = manuscriptSchema.nodes
      transform.split(at, 1, [{ type: paragraph, attrs: { id } }])
      break
    }
    default: {
      const end = Math.min(block.from + block.text.length, at + 1 + random.below(4))
      const slice = new Slice(Fragment.from(manuscriptSchema.text('改')), 0, 0)
      transform.replace(at, end, slice)
    }
  }
}

it('reads back the steps it is given', () => {
  const transform = typed(document(), 1, 0, '春')
  const step = Step.fromJSON(manuscriptSchema, JSON.parse(json(transform)[0]!))
  expect(step.apply(document()).doc?.eq(transform.doc)).toBe(true)
})

describe('changes of somebody the desk does not know', () => {
  it.each([
    ['of another desk', 'another-desk'],
    ['without an id', ''],
    ['whose id is a name of the language', '__proto__'],
    ['whose id is a book', 'x'.repeat(10_000)],
  ])('%s: settled, checked and exported', async (_, editorId) => {
    const baseHash = version().contentHash
    const transform = typed(document(), 1, 0, '生人写的')
    const { from } = textBlocks(document())[1]!
    transform.addMark(from, from + 2, manuscriptSchema.mark('insertion', { id: 's1' }))
    transform.addMark(from + 2, from + 4, manuscriptSchema.mark('deletion', { id: '__proto__' }))
    transform.addMark(from + 5, from + 6, manuscriptSchema.mark('deletion', { id: 'nobody' }))
    const meta = { editorId, name: '生人', at: 1, ruleId: 'no.such-rule', findingId: 'no-such-finding' }
    transform.setDocAttribute('suggestions', { s1: meta })
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: json(transform) })
    await settleWorkingCopy(desk.context, versionId)
    expect(version().suggestions).toBe(3)
    expect(reviewFindings(desk.context, versionId)).toBeDefined()
    for (const format of exportFormatSchema.options) {
      expect(await exportContent(desk.context, versionId, format)).toBeDefined()
    }
  })
})

describe('steps that make no text', () => {
  it('can be set aside whole, and the piece is worked on again', async () => {
    const baseHash = version().contentHash
    const broken = [JSON.stringify({ stepType: 'replace', from: 900_000, to: 900_001 })]
    saveSteps(desk.context, { versionId, baseHash, from: 1, steps: broken })
    await expectRefusal(desk, 'text-not-settled', () => settleWorkingCopy(desk.context, versionId))
    const name = setWorkingCopyAside(desk.context, versionId)
    const kept: unknown = JSON.parse(readFileSync(path.join(desk.profileDir, 'set-aside', name ?? ''), 'utf8'))
    expect(kept).toEqual({ versionId, baseHash, steps: broken })
    expect(setWorkingCopyAside(desk.context, versionId)).toBeNull()
    expect(version().contentHash).toBe(baseHash)
    const again = json(typed(document(), 1, 0, '再写'))
    saveSteps(desk.context, { versionId, baseHash, from: openText(desk.context, versionId).step + 1, steps: again })
    await settleWorkingCopy(desk.context, versionId)
    expect(plainText(document())).toContain('再写')
  })
})
