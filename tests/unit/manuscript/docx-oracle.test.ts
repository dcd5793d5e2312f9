/** Word files without changes and comments come out as mammoth reads them. */
import { readdirSync, readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { importDocx } from '@core/manuscript/import-docx'
import { manifest } from './support/corpus'
import { mammothDraft } from './support/mammoth'
import { draftNode, outline } from './support/outline'

const corpus = new URL('../../fixtures/corpus/', import.meta.url)
const samples = new URL('../../../resources/sample-mailbox/', import.meta.url)
const mails = [
  ...manifest.map(({ file }) => new URL(file, corpus)),
  ...['cur', 'new'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, samples)).map((name) => new URL(`${folder}/${name}`, samples)),
  ),
]

async function wordFiles(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const found: { name: string; bytes: Uint8Array }[] = []
  for (const mail of mails) {
    const { attachments } = await simpleParser(readFileSync(mail), { skipImageLinks: true })
    for (const { filename = '', content } of attachments) {
      if (/\.docx$/i.test(filename))
        found.push({ name: `${mail.pathname.split('/').at(-1) ?? ''} ${filename}`, bytes: content })
    }
  }
  return found
}

const files = await wordFiles()

describe('a Word file of the corpus or the sample mailbox', () => {
  it('there are some', () => {
    expect(files.length).toBeGreaterThan(3)
  })

  it.each(files)('$name', async ({ bytes }) => {
    const ours = await importDocx(bytes)
    if (!ours.ok) {
      // The bomb, which mammoth would unpack, and the sample of a damaged file.
      expect(ours.error.code).toMatch(/^(?:unpacks-too-large|corrupt)$/)
      return
    }
    const plain = (lines: readonly string[]) => lines.map((line) => line.replace(/\[img [^\]]*\]/g, '[img]'))
    expect(plain(outline(draftNode(ours.value)))).toEqual(plain(outline(draftNode(await mammothDraft(bytes)))))
  })
})
