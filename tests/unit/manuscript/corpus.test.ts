import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { plainText, textBlocks } from '@shared/manuscript/text'
import { corpusEntry, corpusMail, manifest, withoutSpace } from './support/corpus'
import { processorTime } from '../../support/processor-time'

/** Mails with a manuscript. The others are forwards, notices, or hold none. */
const CONVERTED = '01 02 03 04 05 06 07 09 14 16 17 18 19 20 21 22 23 24 25 26 29'.split(' ')

async function converted(number: string) {
  const result = await convertManuscript(await corpusMail(number))
  if (!result.ok) throw new Error(`mail ${number}: ${result.error.code} ${result.error.detail}`)
  return { ...result.value, node: manuscriptSchema.nodeFromJSON(result.value.document) }
}

describe('the corpus', () => {
  it.each(CONVERTED)('mail %s: the manuscript holds what the manifest says', async (number) => {
    const truth = corpusEntry(number)
    const manuscript = await converted(number)
    manuscript.node.check()
    const text = withoutSpace(plainText(manuscript.node))
    for (const sentence of truth.manuscriptContains ?? []) {
      // A byline is metadata; whoever reads the manuscript finds it beside the text.
      expect(text + manuscript.byline).toContain(withoutSpace(sentence))
    }
    for (const sentence of truth.manuscriptLacks ?? []) expect(text).not.toContain(withoutSpace(sentence))
    if (truth.manuscriptTitle !== undefined) expect(manuscript.title).toBe(truth.manuscriptTitle)
    if (truth.manuscriptImages !== undefined) expect(manuscript.images).toHaveLength(truth.manuscriptImages)
    if (truth.byline !== undefined) expect(manuscript.byline).toBe(truth.byline)
  })

  it('takes title and byline out of the body, once', async () => {
    const { node, title, byline } = await converted('01')
    const blocks = textBlocks(node)
    expect(blocks.filter((block) => block.text === title).map((block) => block.id)).toEqual(['title'])
    expect(blocks.some((block) => block.text.includes(byline))).toBe(false)
  })

  it.each([
    ['05', 'doc', '一份可以直接抄的活动复盘模板', '苏打@运营研究所', 6],
    ['25', 'odt', '一份可以直接抄的活动复盘模板', '苏打@运营研究所', 6],
    ['26', 'rtf', '一份可以直接抄的活动复盘模板', '苏打@运营研究所', 6],
    ['06', 'pdf', 'AI搜索改写了SEO,内容团队该怎么办', '陈喆镕', 7],
  ] as const)('mail %s: its .%s paragraph by paragraph', async (number, kind, title, byline, blocks) => {
    const manuscript = await converted(number)
    expect(manuscript).toMatchObject({ sourceKind: kind, title, byline })
    expect(textBlocks(manuscript.node)).toHaveLength(blocks + 1)
  })

  it('mail 15: a document that unpacks to 400 MB is refused before anything of it is unpacked', async () => {
    const mail = await corpusMail('15')
    const before = process.memoryUsage()
    const { value: result, spent } = await processorTime(() => convertManuscript(mail))
    const after = process.memoryUsage()
    expect(result).toEqual({ ok: false, error: { code: 'unpacks-too-large', detail: 'word/media/bomb.bin' } })
    expect(spent).toBeLessThan(1_000)
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(32 * 1024 * 1024)
  })

  it('mail 14: nothing hostile is left in the document', async () => {
    const { document, report } = await converted('14')
    expect(JSON.stringify(document)).not.toMatch(/pwned|javascript:|file:|127\.0\.0\.1/)
    expect(report.map(({ code }) => code)).toContain('image-not-fetched')
  })

  it('mail 16: the readable part is the manuscript, the broken file is named', async () => {
    expect((await converted('16')).report).toContainEqual({ code: 'conversion-refused', detail: 'a.pdf' })
  })

  it('mail 07: names the file that was taken out of the archive', async () => {
    const { sourceFilename, report } = await converted('07')
    expect(sourceFilename).toBe('manuscript.zip')
    expect(report).toContainEqual({ code: 'manuscript-guessed', detail: '第二曲线稿件x.docx' })
  })

  it('every mail gives a document or a typed refusal', async () => {
    for (const { file } of manifest) {
      const result = await convertManuscript(await corpusMail(file.slice(0, 2)))
      if (result.ok) manuscriptSchema.nodeFromJSON(result.value.document).check()
      else expect(result.error.code).toBeTypeOf('string')
    }
  })
})
