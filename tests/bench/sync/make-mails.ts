/**
 * A mailbox of made-up mails that vary as a submissions mailbox does: short notes, long articles, web pages, GBK, pictures and
 * documents as attachments, answers in threads. The same seed gives the same bytes.
 */
import iconv from 'iconv-lite'
import { makeDocx } from './make-docx'

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const WORDS =
  '运营 增长 用户 内容 品牌 平台 直播 短视频 私域 流量 转化 留存 数据 分析 活动 策略 产品 市场 团队 案例 复盘 投放 渠道 社群 裂变 文案 标题 读者 作者 编辑 公众号 小红书 抖音 电商 消费 趋势 年轻人 县城 咖啡 茶饮 门店 会员 价格 成本 利润 行业 报告 公司 创业 融资 上市 算法 模型 智能 搜索 推荐 话题 热点 情绪 故事 细节 结构 方法 经验 教训 机会 风险 第一 第二 今年 去年 三月 九月 为什么 怎么做 其实 但是 因此 同时 首先 最后 我们 他们 大家 一个 这种 那些 已经 正在 需要 可以 应该 没有 不是 就是 以及 或者 如果 只有'.split(
    ' ',
  )
const PEOPLE =
  '周文 林晓 陈默 王思远 李可 赵一鸣 孙悦 吴桐 郑凯 何佳 高远 马小东 罗敏 梁晨 宋词 谢安 唐果 许诺 邓超然 冯雪'.split(
    ' ',
  )
const HOSTS = ['163.example', 'qq.example', '126.example', 'gmail.example', 'sina.example', 'company.example']

export interface MadeMail {
  /** Lines end in LF, as servers keep mails in a Maildir. */
  readonly raw: Buffer
  /** UTC milliseconds. */
  readonly date: number
}

interface Draft {
  readonly from: string
  readonly messageId: string
  readonly subject: string
}

