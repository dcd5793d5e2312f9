import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { describePicture, keepPicture, noteDetail } from '@core/workflow/piece'
import { submissionDetail } from '@core/workflow/submissions'
import { verifyDesk } from '@core/workflow/verify'
import type { PictureFacts } from '@shared/domain/piece'
import { codePicture, docxWithPicture } from '../../../support/code-picture'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeMail, rawMail } from '../../../support/mails'

const DRIVE = 'https://pan.baidu.com/s/1abcDEF'
const FACTS: PictureFacts = { source: '自摄', licence: 'own', evidence: '来信', minor: 'no', boughtFont: 'unknown' }

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

async function pieceWith(png: Uint8Array): Promise<string> {
  const bytes = await docxWithPicture('带图的稿子', png)
  const attachment = { filename: '稿.docx', contentType: 'application/octet-stream', bytes }
  const { outcome } = await takeMail(
    desk.context,
    rawMail({ subject: '投稿：带图的稿子', text: '附件是稿子', attachment }),
  )
  if (outcome.kind !== 'registered') throw new Error('a mail with a manuscript is a submission')
  return outcome.submissionId
}

describe('pictures of a piece', () => {
  it('their codes are read, kept by the picture, and followed by the rules for links', async () => {
    const submissionId = await pieceWith(await codePicture(DRIVE))
    const { pictures, versions } = submissionDetail(desk.context, submissionId)
    expect(pictures).toMatchObject([
      { current: true, facts: null, codes: { kind: 'read', codes: [{ format: 'QRCode', text: DRIVE }] } },
    ])
    const findings = getCheck(desk.context.db, versions[0]?.id ?? '')?.findings ?? []
    expect(findings.find(({ normalized }) => normalized === DRIVE)).toMatchObject({
      text: '\uFFFC',
      category: 'links-and-contacts',
    })
  })

  it('what an editor says of one is kept, and said again costs nothing', async () => {
    const submissionId = await pieceWith(await codePicture('https://a.example'))
    const [picture] = submissionDetail(desk.context, submissionId).pictures
    const events = (): unknown => desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()
    describePicture(desk.context, submissionId, picture?.sha256 ?? '', FACTS)
    const after = events()
    describePicture(desk.context, submissionId, picture?.sha256 ?? '', FACTS)
    expect(events()).toBe(after)
    expect(submissionDetail(desk.context, submissionId).pictures[0]?.facts).toEqual(FACTS)
  })

  it('a portrait is kept when it is a picture, and verify knows it', async () => {
    const submissionId = await pieceWith(await codePicture('https://a.example'))
    const bytes = Buffer.from(await codePicture('portrait'))
    const { sha256 } = await keepPicture(desk.context, { filename: '头像.png', bytes })
    noteDetail(desk.context, submissionId, { channel: '', field: 'avatar', value: sha256, saidIn: '' })
    expect((await verifyDesk(desk.context, true)).problems).toEqual([])
    await expect(keepPicture(desk.context, { filename: 'a.svg', bytes: Buffer.from('<svg/>') })).rejects.toThrow(
      /no-picture/,
    )
  })

  it('details hold for all channels or for one, and an empty value takes one back', async () => {
    const submissionId = await pieceWith(await codePicture('https://a.example'))
    const note = (channel: string, value: string): void =>
      noteDetail(desk.context, submissionId, { channel, field: 'final-title', value, saidIn: '来信' })
    note('', '题')
    note('wechat', '公众号的题')
    note('wechat', '')
    expect(submissionDetail(desk.context, submissionId).details).toEqual([
      { channel: '', field: 'final-title', value: '题', saidIn: '来信' },
    ])
    expect(listVersions(desk.context.db, submissionId)[0]?.title).toBe('带图的稿子')
  })
})
