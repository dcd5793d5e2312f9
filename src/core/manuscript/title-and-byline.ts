/**
 * Finds the title and the byline at the head of a manuscript and takes them out of its body. Careful
 * rather than clever: what is not plainly one of the two stays where the author put it.
 */
import { countWords } from '@shared/manuscript/text'
import { carriesMore, currentText, hasImage, inlineText, threadsIn, type NodeJson } from './node-json'
import { stripTitleQuotes } from './subject-title'
import { titleContent } from './title-content'

export interface TitleHints {
  /** What the format calls the title; empty when it does not. */
  readonly declaredTitle: string
  readonly declaredByline: string
  /** The title inside the subject or file name; empty when there is none. */
  readonly subjectTitle: string
  /** Whether a letter may stand before the manuscript (a mail's body). */
  readonly letter: boolean
}

export interface Head {
  readonly title: string
  /** The title as it stands in the document: with its suggested changes and what comments are about. */
  readonly titleContent: readonly NodeJson[]
  readonly byline: string
  readonly body: readonly NodeJson[]
  /** The letter's lines before the manuscript, left out of the body. */
  readonly letterLines: readonly string[]
}

/** Blocks at the start among which a title is looked for. */
const HEAD_BLOCKS = 8

/** Blocks after the title among which a byline is looked for: a picture, a subtitle and a lead may come before it. */
const BYLINE_BLOCKS = 5

/** Blocks at the end among which a byline is looked for (it is only read there, never taken out). */
const TAIL_BLOCKS = 3

/** 字 of a line that may be a title. The longest titles of the trade stay under 40. */
const MAX_TITLE_WORDS = 45
const MAX_TITLE_CHARACTERS = 120

/** Characters of a byline. More is a biography or an advertisement. */
const MAX_BYLINE_CHARACTERS = 40

/** 字 of a line of the letter before a manuscript. */
const MAX_LETTER_WORDS = 60

const BYLINE =
  /^[\s◎●■▍|｜丨/]*(?:(?:文|撰文|撰稿|作者|原创|文字|图文|文章作者|笔名)\s*[:：/／|｜丨]\s*|(?:文|作者|撰文)[\s\u3000]+(?=\S{1,16}$)|(?:text\s+)?by\s*[:：/|｜]?\s+(?=\D{1,40}$))(\S.*?)\s*$/i

/** What follows a name on the same line and is no part of it. */
const AFTER_NAME =
  /\s*(?:[|｜丨/／,，;；\s]\s*)?(?:编辑|责编|编审|来源|出品|审校|校对|排版|图|摄影|图片)\s*[:：/／|｜丨].*$/

/** A way to reach somebody. A line with one stays in the body, where the check sees it. */
const CONTACT = /\d{5,}|https?:|www\.|微信|薇信|威信|vx|v信|wechat|qq|加我|私信|扫码|\+v/i

const GREETING =
  /^(?:尊敬的|亲爱的|致)?.{0,12}(?:编辑|老师|小编|主编|您好|你好|大家好|hi|hello|dear)|(?:投稿|稿件|附件|查收|审阅|审核|录用|采用|指正|打扰|辛苦|谢谢|感谢|盼复|望采纳)/i
const SECTION =
  /^(?:(?:前言|导语|引言|摘要|导读|目录|正文|写在前面|序言?|编者按|核心观点)(?:[:：]|$)|[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十\d]+[章节部分]|[(（]?[\d０-９]{1,2}[)）、.．]|part\b)/i
const ONLY_SUBMISSION = /^(?:我要|原创)?(?:投稿|来稿|稿件|正文|文章|标题|无标题|untitled|document\d*|文档\d*)$/i
/** The name of a file, as a provider's box for a large attachment shows it: no title. */
const FILE_NAME = /\.(?:docx?|pdf|zip|rar|7z|wps|odt|rtf|txt|md|pptx?|xlsx?)\b|\d\s*[KMG]B?\s*[,，)）]/i
const LABEL = /^(?:标题|题目|文章标题|文章题目)\s*[:：]\s*/

export function takeTitleAndByline(blocks: readonly NodeJson[], hints: TitleHints): Head {
  const titleAt = findTitle(blocks, hints)
  const found = titleAt === null ? '' : titleText(blocks[titleAt])
  const declared = titleAt === null && plausible(hints.declaredTitle) ? stripTitleQuotes(hints.declaredTitle) : ''
  const title = found || hints.subjectTitle || declared

  const letterEnd = hints.letter && titleAt !== null ? letterLength(blocks, titleAt) : 0
  const letterLines = blocks.slice(0, letterEnd).map(inlineText)
  let body = blocks.filter((_, index) => index >= letterEnd && index !== titleAt)
  // Web editors paste a title twice: once as a heading, once as text.
  const start = body.findIndex((block) => inlineText(block).trim() !== '')
  if (start >= 0 && start < 2 && found !== '' && same(titleText(body[start]), title))
    body = body.filter((_, index) => index !== start)

  const byline = takeByline(body, titleAt === null ? [] : blocks.slice(titleAt, titleAt + 1))
  return {
    title,
    titleContent: titleContent(title, found === '' || titleAt === null ? undefined : blocks[titleAt]),
    byline: byline.name || hints.declaredByline || bylineAtEnd(body),
    body: byline.at === null ? body : body.filter((_, index) => index !== byline.at),
    letterLines,
  }
}