/** `count` mails, in the order of their dates. */
export async function* makeMails(count: number, seed: number): AsyncGenerator<MadeMail> {
  const random = randomNumbers(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low))
  const words = (length: number): string => {
    let text = ''
    while (text.length < length) text += pick(WORDS) + (random() < 0.12 ? pick(['，', '。', '、', '！', '；']) : '')
    return text
  }
  const article = (characters: number): string[] => {
    const paragraphs: string[] = []
    for (let left = characters; left > 0;) {
      const length = Math.min(left, between(60, 260))
      paragraphs.push(`${words(length)}。`)
      left -= length
    }
    return paragraphs
  }
  const noise = (bytes: number): Buffer => {
    const buffer = Buffer.allocUnsafe(bytes)
    for (let at = 0; at < bytes; at += 4)
      buffer.writeUInt32LE(Math.floor(random() * 4_294_967_296), Math.min(at, bytes - 4))
    return buffer
  }
  const earlier: Draft[] = []
  const start = Date.UTC(2026, 0, 5)
  for (let index = 0; index < count; index += 1) {
    const answered = earlier.length > 20 && random() < 0.2 ? pick(earlier.slice(-400)) : null
    const person = between(0, 900)
    const name = `${pick(PEOPLE)}${person % 7 === 0 ? '（运营）' : ''}`
    const draft: Draft =
      answered === null
        ? {
            from: `${encodedWord(name)} <writer${person}@${HOSTS[person % HOSTS.length] ?? ''}>`,
            messageId: `<${index}.${between(0, 1e9).toString(36)}@mail.example>`,
            subject: `${pick(['投稿：', '【投稿】', '', '稿件-'])}${words(between(8, 24))}`,
          }
        : { ...answered, messageId: `<${index}.re@mail.example>`, subject: `回复：${answered.subject}` }
    if (answered === null) earlier.push(draft)
    const date = start + index * 180_000
    const head = [
      `Return-Path: <writer${person}@${HOSTS[person % HOSTS.length] ?? ''}>`,
      `Received: from mail.example (unknown [10.0.${person % 256}.${index % 256}])`,
      `\tby mx.appcpx.example (Postfix) with ESMTPS id ${index.toString(36)}ABC`,
      `\tfor <tougao@appcpx.example>; ${new Date(date).toUTCString()}`,
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example; s=s2026;`,
      `\tbh=${noise(32).toString('base64')}; h=From:To:Subject:Date;`,
      `\tb=${noise(96).toString('base64').replace(/.{60}/g, '$&\n\t ')}`,
      `From: ${draft.from}`,
      'To: tougao@appcpx.example',
      `Subject: ${encodedWord(draft.subject)}`,
      `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${draft.messageId}`,
      ...(answered === null ? [] : [`In-Reply-To: ${answered.messageId}`, `References: ${answered.messageId}`]),
      'X-Mailer: Foxmail 7.2.25.140[cn]',
      'MIME-Version: 1.0',
    ]
    const shape = random()
    const quoted =
      answered === null ? [] : ['', '在 2026年3月2日，投稿台 写道：', ...article(400).map((line) => `> ${line}`)]
    let body: string[] | Buffer
    if (shape < 0.3) body = gbkText([...article(between(60, 900)), ...quoted])
    else if (shape < 0.5) body = textPart([...article(between(200, 2_600)), ...quoted])
    else if (shape < 0.75) body = alternative(article(between(600, 4_000)), `p${index}`, quoted)
    else if (shape < 0.88) {
      const docx = await makeDocx(
        words(14),
        article(between(1_200, 5_000)),
        random() < 0.3 ? [noise(between(20_000, 90_000))] : [],
      )
      body = mixed(`m${index}`, textPart(article(60)), [{ name: `${words(8)}.docx`, type: DOCX, bytes: docx }])
    } else if (shape < 0.97) {
      const picture = Buffer.concat([PNG, noise(between(20_000, 220_000))])
      body = mixed(`m${index}`, alternative(article(between(300, 1_500)), `a${index}`, quoted), [
        { name: `${words(6)}.png`, type: 'image/png', bytes: picture },
      ])
    } else
      body = mixed(`m${index}`, textPart(article(120)), [
        { name: '合集.zip', type: 'application/zip', bytes: noise(between(60_000, 300_000)) },
      ])
    const bytes = Array.isArray(body) ? Buffer.from(`${body.join('\n')}\n`, 'utf8') : body
    yield { raw: Buffer.concat([Buffer.from(`${head.join('\n')}\n`, 'utf8'), bytes]), date }
  }
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

interface File {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

function encodedWord(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text
  // Twelve characters a word keep each under 75 (RFC 2047, 2).
  return (text.match(/.{1,12}/gu) ?? [])
    .map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\n ')
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}/g, '$&\n')
}

function textPart(lines: readonly string[]): string[] {
  return [
    'Content-Type: text/plain; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    base64(Buffer.from(lines.join('\r\n'), 'utf8')),
  ]
}

/** Raw eight-bit GBK, as older clients write it. */
function gbkText(lines: readonly string[]): Buffer {
  const head = 'Content-Type: text/plain; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n'
  return Buffer.concat([Buffer.from(head), iconv.encode(`${lines.join('\n')}\n`, 'gb18030')])
}

function alternative(lines: readonly string[], boundary: string, quoted: readonly string[]): string[] {
  const page = [
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p{line-height:1.75;font-size:14px}</style></head><body>',
    ...lines.map(
      (line) =>
        `<p style="margin:0;padding:0;font-family:微软雅黑,&quot;Microsoft YaHei&quot;;"><span style="color: rgb(51, 51, 51);">${line}</span></p>`,
    ),
    '<div><a href="https://www.example.com/article?id=1">原文链接</a><br></div>',
    quoted.length === 0 ? '' : `<blockquote>${quoted.join('<br>')}</blockquote>`,
    '</body></html>',
  ].join('\n')
  return [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...textPart([...lines, ...quoted]),
    `--${boundary}`,
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(page),
    `--${boundary}--`,
  ]
}

function mixed(boundary: string, first: readonly string[], files: readonly File[]): string[] {
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...first,
    ...files.flatMap(({ name, type, bytes }) => [
      `--${boundary}`,
      `Content-Type: ${type}; name="${encodedWord(name)}"`,
      `Content-Disposition: attachment; filename="${encodedWord(name)}"`,
      'Content-Transfer-Encoding: base64',
      '',
      base64(bytes),
    ]),
    `--${boundary}--`,
  ]
}

/** RFC 2045, 6.7, in lines of at most 76. */
function quotedPrintable(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const out: string[] = []
      let current = ''
      for (const byte of Buffer.from(line, 'utf8')) {
        const unit =
          byte === 0x3d || byte < 0x20 || byte > 0x7e
            ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
            : String.fromCharCode(byte)
        if (current.length + unit.length > 75) {
          out.push(`${current}=`)
          current = ''
        }
        current += unit
      }
      out.push(current.replace(/ $/, '=20'))
      return out.join('\n')
    })
    .join('\n')
}
