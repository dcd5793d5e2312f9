import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listVersions } from '@core/store/repositories/manuscripts'
import { allMessages } from '@core/store/repositories/messages'
import { verifyDesk } from '@core/workflow/verify'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, takeMail } from '../../../support/mails'

let desk: TestDesk
let submissionId: string
beforeEach(async () => {
  desk = openTestDesk()
  const { outcome } = await takeMail(desk.context, corpusMail('01'))
  if (outcome.kind !== 'registered') throw new Error('mail 01 is a submission')
  submissionId = outcome.submissionId
})
afterEach(() => desk.close())

const blobPath = (hash: string) => desk.context.blobs.path(hash)
const problemsOf = async (quick: boolean) => (await verifyDesk(desk.context, quick)).problems

describe('verify', () => {
  it.each([true, false])('finds nothing in a sound desk (quick: %s)', async (quick) => {
    expect(await verifyDesk(desk.context, quick)).toEqual({
      ok: true,
      database: 'ok',
      blobs: [...desk.context.blobs.list()].length,
      auditEvents: 6,
      problems: [],
    })
  })

  it.each([true, false])('finds a raw mail that is gone or cut (quick: %s)', async (quick) => {
    const { hash } = allMessages(desk.context.db)[0]!
    truncateSync(blobPath(hash), 10)
    expect(await problemsOf(quick)).toContain(`message ${hash}: its raw bytes have another size`)
    rmSync(blobPath(hash))
    expect(await problemsOf(quick)).toEqual([`message ${hash}: its raw bytes are missing`])
  })

  it('finds changed bytes when it reads them', async () => {
    const { hash } = allMessages(desk.context.db)[0]!
    const bytes = readFileSync(blobPath(hash))
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(blobPath(hash), bytes)
    expect(await problemsOf(true)).toEqual([])
    expect(await problemsOf(false)).toEqual([`blob ${hash}: its bytes were changed`])
  })

  it('finds a document, a picture and a source file that are gone', async () => {
    const version = listVersions(desk.context.db, submissionId)[0]!
    for (const hash of [version.contentHash, version.images[0]!.sha256, version.sourceSha256!]) {
      const bytes = readFileSync(blobPath(hash))
      rmSync(blobPath(hash))
      expect(await problemsOf(true)).toEqual([`manuscript: blob ${hash} is missing`])
      desk.context.blobs.put(bytes)
    }
    expect(await problemsOf(false)).toEqual([])
  })

  it('finds a chain that was tampered with', async () => {
    desk.context.db.exec("UPDATE audit_payloads SET payload = replace(payload, '2609-001', '2609-002')")
    const report = await verifyDesk(desk.context, true)
    expect(report.ok).toBe(false)
    expect(report.problems.length).toBeGreaterThan(0)
    expect(report.problems.every((problem) => problem.endsWith('payload was changed'))).toBe(true)
  })
})
