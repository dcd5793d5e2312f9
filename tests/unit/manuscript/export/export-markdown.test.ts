import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportMarkdown } from '@core/manuscript/export-markdown'
import { finishManuscript } from '@core/manuscript/finish'
import { noImages } from '@core/manuscript/images'
import { importMarkdown } from '@core/manuscript/import-markdown'
import type { DocumentJson } from '@shared/domain/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { manuscript } from './support'

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`fast-check seed ${seed}`)

describe('Markdown', () => {
  const { text, pictures } = exportMarkdown(manuscript, 'x.pictures')

  it('says everything in its own signs', () => {
    expect(text.split('\n')[0]).toBe('# 内容团队的 \\<第二年\\>')
    expect(text).toContain('开头**加粗*又斜***~~划掉~~``a`b``\\\n第二行 \\*不是强调\\* & \\<b\\>[^1]')
    expect(text).toContain('## 一、小标题')
    expect(text).toContain('> 引文\n>\n> 第二段')
    expect(text).toContain('- 甲\n- 乙\n\n  3. 丙')
    expect(text).toContain('```\nlet a = `<1>`\n```')
    expect(text).toContain('| 渠道 | 数\\|据 |  |\n| --- | --- | --- |\n| 公众号 | 1 2 | 3 |')
    expect(text).toContain('结尾加上的。')
    expect(text).toContain('[^1]: 脚注二\n\n[^2]: 脚注一\n\n[^3]: 没人提到的')
  })

  it('puts pictures beside it, and names what was not kept', () => {
    expect(text).toContain('![增长曲线](<x.pictures/1.png>)')
    expect(text).toContain('\\[没有存下的图\\]')
    expect(pictures.map(({ path }) => path)).toEqual(['x.pictures/1.png'])
  })

  it('links to the web alone', () => {
    expect(text).toContain('[这篇](<https://example.com/a?b=1&c="2">)')
    expect(text).not.toContain('javascript:')
  })

  it('any words of paragraphs and headings come back as they were', () => {
    // What is no Markdown of ours: characters that an importer drops or folds in any format.
    const words = fc
      .string({ unit: fc.constantFrom(...'增长笔记，。！#*_`[]()<>~|&\\-+=1.)!AaZz x'), minLength: 1, maxLength: 24 })
      .map((value) => value.replace(/\s+/g, ' ').trim())
      .filter((value) => value !== '')
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (lines) => {
        const document: DocumentJson = {
          type: 'doc',
          content: [
            { type: 'title', content: [{ type: 'text', text: '题目' }] },
            ...lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: `甲${line}` }] })),
          ],
        }
        const written = exportMarkdown(
          { document, byline: '', threads: [], pictures: new Map(), closing: [] },
          'p',
        ).text
        const finished = finishManuscript(importMarkdown(written, noImages), { subjectTitle: '', letter: false })
        if (!finished.ok) throw new Error(JSON.stringify(finished.error))
        const blocks = textBlocks(manuscriptSchema.nodeFromJSON(finished.value.document))
        expect(blocks.slice(1).map((block) => block.text)).toEqual(lines.map((line) => `甲${line}`))
      }),
      { seed, numRuns: 300 },
    )
  })
})
