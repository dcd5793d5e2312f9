/** Old Word files and archives made to do harm: each is refused with its reason or read within bounds, and its mail stays usable. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { attachmentBytes } from '@core/workflow/attachments'
import { submissionDetail } from '@core/workflow/submissions'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { openTestDesk, type TestDesk } from '../../support/desk'
import { hostileDocs, hostileZips, type HostileFile } from '../../support/hostile-files'
import { takeSubmission } from '../../support/mails'
import { randomNumbers } from '../../support/random'
import { corpusMail } from './support/corpus'

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const random = randomNumbers('hostile files')
let files: readonly HostileFile[]
beforeAll(async () => {
  const doc = Buffer.from((await corpusMail('05')).attachments[0]?.bytes ?? [])
  files = [...hostileDocs(doc, random), ...(await hostileZips())]
})

describe(`hostile .doc and .zip (SEED=${random.seed})`, () => {
  it('are refused each with its reason, or read into a document that holds', async () => {
    const wrong: string[] = []
    const met = new Set<string>()
    for (const { name, filename, bytes, becomes } of files) {
      const result = await convertManuscript({ kind: 'file', filename, bytes })
      const code = result.ok ? 'ok' : result.error.code
      met.add(code)
      if (becomes !== null && becomes !== code) wrong.push(`${name}: ${code}, not ${becomes}`)
      if (!result.ok) continue
      manuscriptSchema.nodeFromJSON(result.value.document).check()
      // No name of an archive brings its control characters along.
      expect(JSON.stringify(result.value).match(/\\u00[01][0-9a-f]|\\n稿|\u007f/), name).toBeNull()
    }
    expect(wrong).toEqual([])
    expect([...met].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'corrupt',
      'encrypted',
      'not-supported',
      'ok',
      'too-large',
      'too-many-entries',
      'unpacks-too-large',
    ])
  })
})

describe('the mail of a hostile file', () => {
  let desk: TestDesk
  beforeAll(() => {
    desk = openTestDesk()
    return () => desk.close()
  })

  it('is a piece with its letter, its file and the reason; the next mail is read as ever', async () => {
    const small = files.filter(({ becomes, bytes }) => becomes !== 'ok' && bytes.length < 2 * 1024 * 1024)
    // One of each kind and reason.
    const chosen = new Map(small.flatMap((each) => (each.becomes ? [[`${each.filename} ${each.becomes}`, each]] : [])))
    expect(chosen.size).toBeGreaterThan(5)
    for (const [index, { name, filename, bytes, becomes }] of [...chosen.values()].entries()) {
      const id = await takeSubmission(desk.context, {
        subject: `投稿：${name}`,
        messageId: `<hostile-${index}@example.com>`,
        from: `作者${index} <a${index}@example.com>`,
        text: '稿件见附件，请查收。',
        attachment: { filename, contentType: 'application/octet-stream', bytes },
      })
      const { conversion, messages } = submissionDetail(desk.context, id)
      expect(conversion, name).toMatchObject({ kind: 'refused', refusal: { code: becomes } })
      expect(messages[0]?.preview, name).toContain('稿件见附件')
      const file = await attachmentBytes(desk.context, messages[0]?.hash ?? '', sha256Of(bytes))
      expect(file.ok && file.value.equals(bytes), name).toBe(true)
    }
    const sound = await takeSubmission(desk.context, { messageId: '<sound@example.com>', from: '好人 <b@example.com>' })
    expect(submissionDetail(desk.context, sound).versions).toHaveLength(1)
  })
})