function findTitle(blocks: readonly NodeJson[], hints: TitleHints): number | null {
  const head = blocks.slice(0, HEAD_BLOCKS)
  for (const wanted of [hints.declaredTitle, hints.subjectTitle]) {
    if (wanted === '') continue
    const at = head.findIndex((block) => isLine(block) && same(titleText(block), wanted))
    if (at >= 0 && plausible(titleText(blocks[at]))) return at
  }
  const labelled = head.findIndex(
    (block) => isLine(block) && LABEL.test(inlineText(block)) && plausible(titleText(block)),
  )
  if (labelled >= 0) return labelled
  for (const [at, block] of head.entries()) {
    const text = inlineText(block)
    if (text.trim() === '' || (hasImage(block) && countWords(text) === 0)) continue
    if (block.type === 'heading' && plausible(titleText(block))) return at
    if (readByline(text) !== null) continue
    if (hints.letter && isLetterLine(block)) continue
    return looksLikeTitle(block, blocks, at) ? at : null
  }
  return null
}

function isLine(block: NodeJson): boolean {
  return block.type === 'heading' || block.type === 'paragraph'
}

function titleText(block: NodeJson | undefined): string {
  if (block === undefined) return ''
  const raw = currentText(block)
  // No title, and too long for the patterns below to be tried on.
  if (raw.length > MAX_TITLE_CHARACTERS * 4) return ''
  const text = raw.replace(/[\u2028\uFFFC\s]+/g, ' ').trim()
  return stripTitleQuotes(text.replace(LABEL, ''))
}

function plausible(title: string): boolean {
  return (
    title !== '' &&
    title.length <= MAX_TITLE_CHARACTERS &&
    !ONLY_SUBMISSION.test(title) &&
    !SECTION.test(title) &&
    !FILE_NAME.test(title)
  )
}

/** A first line by itself: short, no sentence, followed by something longer. */
function looksLikeTitle(block: NodeJson, blocks: readonly NodeJson[], at: number): boolean {
  const text = titleText(block)
  const words = countWords(text)
  if (block.type !== 'paragraph' || !plausible(text) || words < 2 || words > MAX_TITLE_WORDS) return false
  if (/[。；;，,、:：]$/.test(text) || /。/.test(text) || GREETING.test(text) || CONTACT.test(text)) return false
  return blocks
    .slice(at + 1)
    .some((later) => countWords(inlineText(later)) > words || later.content?.[0]?.content !== undefined)
}

function isLetterLine(block: NodeJson): boolean {
  const text = inlineText(block)
  return block.type === 'paragraph' && countWords(text) <= MAX_LETTER_WORDS && GREETING.test(text) && !hasImage(block)
}

/** How many blocks before the title are the letter: all of them, or none. */
function letterLength(blocks: readonly NodeJson[], titleAt: number): number {
  const before = blocks.slice(0, titleAt)
  return before.length > 0 && before.every((block) => isLetterLine(block) || block.type === 'horizontalRule')
    ? titleAt
    : 0
}

function takeByline(
  body: readonly NodeJson[],
  title: readonly NodeJson[],
): { readonly name: string; readonly at: number | null } {
  for (const [at, block] of body.slice(0, BYLINE_BLOCKS).entries()) {
    if (!isLine(block)) continue
    const text = currentText(block)
    const name = readByline(text)
    if (name === null) continue
    const others = [...title, ...body.filter((other) => other !== block)]
    const elsewhere = new Set(others.flatMap((other) => [...threadsIn(other)]))
    return { name, at: hasImage(block) || carriesMore(block, elsewhere) ? null : at }
  }
  return { name: '', at: null }
}

function bylineAtEnd(body: readonly NodeJson[]): string {
  for (const block of body.slice(-TAIL_BLOCKS)) {
    const name = isLine(block) ? readByline(inlineText(block)) : null
    if (name !== null) return name
  }
  return ''
}

/** The name in a byline; null when the line is none. */
export function readByline(line: string): string | null {
  if (line.length > MAX_BYLINE_CHARACTERS * 4) return null
  const text = line.replace(/[\u2028\uFFFC]+/g, ' ').trim()
  if (text.length > MAX_BYLINE_CHARACTERS * 2 || CONTACT.test(text) || /[。！!？?]/.test(text)) return null
  const name = BYLINE.exec(text)?.[1]?.replace(AFTER_NAME, '').trim() ?? ''
  return name === '' || name.length > MAX_BYLINE_CHARACTERS ? null : name
}

/** Equal but for punctuation, white space, width and case. */
function same(one: string, other: string): boolean {
  const key = comparable(one)
  return key !== '' && key === comparable(other)
}

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}
