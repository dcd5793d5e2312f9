import { describe, expect, it } from 'vitest'
import { convertManuscript, documentHash, exportJson, JSON_EXPORT_VERSION } from '@core/manuscript'
import { countWords } from '@shared/manuscript/text'

describe('export as JSON', () => {
  it('gives the same bytes for the same manuscript, whatever the order of its members', async () => {
    const result = await convertManuscript({
      kind: 'file',
      filename: 'a.md',
      bytes: Buffer.from('# 题目\n\n文：张三\n\n**第一段**，有字。'),
    })
    if (!result.ok) throw new Error(result.error.code)
    const { document, byline, report } = result.value
    const input = { document, byline, report, images: [], annotations: [{ id: 'n1', body: '批注' }] }
    const written = exportJson(input)
    const { type, ...rest } = document
    expect(exportJson({ ...input, document: { ...rest, type } })).toBe(written)
    const text = '题目\n第一段，有字。'
    expect(JSON.parse(written)).toEqual({
      format: 'tougao-manuscript',
      version: JSON_EXPORT_VERSION,
      contentHash: documentHash(document),
      title: '题目',
      byline: '张三',
      text,
      words: countWords(text),
      blocks: [
        { id: 'title', kind: 'title', text: '题目' },
        { id: 'p1', kind: 'paragraph', text: '第一段，有字。' },
      ],
      images: [],
      report: [],
      annotations: [{ id: 'n1', body: '批注' }],
      document,
    })
    expect(written.endsWith('}\n')).toBe(true)
    expect(written.trimEnd()).not.toContain('\n')
  })
})
