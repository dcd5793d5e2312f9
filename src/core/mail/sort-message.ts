/** What a single mail is, from itself alone. The desk refines `submission` to revision, reply or duplicate by its thread. */
import type { MailAddress, MessageKind } from '@shared/domain/mail'
import type { DeliveryReport } from './delivery-status'
import { firstField, type HeaderFields } from './mime/header-fields'

export interface SortInput {
  readonly fields: HeaderFields
  readonly from: MailAddress
  readonly subject: string
  /** What the writer wrote, without history and signature. */
  readonly ownText: string
  /** Whether a document (no picture, no forwarded mail) is attached, or one lies behind an expiring link. */
  readonly hasDocument: boolean
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
  if (saysSubmission(input.subject)) return 'submission'
  if (isComplaint(input)) return 'complaint'
  if (isJunk(input)) return 'junk'
  if (isPromotion(input)) return 'promotion'
  if (isInquiry(input)) return 'inquiry'
  return 'submission'
}

function isBounce({ fields, from, subject, report }: SortInput): boolean {
  if (report !== null) return report.failed.length > 0 || report.actions.includes('failed')
  const machine =
    /^(mailer-daemon|postmaster)@/.test(from.address) || firstField(fields, 'return-path')?.trim() === '<>'
  return (
    machine &&
    /退信|undeliver|delivery (status|failure|has failed)|failure notice|mail delivery (failed|system)|returned mail|投递失败|无法投递/i.test(
      subject,
    )
  )
}

/** QQ writes `发信方已撤回邮件`; Exchange writes `撤回: …` and says so in the body. */
function isRecall({ subject, ownText }: SortInput): boolean {
  if (subject.startsWith('发信方已撤回邮件')) return true
  return /^(撤回|recall)\s?[:：]/i.test(subject) && /(希望|想要|将)撤回|would like to recall/i.test(ownText)
}

/** The subject of the mail that a recall notice is about; null when neither subject nor body tells. */
export function recalledSubject(subject: string, ownText: string): string | null {
  const inSubject = /^(?:发信方已撤回邮件|撤回|recall)\s?[:：]\s*(.+)$/i.exec(subject)?.[1]
  const inBody = /(?:撤回邮件|recall the message,?)\s?[“"「《:：]\s?([^\n”"」》]{1,300})/i.exec(ownText)?.[1]
  return inSubject?.trim() ?? inBody?.trim() ?? null
}

function isAutomatic({ fields, subject, report, isReceipt }: SortInput): boolean {
  // A report that names no failure (delayed, delivered) and a read receipt are machines' words as well.
  if (report !== null || isReceipt) return true
  const automatic = firstField(fields, 'auto-submitted')
  if (automatic !== null && !/^no\b/i.test(automatic)) return true
  if (firstField(fields, 'x-autoreply') !== null || firstField(fields, 'x-autorespond') !== null) return true
  if (/^auto_?reply/i.test(firstField(fields, 'precedence') ?? '')) return true
  return /^(自动回复|自動回覆|自动答复|automatic reply|auto(matic)?[ -]?(reply|response)|out of office)/i.test(subject)
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
  return /投稿|来稿|供稿|投递稿件|原创(首发)?稿/.test(bare)
}

function isComplaint({ subject, ownText, hasDocument }: SortInput): boolean {
  if (
    /律师函|侵权的?(通知|投诉|告知|举报|函)|(投诉|举报)(函|信|贵|你们|鸟哥)|(要求|请求|申请|请).{0,6}(下架|删除|撤下)|下架(通知|申请|请求|函)|名誉(权|侵权)|版权投诉|著作权(投诉|侵权)|DMCA|takedown/i.test(
      subject,
    )
  )
    return true
  // Lawyers attach their letter: a document alone makes no submission of these words. An article about them is long.
  if (ownText.length > LONGEST_QUESTION * (hasDocument ? 2 : 4)) return false
  const signs = [
    /侵犯.{0,12}(著作权|版权|名誉权|肖像权|隐私权|合法权益|商标)|侵权/,
    /未经.{0,10}(授权|许可|同意|允许)/,
    /(立即|尽快|马上|请|要求|务必).{0,10}(下架|删除|撤下|停止侵权|删帖)/,
    /律师函|法律责任|诉讼|起诉|维权|法务/,
    /投诉|举报/,
  ]
  return signs.filter((sign) => sign.test(ownText)).length >= 2
}

function isJunk({ fields, subject, ownText }: SortInput): boolean {
  if (/^yes/i.test(firstField(fields, 'x-spam-flag') ?? '') || /^yes/i.test(firstField(fields, 'x-spam-status') ?? ''))
    return true
  return /代开.{0,6}发票|发票代开|博彩|网赌|赌场|裸聊|办证刻章|无抵押贷款|六合彩|成人视频/.test(
    `${subject}\n${ownText.slice(0, 2 * LONGEST_QUESTION)}`,
  )
}

/** Offers of paid pieces, media lists and exchanges (商务软文). */
function isPromotion({ fields, subject, ownText }: SortInput): boolean {
  const bulk =
    firstField(fields, 'list-unsubscribe') !== null && /bulk|list/i.test(firstField(fields, 'precedence') ?? '')
  if (bulk) return true
  const offers =
    /软文|刊例|媒体(资源|报价|发布)|广告(投放|合作|位)|商务(合作|洽谈|推广)|推广合作|友情链接|友链|外链|代发(文章|稿)|发稿(报价|平台|渠道|价格)|资源置换|营销推广|付费(发布|推广)/g
  const inSubject = subject.match(offers)?.length ?? 0
  const inBody = new Set(ownText.slice(0, 2 * LONGEST_QUESTION).match(offers) ?? []).size
  if (inSubject > 0) return ownText.length <= 4 * LONGEST_QUESTION
  return ownText.length <= 2 * LONGEST_QUESTION && inBody >= 2
}

/** A short mail without a document that asks: how to submit (咨询), or what became of it (催稿). */
function isInquiry({ subject, ownText, hasDocument }: SortInput): boolean {
  if (hasDocument || ownText.length > LONGEST_QUESTION) return false
  const words = `${withoutPrefix(subject)}\n${ownText}`
  if (
    /催稿|投稿(咨询|须知|方式|流程|要求|规则|问题|进度|结果)|(如何|怎么|怎样).{0,6}(投稿|开通|入驻|注册)|审核(进度|结果|情况|到哪)/.test(
      words,
    )
  )
    return true
  const asks = /请问|咨询|想问|想了解|想请教|[吗么呢]\s?[?？]|[?？]/.test(words)
  return asks && /稿|审核|录用|采用|收到|回复|结果|发布|合作|账号|作者|刊登|进度|入驻/.test(words)
}

function withoutPrefix(subject: string): string {
  return subject.replace(/^((回复|答复|转发|re|fw|fwd)\s?[:：]\s?)+/i, '').trim()
}
