/** What a rule's suggestion (修改建议) offers word for word. Pure functions. */

export type SuggestedFix = { readonly kind: 'delete' } | { readonly kind: 'replace'; readonly words: string }

/** `改为“X”`, `换成「X」`, `replace with "X"`; several offers in one sentence may be listed with 或, 、 or "or". */
const REPLACED =
  /(?:改为|改成|改作|换成|换为|替换为|改用|写成|replace (?:it )?with|change (?:it )?to)[:：\s]*((?:[“「『"][^“”「」『』"]{1,200}[”」』"](?:\s*(?:或者?|、|，|,|or)\s*)?)+)/giu
const QUOTED = /[“「『"]([^“”「」『』"]{1,200})[”」』"]/gu
/** Only where the sentence begins with it: `删除；…`, `删除脏话。`; "otherwise delete" is no offer. */
const DELETED = /^(?:删除|删去|去掉|delete\b|remove\b)/iu

/** The ready-made changes in a suggestion: replacements as they come, deleting the words last. */
export function suggestedFixes(suggestion: string): SuggestedFix[] {
  const replacements = [...suggestion.matchAll(REPLACED)].flatMap(([, offered = '']) =>
    [...offered.matchAll(QUOTED)].flatMap(([, words]) => (words === undefined ? [] : [words])),
  )
  return [
    ...[...new Set(replacements)].map((words): SuggestedFix => ({ kind: 'replace', words })),
    ...(DELETED.test(suggestion.trim()) ? [{ kind: 'delete' } as const] : []),
  ]
}
