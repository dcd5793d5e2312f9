/** The title that a mail's subject or a file's name carries between the words of a letter. */

/** Longer subjects are walked no further: no title is. */
const MAX_SUBJECT_CHARACTERS = 400

const REPLY = /^(?:re|fw|fwd|aw|回复|回覆|答复|转发|轉發|转寄|自动回复)\s*(?:\[\d+\])?\s*[:：]\s*/i

const FORMAT = '(?:pdf|word|docx?|odt|rtf|markdown|md|html?|txt)?'
const SUBMIT =
  '(?:我要|个人|作者|原创|独家|首发|二次|再次|重新|修改|新)*(?:投稿|投递|来稿|稿件|稿子|供稿|文章投稿|修改稿|修订稿|退改稿|终稿)(?:打包|附件|文章|稿件|补充|修订|更新)?'

/** 【投稿】 (投稿) [投稿] and the like at the start. */
const BRACKETED = new RegExp(
  `^[【\\[(（〔「]\\s*${FORMAT}\\s*${SUBMIT}[^】\\])）〕」]{0,12}[】\\])）〕」]\\s*[:：\\-—_|｜丨,，]*\\s*`,
  'i',
)

/** 投稿: 投稿- 投稿 before a title. A title that merely begins with the word (投稿人必读) goes on without a separator. */
const PREFIX = new RegExp(
  `^${FORMAT}\\s*${SUBMIT}(?:\\s*[（(【\\[][^）)】\\]]{0,20}[）)】\\]])?\\s*(?:[:：\\-—_|｜丨,，/]+\\s*|\\s+|$|(?=《))`,
  'i',
)

const AUTHOR_SUFFIX = /[\s_\-—|｜丨,，/]+(?:作者|文|撰文|by|投稿人|笔名)\s*[:：/|｜丨 ]?\s*[^\s《》:：]{1,20}$/i
const VERSION_SUFFIX =
  /\s*[（(【[_\-—]?\s*(?:终稿|定稿|修改稿|修订稿|修订版|修改版|最终版|初稿|投稿|原创|第\s*[0-9一二三四五六七八九十]+\s*[稿版]|v\d+(?:\.\d+)*)\s*[）)】\]]?$/i

/** The title inside a subject; empty when the subject says nothing but that a manuscript comes. */
export function titleFromSubject(subject: string): string {
  let title = tidy(subject.slice(0, MAX_SUBJECT_CHARACTERS))
  for (;;) {
    const shorter = tidy(title.replace(REPLY, '').replace(BRACKETED, '').replace(PREFIX, ''))
    if (shorter === title) break
    title = shorter
  }
  const quoted = /《([^《》]{2,120})》/.exec(title)
  if (quoted?.[1] !== undefined && outside(title, quoted[0])) return tidy(quoted[1])
  return stripSuffixes(title)
}

/** The title inside a file's name: without extension, author and version. */
export function titleFromFilename(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? filename
  return titleFromSubject(base.replace(/\.[a-z0-9]{1,8}$/i, '').replace(/_/g, ' '))
}

/** 《》 around a whole title are quotation marks, not part of it. */
export function stripTitleQuotes(title: string): string {
  const match = /^[《〈「『【]\s*([^《》〈〉「」『』【】]+?)\s*[》〉」』】]$/.exec(title.trim())
  return match?.[1] ?? title.trim()
}

/** Whether what stands around 《…》 is too little to be a title that only mentions a work. */
function outside(title: string, quoted: string): boolean {
  const rest = title.replace(quoted, '').replace(/[\s\p{P}]/gu, '')
  return rest.length <= 8
}

function stripSuffixes(title: string): string {
  let text = title
  for (;;) {
    const shorter = tidy(text.replace(AUTHOR_SUFFIX, '').replace(VERSION_SUFFIX, ''))
    if (shorter === text || shorter === '') return stripTitleQuotes(text)
    text = shorter
  }
}

function tidy(text: string): string {
  return text.replace(/[\s\u3000\u200B\uFEFF]+/g, ' ').trim()
}
