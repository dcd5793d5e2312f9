/** What a single mail is, from itself alone. The desk refines `submission` to revision, reply or duplicate by its thread. */
import type { MailAddress, MessageKind } from '@shared/domain/mail'
import type { DeliveryReport } from './delivery-status'
import { firstField, type HeaderFields } from './mime/header-fields'
import { ASKS, speaksToDesk } from './sorting-words'
import { isCalledPiece, LONGEST_LETTER, weighLetter } from './weigh-letter'

export interface SortInput {
  readonly fields: HeaderFields
  readonly from: MailAddress
  readonly subject: string
  /** What the writer wrote, without history and signature. */
  readonly ownText: string
  /** Whether a document (no picture, no forwarded mail) is attached, or one lies behind an expiring link. */
  readonly hasDocument: boolean
  /** The names of attached documents. */
  readonly documentNames: readonly string[]
  readonly isForward: boolean
  readonly report: DeliveryReport | null
  /** A read receipt (RFC 8098). */
  readonly isReceipt: boolean
}

/** A text this long is a piece of writing, not a question: 字数 of the shortest articles the desk gets. */
export const LONGEST_QUESTION = 400

/** The certain kinds first: what machines wrote says so; what people wrote is weighed after. */
export function sortMessage(input: SortInput): MessageKind {
  if (isBounce(input)) return 'bounce'
  if (isRecall(input)) return 'recall'
  if (isAutomatic(input)) return 'autoreply'
  if (input.isForward) return 'forward'
  // A subject that calls the mail a submission is believed: taking a manuscript for something else is the worst mistake.
  if (saysSubmission(input.subject) && !asksAfterwards(input)) return 'submission'
  if (isMarkedSpam(input)) return 'junk'
  // A notice in words that are not known yet may be of a letter that did not arrive: nobody but an editor puts it away.
  if (isMachine(input)) return 'submission'
  const weighed = weighLetter({
    ...input,
    subject: withoutPrefix(input.subject),
    isShort: isShort(input),
    handsIn: handsInText(input),
  })
  if (weighed !== null) return weighed
  if (isInquiry(input)) return 'inquiry'
  return 'submission'
}

/** The server that took it in says so. */
function isMarkedSpam({ fields }: SortInput): boolean {
  return ['x-spam-flag', 'x-spam-status'].some((name) => /^yes/i.test(firstField(fields, name) ?? ''))
}

/** Enough to be a manuscript: a document, or a text that is longer than any question. */
function holdsWork(input: SortInput): boolean {
  return input.hasDocument || !isShort(input)
}

/** Paragraphs and characters of a short piece: a letter of this size says to whom it speaks, a shorter one greets at least. */
const PIECE_PARAGRAPHS = 4
const PIECE_LENGTH = 200
const SHORTEST_NOTE = 120
const GREETS = /老师|编辑|[您你]好|请问|打扰|\b(?:hi|hello|dear)\b/i
/** Characters in which a letter greets. */
const GREETING = 40

function isShort({ ownText }: SortInput): boolean {
  if (ownText.length > LONGEST_QUESTION) return false
  const paragraphs = ownText.split('\n').filter((line) => line.trim() !== '').length
  if (ownText.length < SHORTEST_NOTE || paragraphs < PIECE_PARAGRAPHS || speaksToDesk(ownText)) return true
  return ownText.length < PIECE_LENGTH && GREETS.test(ownText.slice(0, GREETING))
}

function wordsOf({ subject, ownText }: SortInput): string {
  return `${withoutPrefix(subject)}\n${ownText.slice(0, LONGEST_LETTER)}`
}

const MACHINE_SENDER = /^(?:mailer-daemon|postmaster|10000|microsoftexchange[0-9a-f]{8,40})@/i
const RETURNED =
  /退信|退回|未(?:能)?送达|(?:无法|不能|没有?)(?:投递|送达|送到)|(?:投递|传递|发送)失败|undeliver|delivery (?:status|failure|has failed)|failure notice|mail delivery (?:failed|system)|returned mail|returning message/i

function isMachine({ fields, from }: Pick<SortInput, 'fields' | 'from'>): boolean {
  return MACHINE_SENDER.test(from.address) || firstField(fields, 'return-path')?.trim() === '<>'
}

/** A report says so itself; providers without one write it, each in its words, from an address that is no person's. */
function isBounce({ fields, from, subject, ownText, report }: SortInput): boolean {
  if (report !== null) return report.failed.length > 0 || report.actions.includes('failed')
  if (firstField(fields, 'x-failed-recipients') !== null) return true
  return (
    isMachine({ fields, from }) &&
    (RETURNED.test(subject) || (RETURNED.test(ownText.slice(0, 500)) && /@/.test(ownText)))
  )
}

