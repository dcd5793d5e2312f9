/**
 * The author says that no machine wrote, and the text has what chatbots leave behind. Two facts side by side, for the editor to
 * ask about; no guess at who wrote what.
 */
import { sourceRange } from '../offset-map'
import type { Detector } from './detector'

const denial =
  /(?:本文|全文|文章|此文|稿件|内容|文字)(?:内容)?(?:均|全部|都|完全|全程)?(?:为|系|是|由)?(?:未|没有?|并未|不)(?:使用|用|借助|依赖|含|采用)(?:任何)?(?:过)?(?:ai|人工智能|aigc|大模型|chatgpt)|(?:未|没有)(?:使用|借助)(?:任何)?(?:ai|人工智能|aigc|大模型)(?:工具)?(?:写作|生成|创作|辅助|代笔)|(?:纯|百分百|100%)人工(?:撰写|写作|创作|原创)|(?:非|无)(?:ai|aigc)(?:生成|创作|代写)/u

/** What only an assistant says of itself, or of what it was asked. */
const leftover =
  /作为(?:一个|一款|一名)?(?:ai|人工智能|大型?语言)(?:语言)?(?:模型|助手)|截至我的(?:知识|训练)|我的知识(?:库)?(?:截止|更新到)|以下是(?:我)?(?:为|给)您(?:生成|撰写|整理|准备|改写)的|希望(?:以上|这些|这篇|本)(?:内容|信息|回答|文章)(?:能)?对您有(?:所)?帮助|如(?:果)?(?:您)?需要?(?:我)?(?:进一步|继续)(?:修改|调整|补充|润色|优化)[^。]{0,12}(?:请)?(?:随时)?告诉我|turn\d{1,2}search\d{1,2}|contentreference|oaicite|as an ai language model/u

export const aiContradiction: Detector = {
  scope: 'document',
  only: denial.source,
  find: (blocks) => {
    for (const { block, views, worthFor } of blocks) {
      // Most texts deny nothing; the plain words as written, before anything is folded.
      if (!worthFor.includes(aiContradiction) || !/AI|ai|人工|大模型|GPT/u.test(block.text)) continue
      const { text, map } = views.folded
      const found = denial.exec(text)
      if (found === null) continue
      for (const other of blocks) {
        const left = leftover.exec(other.views.folded.text)
        if (left === null) continue
        const range = sourceRange(map, found.index, found.index + found[0].length)
        return [{ block: block.id, ...range, detail: left[0] }]
      }
    }
    return []
  },
}
