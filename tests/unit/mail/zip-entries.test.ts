import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { DEFAULT_PARSE_LIMITS } from '@core/mail'
import { listZipEntries } from '@core/mail/zip-entries'
import { BASIC, parsed, rawMail } from './raw-mail'

async function zipOf(names: readonly string[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const name of names) zip.addBuffer(Buffer.from('x'), name, { compress: false })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

/** Clears the UTF-8 flag and puts GBK bytes of the same length in place of a name. */
function withGbkName(zip: Buffer, placeholder: string, name: string): Buffer {
  const bytes = iconv.encode(name, 'gb18030')
  expect(bytes).toHaveLength(placeholder.length)
  let copy = Buffer.from(zip)
  for (let at = copy.indexOf(placeholder); at !== -1; at = copy.indexOf(placeholder, at + 1)) bytes.copy(copy, at)
  for (const [signature, offset] of [
    ['PK\u0003\u0004', 6],
    ['PK\u0001\u0002', 8],
  ] as const) {
    for (let at = copy.indexOf(signature); at !== -1; at = copy.indexOf(signature, at + 1))
      copy.writeUInt16LE(copy.readUInt16LE(at + offset) & ~0x800, at + offset)
  }
  return copy
}

test('names in UTF-8 and in GBK', async () => {
  expect(await listZipEntries(await zipOf(['稿件/第一篇.docx', 'a.png']), 10)).toEqual(['稿件/第一篇.docx', 'a.png'])
  expect(await listZipEntries(withGbkName(await zipOf(['AAAAAAAA.docx']), 'AAAAAAAA', '第二曲线'), 10)).toEqual([
    '第二曲线.docx',
  ])
})

test('at the limit and one past it; what is no zip', async () => {
  const zip = await zipOf(['1', '2', '3'])
  expect(await listZipEntries(zip, 3)).toEqual(['1', '2', '3'])
  expect(await listZipEntries(zip, 2)).toEqual(['1', '2'])
  expect(await listZipEntries(zip.subarray(0, 40), 3)).toBeNull()
  expect(await listZipEntries(Buffer.from('PK\u0003\u0004 not'), 3)).toBeNull()
  const many = await zipOf(Array.from({ length: DEFAULT_PARSE_LIMITS.zipEntries + 1 }, (_, i) => `${i}`))
  expect(await listZipEntries(many, DEFAULT_PARSE_LIMITS.zipEntries)).toHaveLength(DEFAULT_PARSE_LIMITS.zipEntries)
})

test('a document that is packed as a zip is no archive', async () => {
  const zip = (await zipOf(['word/document.xml'])).toString('base64')
  const attach = (name: string): Buffer =>
    rawMail(
      ...BASIC,
      `Content-Type: application/octet-stream; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      zip,
    )
  expect((await parsed(attach('a.docx'))).message.attachments[0]?.entries).toBeNull()
  expect((await parsed(attach('a.dat'))).message.attachments[0]?.entries).toEqual(['word/document.xml'])
})
