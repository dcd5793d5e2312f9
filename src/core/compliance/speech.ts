/**
 * Is it the author who says so? Quoted, negated and reported speech lowers a finding by one level.
 *
 * A simple heuristic over the same sentence, chosen because it can be explained to an editor in one line:
 * - quoted: a quote block, or inside a pair of quotation marks (“” ‘’ 「」 『』 or "");
 * - negated: a word like 不要, 禁止, 警惕 within 8 units before (but not 不要错过, 别犹豫, which urge);
 * - reported: a word like 网传, 涉嫌, 举报, 骗局 in the sentence.
 * It never removes a finding: whoever puts an insult in quotation marks still meets the editor.
 */
import { sentenceAround } from './sentence'

export type Speech = 'quoted' | 'negated' | 'reported'

const negationReach = 8
/** Longest quotation that is followed, in UTF-16 units. */
const quotationReach = 200

const urging = /(?:不要|别|切勿|千万别)(?:再)?(?:错过|犹豫|等|客气|忘|担心|着急|走开|划走)/gu
const negation =
  /(?:不要|不得|不能|不可|不应|不许|不准|不再|不会|不是|并非|从不|绝不|拒绝|禁止|严禁|切勿|请勿|勿|反对|避免|谨防|警惕|当心|抵制|打击|杜绝|防止|遏制|整治|远离|没有|(?<![特级区告个类性分识辨差离])别(?![人的墅处样致]))/u
const reporting =
  /(?:网传|谣言|辟谣|所谓|自称|声称|宣称|号称|有人说|涉嫌|举报|曝光|被判|警方|民警|公安|检方|通报|查处|处罚|被罚|整治|骗局|诈骗|骗子|受害者|黑产|话术|套路|违规行为|属于违法|被封)/u

const pairs: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
]

/** How the folded range `[from, to)` is said; undefined when the author says it. */
export function speechOf(folded: string, from: number, to: number, isQuoteBlock: boolean): Speech | undefined {
  if (isQuoteBlock || isQuoted(folded, from, to)) return 'quoted'
  const before = folded.slice(Math.max(sentenceAround(folded, from, to).start, from - negationReach), from)
  if (negation.test(before.replace(urging, ''))) return 'negated'
  const { start, end } = sentenceAround(folded, from, to)
  // The hit itself may contain such a word and must not excuse itself.
  if (reporting.test(folded.slice(start, from)) || reporting.test(folded.slice(to, end))) return 'reported'
  return undefined
}

function isQuoted(folded: string, from: number, to: number): boolean {
  const before = folded.slice(Math.max(0, from - quotationReach), from)
  const after = folded.slice(to, to + quotationReach)
  const paired = pairs.some(
    ([open, close]) => before.lastIndexOf(open) > before.lastIndexOf(close) && after.includes(close),
  )
  return paired || (count(before, '"') % 2 === 1 && after.includes('"'))
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
