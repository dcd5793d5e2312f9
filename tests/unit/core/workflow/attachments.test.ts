import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { getParsed } from '@core/store/repositories/messages'
import { attachmentBytes, keepAttachment } from '@core/workflow/attachments'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail } from '../../../support/mails'

let desk: TestDesk
let hash: string
let sha256: string
const bytes = Buffer.from('第三季度的账单'.repeat(50))
beforeEach(async () => {
  desk = openTestDesk()
  // Not the likeliest manuscript, so nothing but the mail holds it.
  const attachment = { filename: '账单.xlsx', contentType: 'application/vnd.ms-excel', bytes }
  hash = (await takeMail(desk.context, rawMail({ attachment }))).hash
  sha256 = getParsed(desk.context.db, hash)?.attachments[0]?.sha256 ?? ''
})
afterEach(() => {
  desk.close()
})

it('an attachment is taken out of its mail when it is wanted, and not kept twice', async () => {
  expect(desk.context.blobs.has(sha256)).toBe(false)
  expect(await attachmentBytes(desk.context, hash, sha256)).toEqual({ ok: true, value: bytes })
  expect(desk.context.blobs.has(sha256)).toBe(false)
})

it('an attachment that is to be shown is a blob from then on', async () => {
  await keepAttachment(desk.context, hash, sha256)
  expect(desk.context.blobs.get(sha256)).toEqual(bytes)
  expect(await attachmentBytes(desk.context, hash, sha256)).toEqual({ ok: true, value: bytes })
})

it('only what the mail carries is found', async () => {
  const other = (await takeMail(desk.context, rawMail())).hash
  const missing = { ok: false, error: { code: 'not-found' } }
  expect(await attachmentBytes(desk.context, other, sha256)).toMatchObject(missing)
  expect(await attachmentBytes(desk.context, hash, hash)).toMatchObject(missing)
  expect(await attachmentBytes(desk.context, '0'.repeat(64), sha256)).toMatchObject(missing)
})

it('an attachment of a mail whose raw bytes are gone says so', async () => {
  rmSync(desk.context.blobs.path(hash))
  expect(await attachmentBytes(desk.context, hash, sha256)).toEqual({
    ok: false,
    error: { code: 'unreadable', detail: 'its raw bytes are missing' },
  })
})
