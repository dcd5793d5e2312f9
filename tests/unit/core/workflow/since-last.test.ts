/** What became of the findings of the version before, and what a letter says of findings. */
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { reviewFindings, waiveFinding } from '@core/workflow/checking'
import { draftDecision } from '@core/workflow/decisions'
import { sinceLast } from '@core/workflow/since-last'
import type { VersionBrief } from '@shared/domain/submission'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const KEPT = '想了解的读者，微信号：zhuanqian888，备注投稿。'
const PROMISE = '这套方法稳赚不赔。'
const FRESH = '也可以加Q群：778899123 领取资料。'

/** The newest version of a piece that came twice. */
async function twice(first: readonly string[], second: readonly string[]): Promise<[VersionBrief, VersionBrief]> {
  const id = await takeSubmission(desk.context, {
    text: [ARTICLE, ...first].join('\n\n'),
    messageId: '<first@mail.example>',
  })
  const before = listVersions(desk.context.db, id)[0]!
  await takeMail(desk.context, rawMail({ inReplyTo: '<first@mail.example>', text: second.join('\n\n') }))
  return [listVersions(desk.context.db, id)[0]!, before]
}
const words = (version: VersionBrief, ids: readonly string[]): string[] =>
  reviewFindings(desk.context, version.id)
    .findings.filter(({ id, ofPiece }) => ids.includes(id) && ofPiece !== true)
    .map(({ text }) => text)

describe('since the version before', () => {
  it('what is gone is fixed, what stands is still there though its paragraph moved, the rest is new', async () => {
    const [now] = await twice([KEPT, PROMISE], [KEPT, ARTICLE, FRESH])
    const since = await sinceLast(desk.context, now.id)
    // Other packs read the same words; the convention's finding is the one that is followed here.
    expect(since?.ordinal).toBe(1)
    expect(since?.fixed.filter(({ clause }) => clause === '3.7').map(({ text }) => text)).toEqual(['稳赚不赔'])
    expect(words(now, since?.still ?? [])).toEqual(['微信号：zhuanqian888'])
    const fresh = reviewFindings(desk.context, now.id).findings.filter(({ id }) => since?.still.includes(id) === false)
    expect(fresh.map(({ text }) => text)).toEqual(['Q群：778899123'])
  })

  it('other words of the same rule in the same place are still there', async () => {
    const [now] = await twice([KEPT], [ARTICLE, KEPT.replace('888', '999')])
    const since = await sinceLast(desk.context, now.id)
    expect(since?.fixed).toEqual([])
    expect(words(now, since?.still ?? [])).toEqual(['微信号：zhuanqian999'])
  })

  it('one of two equal findings that is gone is fixed', async () => {
    const [now] = await twice([PROMISE, KEPT, PROMISE], [ARTICLE, PROMISE, KEPT])
    const since = await sinceLast(desk.context, now.id)
    expect(since?.fixed.filter(({ clause }) => clause === '3.7').map(({ text }) => text)).toEqual(['稳赚不赔'])
    expect(new Set(words(now, since?.still ?? []))).toEqual(new Set(['稳赚不赔', '微信号：zhuanqian888']))
  })

  it('what was let pass before is no task that was done', async () => {
    const id = await takeSubmission(desk.context, {
      text: [ARTICLE, PROMISE].join('\n\n'),
      messageId: '<first@mail.example>',
    })
    const first = listVersions(desk.context.db, id)[0]!
    expect(await sinceLast(desk.context, first.id)).toBeNull()
    for (const finding of getCheck(desk.context.db, first.id)?.findings ?? []) {
      waiveFinding(desk.context, first.id, finding.id, '引用')
    }
    await takeMail(desk.context, rawMail({ inReplyTo: '<first@mail.example>', text: ARTICLE }))
    const now = listVersions(desk.context.db, id)[0]!
    const since = await sinceLast(desk.context, now.id)
    expect(since).toMatchObject({ ordinal: 1, fixed: [] })
    // What is said of the piece is still there, whatever it is called now.
    const still = getCheck(desk.context.db, now.id)?.findings.filter(({ id }) => since?.still.includes(id))
    expect(still?.length).toBeGreaterThan(0)
    expect(still?.every(({ ofPiece }) => ofPiece === true)).toBe(true)
    await expectRefusal(desk, 'not-found', () => sinceLast(desk.context, 'none'))
  })
})

describe('a letter of revision', () => {
  it('numbers the chosen findings in the order of the text, with words, clause and suggestion, and no other', async () => {
    const id = await takeSubmission(desk.context, { text: [ARTICLE, KEPT, PROMISE, FRESH].join('\n\n') })
    const version = listVersions(desk.context.db, id)[0]!
    const { findings } = reviewFindings(desk.context, version.id)
    const [kept, promise, group] = ['zhuanqian888', '稳赚不赔', '778899123'].map((part) =>
      findings.find(({ text }) => text.includes(part))!,
    )
    waiveFinding(desk.context, version.id, group!.id, '已核实')
    const letterOf = (ids: readonly string[]): string =>
      draftDecision(desk.context, id, 'revise', '有 2 处需要修改', new Map(), ids).letter?.text ?? ''
    const text = letterOf([promise!.id, kept!.id, group!.id, 'none'])
    expect(text).toContain(
      `按本刊的规则，这些地方请修改：\n1. “${kept!.text}”：${kept!.message}（公约 3.1 发布垃圾广告信息）。${kept!.suggestion}\n2. “稳赚不赔”`,
    )
    expect(text).not.toContain('778899123')
    expect(letterOf([])).not.toContain('按本刊的规则')
  })

  it('takes nothing of a manuscript for a template', async () => {
    const id = await takeSubmission(desk.context, { text: `${ARTICLE}\n\n{{ author }} 微信号：zhuanqian888 {% raw %}` })
    const { findings } = reviewFindings(desk.context, listVersions(desk.context.db, id)[0]!.id)
    const text = draftDecision(
      desk.context,
      id,
      'revise',
      '',
      new Map(),
      findings.map((finding) => finding.id),
    ).letter?.text
    expect(text).toContain('zhuanqian888')
  })
})
