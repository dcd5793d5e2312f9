import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentOf } from '@core/workflow/checking'
import { chooseManuscript } from '@core/workflow/choose-manuscript'
import { submissionFiles } from '@core/workflow/files'
import { addFile } from '@core/workflow/handed-over'
import { RefusedError } from '@core/workflow/refuse'
import { verifyDesk } from '@core/workflow/verify'
import { listVersions } from '@core/store/repositories/manuscripts'
import { plainText } from '@shared/manuscript/text'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, takeMail } from '../../../support/mails'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

async function corpus(number: string): Promise<{ hash: string; submissionId: string }> {
  const { hash, outcome } = await takeMail(desk.context, corpusMail(number))
  if (outcome.kind !== 'registered') throw new Error(`mail ${number} is a submission`)
  return { hash, submissionId: outcome.submissionId }
}

const newest = (submissionId: string) => {
  const version = listVersions(desk.context.db, submissionId)[0]
  if (version === undefined) throw new Error('there is none')
  return version
}
const textOf = (submissionId: string) => plainText(documentOf(desk.context, newest(submissionId).contentHash))

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
  return 'nothing'
}

describe('choosing the manuscript', () => {
  it('takes the words of a mail instead of its file, as a new version that names its mail', async () => {
    const { hash, submissionId } = await corpus('01')
    const { versionId, refusal } = await chooseManuscript(desk.context, submissionId, { of: 'body', messageHash: hash })
    expect(refusal).toBeNull()
    expect(newest(submissionId)).toMatchObject({ id: versionId, ordinal: 2, messageHash: hash, sourceFilename: null })
    // What came first stays, and can be chosen back.
    const [mail] = submissionFiles(desk.context, submissionId).mails
    const sha256 = mail?.attachments[0]?.sha256 ?? ''
    const back = await chooseManuscript(desk.context, submissionId, {
      of: 'mail',
      messageHash: hash,
      sha256,
      entry: null,
    })
    expect(back.versionId).toBe(newest(submissionId).id)
    expect(newest(submissionId)).toMatchObject({ ordinal: 3, sourceSha256: sha256 })
    expect((await verifyDesk(desk.context, false)).problems).toEqual([])
  })

  it('says when it is word for word the newest already, and adds nothing', async () => {
    const { hash, submissionId } = await corpus('25')
    const [mail] = submissionFiles(desk.context, submissionId).mails
    const sha256 = mail?.attachments[0]?.sha256 ?? ''
    const choice = { of: 'mail', messageHash: hash, sha256, entry: null } as const
    expect(await chooseManuscript(desk.context, submissionId, choice)).toEqual({ versionId: null, refusal: null })
    expect(listVersions(desk.context.db, submissionId)).toHaveLength(1)
  })

  it('takes an entry of an archive, found again by the archive', async () => {
    const { hash, submissionId } = await corpus('07')
    const [mail] = submissionFiles(desk.context, submissionId).mails
    const archive = mail?.attachments.find(({ entries }) => entries !== null)
    const entry = archive?.entries?.findIndex((name) => name.endsWith('.docx')) ?? -1
    await addFile(desk.context, submissionId, { filename: '另一稿.txt', bytes: Buffer.from(ARTICLE) })
    const choice = { of: 'mail', messageHash: hash, sha256: archive?.sha256 ?? '', entry } as const
    const { versionId } = await chooseManuscript(desk.context, submissionId, choice)
    expect(newest(submissionId)).toMatchObject({ id: versionId, sourceSha256: archive?.sha256 })
    expect(newest(submissionId).sourceFilename).toMatch(/\.docx$/)
  })

  it('takes a file that was handed in', async () => {
    const { hash, submissionId } = await corpus('01')
    await addFile(desk.context, submissionId, { filename: '另一稿.txt', bytes: Buffer.from(ARTICLE) })
    await chooseManuscript(desk.context, submissionId, { of: 'body', messageHash: hash })
    const [file] = submissionFiles(desk.context, submissionId).handedOver
    const choice = { of: 'submission', submissionId, sha256: file?.sha256 ?? '', entry: null } as const
    expect((await chooseManuscript(desk.context, submissionId, choice)).versionId).toBe(newest(submissionId).id)
    expect(textOf(submissionId)).toContain(ARTICLE.slice(0, 20))
  })

  it('says why what cannot be read is none, and changes nothing', async () => {
    const { submissionId } = await corpus('01')
    await addFile(desk.context, submissionId, { filename: '扫描.pdf', bytes: Buffer.from('%PDF-1.4 broken') })
    const before = listVersions(desk.context.db, submissionId).length
    const [file] = submissionFiles(desk.context, submissionId).handedOver
    const choice = { of: 'submission', submissionId, sha256: file?.sha256 ?? '', entry: null } as const
    expect(await chooseManuscript(desk.context, submissionId, choice)).toMatchObject({
      versionId: null,
      refusal: { code: 'corrupt' },
    })
    expect(listVersions(desk.context.db, submissionId)).toHaveLength(before)
  })

  it("refuses another piece's files and mails, and what there is not", async () => {
    const one = await corpus('01')
    const other = await corpus('02')
    const choose = (choice: Parameters<typeof chooseManuscript>[2]) =>
      codeOf(() => chooseManuscript(desk.context, one.submissionId, choice))
    const sha256 = 'a'.repeat(64)
    expect(await choose({ of: 'body', messageHash: other.hash })).toBe('not-found')
    expect(await choose({ of: 'submission', submissionId: other.submissionId, sha256, entry: null })).toBe('not-found')
    expect(await choose({ of: 'mail', messageHash: one.hash, sha256, entry: null })).toBe('not-found')
  })
})
