import { check, CheckSession } from '@core/compliance'
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinarySentences } from '../../support/ordinary-text'
import { packs } from './packs'

const options = { versionKey: 'v' }
const context: CheckContext = { links: [], imageCount: 0, open: ['ai-statement'] }
const sentence = fc.constantFrom(
  ...ordinarySentences().slice(0, 60),
  '请加薇信领取资料。',
  '亻弋开发票，办证',
  '打 13800138000',
  '营收从1.5亿元涨到2.5亿元，增长80%。',
  '看 https://s.click.taobao.com/x 吧',
)

describe('the check of a text that is being written', () => {
  it('gives what a full check gives, after any edits, byte for byte', () => {
    // On failure fast-check prints the seed and path that replay it.
    const edit = fc.record({
      kind: fc.constantFrom('type', 'remove', 'insert', 'move', 'retitle', 'link'),
      at: fc.nat(30),
      text: sentence,
    })
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 12 }),
        fc.array(edit, { maxLength: 8 }),
        (texts, edits) => {
          const session = new CheckSession()
          let nextId = 0
          const made = (text: string): CheckBlock => ({ id: `b${(nextId += 1)}`, kind: 'paragraph', text })
          let blocks: CheckBlock[] = [
            { id: 'title', kind: 'title', text: '震惊！ 3 招让营收翻 9 倍' },
            ...texts.map(made),
          ]
          let now = context
          for (const { kind, at, text } of [{ kind: 'type', at: 0, text: '' }, ...edits]) {
            const index = at % blocks.length
            const block = blocks[index] as CheckBlock
            if (kind === 'type') blocks = blocks.with(index, { ...block, text: block.text + text })
            if (kind === 'remove' && blocks.length > 1) blocks = blocks.toSpliced(index, 1)
            if (kind === 'insert') blocks = blocks.toSpliced(index, 0, made(text))
            if (kind === 'move') blocks = blocks.toSpliced(index, 1).concat(block)
            if (kind === 'retitle')
              blocks = blocks.with(index, { ...block, kind: block.kind === 'quote' ? 'paragraph' : 'quote' })
            if (kind === 'link') now = { ...now, links: [{ url: 'https://t.cn/x', block: block.id, start: 0, end: 1 }] }
            expect(JSON.stringify(session.check(blocks, packs, now, options))).toBe(
              JSON.stringify(check(blocks, packs, now, options)),
            )
          }
        },
      ),
      { numRuns: 60, verbose: 1 },
    )
  })

  it('reads everything again with other packs', () => {
    const session = new CheckSession()
    const blocks: CheckBlock[] = [{ id: 'a', kind: 'paragraph', text: '扫描下方二维码进群' }]
    expect(session.check(blocks, packs, context, options)).toEqual(check(blocks, packs, context, options))
    const fewer = packs.slice(0, 1)
    expect(session.check(blocks, fewer, context, options)).toEqual(check(blocks, fewer, context, options))
  })
})
