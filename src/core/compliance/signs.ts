/** What a folded character is to the matcher: part of a word, or one of three kinds of separation. */

/** Numbers, not names: they live in tables of all UTF-16 units, where 0 is "not looked at yet". */
export const Kind = { unknown: 0, kept: 1, symbol: 2, space: 3, hard: 4, complex: 5 } as const
export type Kind = (typeof Kind)[keyof typeof Kind]

/** Sentence punctuation, brackets, quotes, dashes, line breaks and images: what separates more than it decorates. */
const hard = /[,;:!?。、\n\t\u2028\ufffc()[\]{}<>《》〈〉「」『』【】〔〕“”‘’"'—]/u
const letterOrNumber = /[\p{L}\p{N}]/u

/** The kind of one folded character. A half of a pair that stands alone is a symbol. */
export function kindOf(sign: string): Kind {
  if (letterOrNumber.test(sign)) return Kind.kept
  if (hard.test(sign)) return Kind.hard
  return /\s/u.test(sign) ? Kind.space : Kind.symbol
}
