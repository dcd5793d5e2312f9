/** Where a figure is from, as the author says it: in its own sentence, or in the one before. */
import type { CheckBlock } from '@shared/domain/compliance'
import type { FigureSpan } from '@shared/domain/figures'
import { sourceRange, type Range, type View } from '../offset-map'
import { sentenceAround } from '../sentence'

/** 据…数据/显示, …财报/公告/年报, 《…》, 数据来源, 统计局 and the like; 据 alone is also in 数据 and 占据. */
const patterns: readonly RegExp[] = [
  /(?<![数占依论证])(?:根)?据[^,。;!?据]{1,30}?(?:显示|数据|统计|报告|披露|透露|介绍|测算|估算|预测|报道|研究|调查|公告|财报|了解)(?:[^,。;!?据]{0,8}(?:数据|显示|报告|披露))?/u,
  /[一-鿿a-z0-9]{2,16}(?:财报|年报|季报|半年报|中报|公告|招股书|白皮书|蓝皮书|报告|榜单|论文|普查|问卷)(?:中|里|显示|披露|指出|称|数据|,|:)/u,
  /(?:据|来自|引自|见|发布的|发布了|公布的|出具的)[^,。;《]{0,12}《[^》]{2,40}》|《[^》]{2,40}》(?:中|里|显示|指出|披露|称|报告|的数据|的统计|,据)/u,
  /(?:数据来源|来源|资料来源|数据源自)[:为]?[^,。;]{2,30}/u,
  /[一-鿿]{0,8}(?:统计局|工信部|商务部|央行|海关总署|证监会|国家能源局|乘联会|中汽协|cnnic|questmobile|艾瑞|易观|尼尔森|彭博|路透社|天眼查|企查查|wind)[^,。;]{0,12}?(?:数据|显示|统计|公布|发布|披露|报告)/u,
  /[一-鿿a-z]{2,12}(?:方面|创始人|ceo|董事长|总裁|负责人|发言人|分析师|老板)[^,。;]{0,12}?(?:表示|透露|介绍|称|说|告诉)/u,
  /(?:我们|本文作者|笔者|我)(?:统计|测算|调查|访谈|采访|收集|整理|回访|测试)/u,
]

export function sourceOf(block: CheckBlock, view: View, sentence: Range): FigureSpan | null {
  return inSentence(block, view, sentence) ?? inSentence(block, view, before(view, sentence))
}

function before(view: View, sentence: Range): Range {
  const end = sentence.start - 1
  return end <= 0 ? { start: 0, end: 0 } : sentenceAround(view.text, end - 1, end)
}

function inSentence(block: CheckBlock, view: View, { start, end }: Range): FigureSpan | null {
  if (end <= start) return null
  const words = view.text.slice(start, end)
  for (const pattern of patterns) {
    const match = pattern.exec(words)
    if (match === null) continue
    const range = sourceRange(view.map, start + match.index, start + match.index + match[0].length)
    return { block: block.id, start: range.start, end: range.end, text: block.text.slice(range.start, range.end) }
  }
  return null
}
