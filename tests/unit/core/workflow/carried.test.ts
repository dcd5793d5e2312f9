/** A revision by mail: what the first version's annotations and waivers become in the second. */
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { documentOf, reviewFindings, waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import { carriedAnnotations, diffVersions, waivedBefore } from '@core/workflow/carried'
import { addEditor } from '@core/workflow/desk'
import { requestPlaces } from '@core/workflow/request-places'
import { draftDecision, recordDecision, revertDecision } from '@core/workflow/decisions'
import { addAnnotation, answerRequest, placeAnnotation, replyToAnnotation } from '@core/workflow/review'
import type { VersionBrief } from '@shared/domain/submission'
import { makeAnchor } from '@shared/manuscript/anchor'
import { projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, rawMail, takeMail } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const blocksOf = (version: VersionBrief): ProjectedBlock[] =>
  projectedBlocks(documentOf(desk.context, version.contentHash), 'current')

function anchorOn(version: VersionBrief, quote: string) {
  const block = blocksOf(version).find(({ text }) => text.includes(quote))
  if (block === undefined) throw new Error(`no ${quote}`)
  const start = block.text.indexOf(quote)
  return makeAnchor(version.contentHash, block, start, start + quote.length)
}

function comment(version: VersionBrief, quote: string, text: string, audience: 'author' | 'editors' = 'author') {
  // In the order they were made.
  desk.clock.advance(1)
  return addAnnotation(desk.context, {
    versionId: version.id,
    kind: 'comment',
    anchor: anchorOn(version, quote),
    audience,
    text,
  })
}

describe('a revision by mail (mails 01 and 09 of the corpus)', () => {
  let submissionId: string
  let first: VersionBrief
  const arrives = async (): Promise<VersionBrief> => {
    await takeMail(desk.context, corpusMail('09'))
    const [second] = listVersions(desk.context.db, submissionId)
    if (second === undefined || second.id === first.id) throw new Error('no second version')
    return second
  }
  beforeEach(async () => {
    const { outcome } = await takeMail(desk.context, corpusMail('01'))
    if (outcome.kind !== 'registered') throw new Error('not registered')
    submissionId = outcome.submissionId
    const [version] = listVersions(desk.context.db, submissionId)
    if (version === undefined) throw new Error('no version')
    first = version
  })

  it('differs in the paragraphs that the author changed, and no others', async () => {
    const second = await arrives()
    const diff = await diffVersions(
      desk.context,
      { versionId: first.id, text: 'current' },
      { versionId: second.id, text: 'current' },
    )
    expect(diff.counts).toMatchObject({ edited: 1, removed: 1, added: 0, moved: 0 })
    const removed = diff.rows.find((row) => row.kind === 'removed')
    expect(diff.old[removed?.old ?? -1]?.text).toContain('主要有两派')
    const edited = diff.rows.find((row) => row.kind === 'edited')
    expect(diff.new[edited?.new[0] ?? -1]?.text).toContain('修订:补充了最新融资数据')
    await expectRefusal(desk, 'not-found', () =>
      diffVersions(desk.context, { versionId: first.id, text: 'current' }, { versionId: 'none', text: 'current' }),
    )
  })

  it('carries annotations, says what is gone, and guesses what was done about requests', async () => {
    const stayed = comment(first, '6000万美元', '请核对')
    const gone = comment(first, '主要有两派', '这段重复，请删去')
    const beside = comment(first, '推出了全新的数字人功能。', '请补充融资数据')
    const own = comment(first, '快手可灵', '留意', 'editors')
    const second = await arrives()
    const { contentHash, places } = await carriedAnnotations(desk.context, second.id)
    expect(contentHash).toBe(second.contentHash)
    const of = (id: string) => places.find(({ annotationId }) => annotationId === id)
    expect(of(stayed.id)).toMatchObject({
      place: { kind: 'exact' },
      now: '6000万美元',
      guess: { outcome: 'not-done', because: 'unchanged' },
    })
    expect(of(gone.id)).toMatchObject({
      place: { kind: 'lost' },
      now: '',
      guess: { outcome: 'done', because: 'removed' },
    })
    expect(of(beside.id)).toMatchObject({ place: { kind: 'exact' }, guess: { outcome: 'done', because: 'beside' } })
    expect(of(own.id)).toMatchObject({ place: { kind: 'exact' }, guess: null })
    // Asked again it is the same; what is said meanwhile counts.
    expect((await carriedAnnotations(desk.context, second.id)).places).toEqual(places)
    replyToAnnotation(desk.context, stayed.id, '改成“六千万美元”')
    expect(
      (await carriedAnnotations(desk.context, second.id)).places.find(({ annotationId }) => annotationId === stayed.id)
        ?.guess,
    ).toEqual({
      outcome: 'not-done',
      because: 'unchanged',
    })
    // In its own text there is nothing to carry; placed again it is at home in the new one.
    expect((await carriedAnnotations(desk.context, first.id)).places).toEqual([])
    placeAnnotation(desk.context, gone.id, second.id, anchorOn(second, '第一梯队'))
    const after = await carriedAnnotations(desk.context, second.id)
    expect(after.places.map(({ annotationId }) => annotationId)).not.toContain(gone.id)
  })

  const revise = async (change: (text: string) => string = (text) => text) => {
    await giveMaildir(desk)
    const places = await requestPlaces(desk.context, submissionId)
    const { letter } = draftDecision(desk.context, submissionId, 'revise', '请修改', places)
    if (letter === null) throw new Error('no letter')
    return recordDecision(desk.context, {
      submissionId,
      verdict: 'revise',
      reason: '请修改',
      override: null,
      letter: { ...letter, text: change(letter.text) },
    })
  }
  const requestsOf = async (version: VersionBrief) => (await carriedAnnotations(desk.context, version.id)).requests

  it('takes for requests what the last letter carried, and nothing that was noted after it or left out of it', async () => {
    const asked = comment(first, '6000万美元', '请核对')
    const dropped = comment(first, '快手可灵', '请写全称')
    const reworded = comment(first, '主要有两派', '这段重复，请删去')
    const colleague = addEditor(desk.context, '李四').id
    const inside = addAnnotation(desk.context, {
      versionId: first.id,
      kind: 'comment',
      anchor: anchorOn(first, '推出了全新的数字人功能。'),
      audience: 'author',
      text: '@李四 请核对',
      mentions: [colleague],
    })
    await revise((text) =>
      text
        .split('\n')
        .filter((line) => !line.includes('请写全称'))
        .join('\n')
        .replace('这段重复，请删去', '这段可以不要'),
    )
    const late = comment(first, '第一梯队', '信寄出以后才想到的')
    expect(await requestsOf(first)).toEqual([])
    const second = await arrives()
    const { requests, places } = await carriedAnnotations(desk.context, second.id)
    expect(requests).toEqual([asked.id, reworded.id])
    const guessed = places.filter(({ guess }) => guess !== null).map(({ annotationId }) => annotationId)
    expect(guessed).toEqual([asked.id, reworded.id])
    // At home in the new version it is a request still.
    placeAnnotation(desk.context, reworded.id, second.id, anchorOn(second, '第一梯队'))
    expect(await requestsOf(second)).toEqual([asked.id, reworded.id])
    expect([dropped.id, inside.id, late.id].filter((id) => requests.includes(id))).toEqual([])
  })

  it('takes every comment for the author where no letter says which', async () => {
    const asked = comment(first, '6000万美元', '请核对')
    comment(first, '快手可灵', '留意', 'editors')
    const { decision } = await revise((text) => text.replace(/^具体有[\s\S]*?\n\n/mu, ''))
    const second = await arrives()
    expect(await requestsOf(second)).toEqual([])
    revertDecision(desk.context, decision.id, '信没有寄')
    expect(await requestsOf(second)).toEqual([asked.id])
  })

  it('asks no more for what an editor said is done', async () => {
    const met = comment(first, '6000万美元', '请核对金额')
    comment(first, '快手可灵', '请写全称')
    const second = await arrives()
    expect(draftDecision(desk.context, submissionId, 'revise', '再改', new Map()).openComments).toBe(2)
    answerRequest(desk.context, met.id, second.id, 'done')
    const draft = draftDecision(desk.context, submissionId, 'revise', '再改', new Map())
    expect(draft.openComments).toBe(1)
    expect(draft.letter?.text).toContain('请写全称')
    expect(draft.letter?.text).not.toContain('请核对金额')
    answerRequest(desk.context, met.id, second.id, 'otherwise')
    expect(draftDecision(desk.context, submissionId, 'revise', '再改', new Map()).openComments).toBe(2)
  })
})

describe('what was let pass in the version before', () => {
  const violating = '想了解更多请加微信 abc123456 咨询详情。'
  const file = (paragraphs: readonly string[]) => ({
    filename: '稿件.txt',
    contentType: 'text/plain',
    bytes: Buffer.from(paragraphs.join('\n\n'), 'utf8'),
  })
  const filler = Array.from(
    { length: 12 },
    (_none, at) => `第 ${at} 段：直播间的选品逻辑一直依赖头部主播，这件事从来都是执行的细节，没有人愿意谈论代价。`,
  )

  it('is told where the same words stand, with the reason, and not let pass by itself', async () => {
    const mail = rawMail({ messageId: '<one@mail.example>', attachment: file([...filler, violating]) })
    const { outcome } = await takeMail(desk.context, mail)
    if (outcome.kind !== 'registered') throw new Error('not registered')
    const [first] = listVersions(desk.context.db, outcome.submissionId)
    if (first === undefined) throw new Error('no version')
    const findings = getCheck(desk.context.db, first.id)?.findings ?? []
    const finding = findings.find(({ text }) => text.includes('abc123456'))
    const ofPiece = findings.find((each) => each.ofPiece === true)
    if (finding === undefined || ofPiece === undefined) throw new Error('not found')
    waiveFinding(desk.context, first.id, finding.id, '作者本人的号，已核实')
    waiveFinding(desk.context, first.id, ofPiece.id, '电话里说过')
    await takeMail(
      desk.context,
      rawMail({
        messageId: '<two@mail.example>',
        inReplyTo: '<one@mail.example>',
        subject: '回复：投稿',
        attachment: file(['新加的开头一段，说明这次改了什么，其余照旧。', ...filler.slice(1), violating]),
      }),
    )
    const [second] = listVersions(desk.context.db, outcome.submissionId)
    if (second === undefined || second.id === first.id) throw new Error('no second version')
    const before = await waivedBefore(desk.context, second.id)
    const same = getCheck(desk.context.db, second.id)?.findings.find(
      ({ ruleId, text }) => ruleId === finding.ruleId && text === finding.text,
    )
    const sameOfPiece = getCheck(desk.context.db, second.id)?.findings.find(({ ruleId }) => ruleId === ofPiece.ruleId)
    expect(before).toHaveLength(2)
    expect(before).toContainEqual(
      expect.objectContaining({ findingId: same?.id, reason: '作者本人的号，已核实', ordinal: 1 }),
    )
    expect(before).toContainEqual(
      expect.objectContaining({ findingId: sameOfPiece?.id, reason: '电话里说过', ordinal: 1 }),
    )
    expect(reviewFindings(desk.context, second.id).findings.every(({ waiver }) => waiver === null)).toBe(true)
    for (const { findingId, reason } of before) waiveFinding(desk.context, second.id, findingId, reason)
    expect(await waivedBefore(desk.context, second.id)).toEqual([])
    for (const { id } of [finding, ofPiece]) withdrawWaiver(desk.context, first.id, id)
    for (const { findingId } of before) withdrawWaiver(desk.context, second.id, findingId)
    expect(await waivedBefore(desk.context, second.id)).toEqual([])
  })
})