const RECALLED_IN_BODY =
  /(?:希望|想要|将)撤回|would like to recall|(?:已|被)[^。\n]{0,10}撤回|撤回了一?封?邮件|已撤回[^。\n]{0,60}邮件/i

/** QQ writes `发信方已撤回邮件`, others 邮件撤回通知; Exchange writes `撤回: …` and says so in the body. */
function isRecall({ subject, ownText }: SortInput): boolean {
  if (subject.startsWith('发信方已撤回邮件')) return true
  if (ownText.length > LONGEST_QUESTION) return false
  return (
    (/^(?:撤回|recall)\s?[:：]/i.test(subject) || /^(?:邮件)?撤回(?:邮件)?(?:通知|提醒)/.test(subject)) &&
    RECALLED_IN_BODY.test(ownText)
  )
}

/** The subject of the mail that a recall notice is about; null when neither subject nor body tells. */
export function recalledSubject(subject: string, ownText: string): string | null {
  const inSubject = /^(?:发信方已撤回邮件|(?:邮件)?撤回(?:邮件)?(?:通知|提醒)?|recall)\s?[:：]\s*(.+)$/i.exec(
    subject,
  )?.[1]
  const inBody = /(?:撤回邮件|recall the message,?|主题[为是]?)\s?[“"「《:：]\s?([^\n”"」》]{1,300})/i.exec(
    ownText,
  )?.[1]
  return inSubject?.trim() ?? inBody?.trim() ?? null
}

const ABSENT_IN_SUBJECT =
  /^(?:自动回复|自動回覆|自动答复|自動答覆|automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office)/i
const ABSENT_ANYWHERE =
  /自动(?:回复|答复)|自動(?:回覆|答覆)|假期.{0,4}回复|不在办公室|out of (?:the )?office|系统自动(?:发送|回复)|自动发送.{0,6}(?:请勿|勿)/i

function isAutomatic({ fields, subject, ownText, report, isReceipt }: SortInput): boolean {
  // A report that names no failure (delayed, delivered) and a read receipt are machines' words as well.
  if (report !== null || isReceipt) return true
  const automatic = firstField(fields, 'auto-submitted')
  if (automatic !== null && !/^no\b/i.test(automatic)) return true
  if (firstField(fields, 'x-autoreply') !== null || firstField(fields, 'x-autorespond') !== null) return true
  if (/^auto_?reply/i.test(firstField(fields, 'precedence') ?? '')) return true
  if (ABSENT_IN_SUBJECT.test(withoutPrefix(subject))) return true
  return ownText.length <= LONGEST_QUESTION && ABSENT_ANYWHERE.test(`${subject}\n${ownText.slice(0, 100)}`)
}

/** The subject calls the mail a submission: `投稿：…`, `【投稿】…`, `来稿`. A question about submitting does not. */
function saysSubmission(subject: string): boolean {
  const bare = withoutPrefix(subject)
  if (
    /投稿(咨询|须知|方式|流程|要求|规则|问题|指南|进度|结果)|(如何|怎么|怎样|关于|咨询).{0,4}投稿|催稿|投稿[^：:】\]》]{0,12}[吗?？]$/.test(
      bare,
    )
  )
    return false
  return /投稿|来稿|供稿|投递稿件|原创(首发)?稿|\bsubmission:/i.test(bare)
}

/** `回复: 投稿` with a line or two: what became of it? */
const LONGEST_AFTERTHOUGHT = 120

function asksAfterwards(input: SortInput): boolean {
  const { subject, ownText } = input
  return (
    !holdsWork(input) &&
    ownText.length <= LONGEST_AFTERTHOUGHT &&
    withoutPrefix(subject) !== subject.trim() &&
    ASKS.test(ownText)
  )
}

/** A short mail without a document that asks: how to submit (咨询), or what became of it (催稿). */
function isInquiry(input: SortInput): boolean {
  return !holdsWork(input) && !handsInText(input) && ASKS.test(wordsOf(input))
}

/** A piece in the mail itself, or behind a link of a document service. */
function handsInText({ subject, ownText }: SortInput): boolean {
  return (
    isCalledPiece(subject, ownText) ||
    (/https?:\/\//i.test(ownText) && /(?:稿子?|稿件|文章|正文|全文)(?:在|放|见)/.test(ownText))
  )
}

function withoutPrefix(subject: string): string {
  return subject.replace(/^((回复|答复|回覆|转发|轉寄|re|fw|fwd)\s?[:：]\s?)+/i, '').trim()
}
