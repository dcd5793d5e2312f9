/** Words of others, at length, and nowhere said whose: neither before nor after the quotation. */
import { matchesOf } from '../matches'
import type { Detector } from './detector'

/** UTF-16 units from which on a speaker is asked for: between the marks, and of a block that is quoted as a whole. */
const askedFrom = { quoted: 120, block: 200 } as const

/** UTF-16 units beside the quotation in which its speaker is looked for. */
const reach = 60

const quotation = /“([^“”]{120,4000})”/gu

const saysWhose =
  /表示|认为|指出|提到|谈到|坦言|透露|介绍|回应|回忆|解释|强调|总结|写道|写过|写下|说|称|讲|问|答|告诉|据|引自|摘自|出自|源自|来源|援引|引用|原文|规定|条|报告|《|——|:|：|采访|发布|公告|声明|评论|留言|提示词|prompt|文案/iu

export const longQuotation: Detector = {
  scope: 'document',
  find: (blocks) =>
    blocks.flatMap(({ block }, index) => {
      const { text } = block
      if (block.kind !== 'quote' && !text.includes('“')) return []
      const before = blocks[index - 1]?.block.text.slice(-reach) ?? ''
      const after = blocks[index + 1]?.block.text.slice(0, reach) ?? ''
      if (block.kind === 'quote') {
        const isNamed = saysWhose.test(before) || saysWhose.test(text.slice(-reach)) || saysWhose.test(after)
        return text.length < askedFrom.block || isNamed ? [] : [{ block: block.id, start: 0, end: askedFrom.block }]
      }
      if (block.kind === 'code' || text.length < askedFrom.quoted) return []
      return matchesOf(quotation, text, 1).flatMap((match) => {
        const start = match.index
        const end = start + match[0].length
        const beside = `${before}\n${text.slice(Math.max(0, start - reach), start)}\n${text.slice(end, end + reach)}`
        return saysWhose.test(beside) ? [] : [{ block: block.id, start, end }]
      })
    }),
}
