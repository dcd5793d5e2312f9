// Makes resources/sample-mailbox, the mailbox that `npm run demo` opens. Run once by a developer; the
// output is committed. The same input gives the same bytes: dates, ids, boundaries and pictures are fixed.
//
// File names carry no `:2,S`: Windows cannot check such names out, and a Maildir reader takes a name
// without it as a mail without flags. All mails are base64 or quoted-printable, so line endings that a
// checkout changes do them no harm.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { makeDocx } from './sample-mailbox/docx.mjs'
import { address, alternative, base64Part, multipart, message } from './sample-mailbox/mime.mjs'
import { barChart } from './sample-mailbox/png.mjs'

const root = fileURLToPath(new URL('../resources/sample-mailbox/', import.meta.url))
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const DESK = address('投稿邮箱', 'tougao@niaoge.example')

const source = async (name) => (await readFile(`${root}source/${name}`, 'utf8')).trim()
const lines = async (name) => (await source(name)).split('\n').filter((line) => line.trim() !== '')

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const divs = (text) =>
  text
    .split('\n')
    .map((line) => (line === '' ? '<div><br></div>' : `<div>${escape(line)}</div>`))
    .join('')

/** Foxmail: GB2312 all through, an HTML twin of every text, a Word file attached. */
function foxmail({ text, attachment, headers }) {
  return message(
    [
      ...headers,
      ['X-Mailer', 'Foxmail 7.2.25.375[cn]'],
      ['X-Priority', '3'],
      ['X-GUID', '7C9B3A51-20E4-4F0C-9A86-0B1D5F6E2C37'],
    ],
    multipart('mixed', '----=_001_NextPart520184307411_=----', [
      alternative('----=_002_NextPart817230514601_=----', 'gb18030', {
        label: 'GB2312',
        text,
        html: `<html><head><meta http-equiv="content-type" content="text/html; charset=GB2312"><style>body { line-height: 1.5; }blockquote { margin-top: 0px; margin-bottom: 0px; margin-left: 0.5em; }body { font-size: 14px; font-family: "Microsoft YaHei UI"; color: rgb(0, 0, 0); }</style></head><body>\n<div><span></span>${divs(text)}</div>\n<hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">\n<div><span><div style="MARGIN: 10px; FONT-FAMILY: verdana; FONT-SIZE: 10pt"></div></span></div>\n</body></html>`,
      }),
      attachment,
    ]),
  )
}

async function zhigang() {
  const [title, ...body] = await lines('ai-video.txt')
  const picture = barChart([31, 46, 58, 73, 92], [74, 144, 226])
  const [first, second, third, ...rest] = body
  const docx = await makeDocx({
    author: '志刚',
    modified: '2026-08-31T13:20:00Z',
    blocks: [
      { style: 'Title', text: title },
      { text: first },
      { text: second },
      { text: third },
      { picture, alt: 'AI视频生成模型排名示意图' },
      ...rest.map((text) => ({ text })),
    ],
  })
  return foxmail({
    headers: [
      ['Date', 'Tue, 1 Sep 2026 10:12:31 +0800'],
      ['From', address('志刚', 'zhigang@hulianwangjianghu.example', 'gb18030')],
      ['To', DESK],
      ['Subject', { text: '【投稿】AI视频生成,谁能领跑全场?', charset: 'gb18030' }],
      ['Message-ID', '<2026090110123088412019@hulianwangjianghu.example>'],
    ],
    text: '编辑老师好：\n\n附件是我的新稿，写的是AI视频生成赛道的格局，首发，请审阅。配图一张，文末没有推广内容。\n如需修改请直接回信，谢谢！\n\n志刚@互联网江湖',
    attachment: base64Part(DOCX, docx, { filename: '【投稿】AI视频生成_志刚.docx', charset: 'gb18030' }),
  })
}

async function milkTea() {
  const [title, byline, ...body] = await lines('milk-tea.txt')
  const picture = barChart([100, 280, 122, 96], [226, 125, 96])
  const paragraph = (line) =>
    line.startsWith('## ')
      ? `<div style="font-family: -apple-system, system-ui; font-size: 18px;"><b>${escape(line.slice(3))}</b></div><div><br></div>`
      : `<div style="font-family: -apple-system, system-ui; font-size: 16px; text-indent: 2em;">&nbsp;&nbsp;${escape(line)}</div><div><br></div>`
  const html = `<div style="font-size: 20px; text-align: center;"><b>${escape(title)}</b></div><div style="text-align: center;"><span style="color: rgb(136, 136, 136);">${escape(byline)}</span></div><div><br></div>${body.slice(0, 2).map(paragraph).join('')}<div style="text-align: center;"><img src="cid:6F2D41A8@qq.example" modifysize="50%" diffpixels="8px" scalingmode="zoom" alt="联名上线后门店出杯量变化"></div><div><br></div>${body.slice(2).map(paragraph).join('')}<div><!--emptysign--></div>`
  return message(
    [
      ['From', address('林小满', '20260817@qq.example')],
      ['To', DESK],
      ['Subject', { text: `投稿：${title}` }],
      ['Mime-Version', '1.0'],
      ['Date', 'Wed, 2 Sep 2026 15:40:08 +0800'],
      ['X-Priority', '3'],
      ['Message-ID', '<tencent_3E9A61C7F04B2D8851AA07C2@qq.example>'],
      ['X-QQ-MIME', 'TCMime 1.0 by Tencent'],
      ['X-Mailer', 'QQMail 2.x'],
    ],
    multipart('related', '----=_NextPart_66F5B2C0_0D21A9E0_4B7C1D35', [
      alternative('----=_NextPart_66F5B2C0_0D21A9E0_5A90E2F1', 'utf-8', {
        label: 'utf-8',
        text: [title, byline, ...body.map((line) => line.replace(/^## /, ''))].join('\n\n'),
        html,
      }),
      base64Part('image/png', picture, { filename: '6F2D41A8.png', contentId: '6F2D41A8@qq.example', inline: true }),
    ]),
  )
}

async function violations() {
  const text = await source('violations.txt')
  return message(
    [
      ['From', address('财富自由的小美', 'xiaomei@caifu.example')],
      ['To', DESK],
      ['Subject', { text: `投稿：${text.split('\n')[0]}` }],
      ['Date', 'Thu, 3 Sep 2026 23:58:41 +0800'],
      ['Message-ID', '<1788451121.40112.xm@caifu.example>'],
    ],
    base64Part('text/plain', Buffer.from(text.replace(/\n/g, '\n\n')), { parameters: 'charset="utf-8"' }),
  )
}

async function dashboards() {
  return message(
    [
      ['Date', 'Fri, 4 Sep 2026 09:05:17 +0800 (CST)'],
      ['From', address('程野', 'chengye@mail163.example')],
      ['To', DESK],
      ['Subject', { text: '投稿_我们删掉了一半的数据看板_程野' }],
      ['X-Mailer', 'Coremail Webmail Server Version 2026.1'],
      ['Message-ID', '<5b1e7f02.31c4.19a0d7e1b66.Coremail.chengye@mail163.example>'],
    ],
    multipart('mixed', '----=_Part_48213_1209934410.1788483917222', [
      alternative('----=_Part_48215_867120315.1788483917222', 'utf-8', {
        label: 'UTF-8',
        text: '小羽毛您好，稿件是 Markdown 写的，见附件。之前没有在别处发过，可以首发。',
        html: '<div data-ntes="ntes_mail_body_root" style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial"><div style="margin: 0;">小羽毛您好，稿件是 Markdown 写的，见附件。之前没有在别处发过，可以首发。</div></div>',
      }),
      base64Part('text/markdown', Buffer.from(`${await source('dashboards.md')}\n`), {
        filename: '我们删掉了一半的数据看板.md',
      }),
    ]),
  )
}

const COUNTY_ID = '<CAJ2n-8rQw41.0905@songwan.example>'
const DESK_REQUEST_ID = '<d0c7b1f4.20260906@niaoge.example>'

async function countyDocx(name, modified) {
  const [title, byline, ...body] = await lines(name)
  const heading = (text) => (/^(?:[一二三]、|写在最后)/.test(text) ? { style: 'Heading2', text } : { text })
  return makeDocx({
    author: '宋晚',
    modified,
    blocks: [{ style: 'Heading1', text: title }, { text: byline }, ...body.map(heading)],
  })
}

async function county() {
  return message(
    [
      ['Date', 'Sat, 5 Sep 2026 08:31:55 +0800'],
      ['From', address('宋晚', 'songwan@songwan.example')],
      ['To', DESK],
      ['Subject', { text: '投稿《县城直播间：凌晨两点的生意经》' }],
      ['Message-ID', COUNTY_ID],
    ],
    multipart('mixed', '000000000000a81f7e0631c09b52', [
      base64Part('text/plain', Buffer.from('您好，我是宋晚，写县域商业。稿件在附件里，约八百字，独家首发。\n'), {
        parameters: 'charset="UTF-8"',
      }),
      base64Part(DOCX, await countyDocx('county-live.txt', '2026-09-05T00:20:00Z'), {
        filename: '县城直播间_宋晚.docx',
      }),
    ]),
  )
}

async function countyRevised() {
  const text = [
    '按您的意见改好了：补了后台的时间分布和同行的赔付比例，删了一句抒情。请看附件里的第二稿。',
    '',
    '宋晚',
    '',
    '在 2026年9月6日 星期日 11:20，投稿邮箱 <tougao@niaoge.example> 写道：',
    '> 宋晚您好，选题很好，两处请补充：',
    '> 1. “成交涨到六十多单”有没有后台数据佐证；',
    '> 2. 赔付比例最好有同行可比。',
    '> 小羽毛',
    '',
  ].join('\n')
  return message(
    [
      ['Date', 'Tue, 8 Sep 2026 21:14:03 +0800'],
      ['From', address('宋晚', 'songwan@songwan.example')],
      ['To', DESK],
      ['Subject', { text: '回复：投稿《县城直播间：凌晨两点的生意经》' }],
      ['Message-ID', '<CAJ2n-9tZe77.0908@songwan.example>'],
      ['In-Reply-To', DESK_REQUEST_ID],
      ['References', `${COUNTY_ID} ${DESK_REQUEST_ID}`],
    ],
    multipart('mixed', '000000000000c4d20b0631f8aa17', [
      base64Part('text/plain', Buffer.from(text), { parameters: 'charset="UTF-8"' }),
      base64Part(DOCX, await countyDocx('county-live-revised.txt', '2026-09-08T13:02:00Z'), {
        filename: '县城直播间_宋晚_第二稿.docx',
      }),
    ]),
  )
}

function expiringLink() {
  const html =
    '<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial"><div>编辑好，文章连同十二张实拍图一起打包了，超过附件大小，用了云附件：</div><div><br></div><div style="border:1px solid #d9d9d9;padding:8px;"><div>从网易163邮箱发来的超大附件</div><div><a href="https://mail.163.com/large-attachment-download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&amp;file=sample0000000000000000">老厂房里的市集.zip</a> (86.4M, 2026年9月21日 09:26 到期)</div></div><div><br></div><div>选题是旧厂房改造之后的周末市集，我蹲了三个周末，正文三千字左右。链接到期前请下载，谢谢。</div><div>顾南</div></div>'
  return message(
    [
      ['Date', 'Sun, 6 Sep 2026 09:26:44 +0800 (CST)'],
      ['From', address('顾南', 'gunan@mail163.example')],
      ['To', DESK],
      ['Subject', { text: '投稿：老厂房里的市集（图文，超大附件）' }],
      ['X-Mailer', 'Coremail Webmail Server Version 2026.1'],
      ['Message-ID', '<2c94a1d7.11f3.19a1826c0ee.Coremail.gunan@mail163.example>'],
    ],
    base64Part('text/html', Buffer.from(html), { parameters: 'charset="UTF-8"' }),
  )
}

function inquiry() {
  const text =
    '小羽毛您好：\n\n想请教三个问题：\n1. 投稿以后一般多久有回音？\n2. 一稿能不能同时给别的平台，还是必须首发？\n3. 怎样才能成为春羽作者，需要先过几篇稿？\n\n我主要写餐饮供应链，手上有两篇现成的稿子，了解清楚规则以后再寄过来。谢谢！\n\n许知行\n'
  return message(
    [
      ['Date', 'Mon, 7 Sep 2026 14:02:19 +0800'],
      ['From', address('许知行', 'xuzhixing@canyin.example')],
      ['To', DESK],
      ['Subject', { text: '咨询：如何成为春羽作者？' }],
      ['Message-ID', '<7f2b90aa-0907@canyin.example>'],
    ],
    base64Part('text/plain', Buffer.from(text), { parameters: 'charset="utf-8"' }),
  )
}

function autoReply() {
  return message(
    [
      ['Date', 'Mon, 7 Sep 2026 18:30:02 +0800'],
      ['From', address('程野', 'chengye@mail163.example')],
      ['To', DESK],
      ['Subject', { text: '自动回复：您的来稿已收到' }],
      ['Message-ID', '<auto.1788777002.chengye@mail163.example>'],
      ['In-Reply-To', '<receipt.20260907@niaoge.example>'],
      ['Auto-Submitted', 'auto-replied'],
      ['X-AutoReply', 'yes'],
    ],
    base64Part('text/plain', Buffer.from('您好，我在休年假，9月14日返岗后回复您。急事请联系同事。\n'), {
      parameters: 'charset="utf-8"',
    }),
  )
}

function bounce() {
  const report = [
    'Reporting-MTA: dns; mx1.niaoge.example',
    'Arrival-Date: Tue, 8 Sep 2026 10:00:12 +0800',
    '',
    'Final-Recipient: rfc822; luyiming@old-company.example',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
  ].join('\n')
  const original = [
    'From: =?utf-8?B?5oqV56i/6YKu566x?= <tougao@niaoge.example>',
    'To: luyiming@old-company.example',
    'Message-ID: <letter.20260908.1000@niaoge.example>',
    'Date: Tue, 8 Sep 2026 10:00:11 +0800',
    '',
  ].join('\n')
  return message(
    [
      ['Return-Path', '<>'],
      ['Date', 'Tue, 8 Sep 2026 10:00:13 +0800'],
      ['From', 'Mail Delivery System <mailer-daemon@mx1.niaoge.example>'],
      ['To', 'tougao@niaoge.example'],
      ['Subject', { text: '系统退信：信件未送达' }],
      ['Auto-Submitted', 'auto-replied'],
      ['Message-ID', '<20260908020013.4F1C2A0E@mx1.niaoge.example>'],
    ],
    multipart('report; report-type=delivery-status', 'sample-dsn-20260908', [
      base64Part(
        'text/plain',
        Buffer.from('很抱歉，您的信件没有送达下列收件人：\n\nluyiming@old-company.example\n原因：该邮箱地址不存在。\n'),
        {
          parameters: 'charset="utf-8"',
        },
      ),
      `Content-Type: message/delivery-status\n\n${report}`,
      `Content-Type: text/rfc822-headers\n\n${original}`,
    ]),
  )
}

async function promotion() {
  const text = await source('promotion.txt')
  return message(
    [
      ['Date', 'Wed, 9 Sep 2026 11:11:11 +0800'],
      ['From', address('轻氧生活品牌推广', 'market@qingyang.example')],
      ['To', DESK],
      ['Subject', { text: '【商务合作】新品软文发布，求报价' }],
      ['Message-ID', '<20260909111111.7A31@qingyang.example>'],
    ],
    base64Part('text/plain', Buffer.from(`${text.split('\n').slice(2).join('\n')}\n`), {
      parameters: 'charset="utf-8"',
    }),
  )
}

async function nearDuplicate() {
  const text = await source('near-duplicate.txt')
  return message(
    [
      ['Date', 'Thu, 10 Sep 2026 16:45:30 +0800'],
      ['From', address('阿凯说品牌', 'akai@pinpai.example')],
      ['To', DESK],
      ['Subject', { text: `【原创投稿】${text.split('\n')[0]}` }],
      ['Message-ID', '<akai-0910-1645@pinpai.example>'],
    ],
    base64Part('text/plain', Buffer.from(text.replace(/\n/g, '\n\n'), 'utf8'), { parameters: 'charset="utf-8"' }),
  )
}

/** Cut off in the middle of its attachment, as a lost connection leaves a mail: no end of the base64, no closing boundary. */
async function brokenMime() {
  const text = await source('jakarta.txt')
  const docx = await makeDocx({
    author: '何一舟',
    modified: '2026-09-11T06:00:00Z',
    blocks: text.split('\n').map((line, index) => (index === 0 ? { style: 'Title', text: line } : { text: line })),
  })
  const whole = message(
    [
      ['Date', 'Fri, 11 Sep 2026 14:20:07 +0800'],
      ['From', address('何一舟', 'heyizhou@chuhai.example')],
      ['To', DESK],
      ['Subject', { text: '投稿：出海第一站，我们为什么没有选新加坡' }],
      ['Message-ID', '<b7d1.20260911.142007@chuhai.example>'],
    ],
    multipart('mixed', 'Apple-Mail=_9D0C41B7-5E2A-4C18-8F33-61A7E0B9D245', [
      base64Part('text/plain', Buffer.from(text.replace(/\n/g, '\n\n')), { parameters: 'charset=utf-8' }),
      base64Part(DOCX, docx, { filename: '出海第一站.docx' }),
    ]),
  )
  const attachment = whole.lastIndexOf('Content-Transfer-Encoding')
  return `${whole.slice(0, attachment + 1_500)}\n`
}

/** The Date header as seconds: a Maildir name begins with the time of delivery. */
function deliveredAt(mail) {
  const date = /^Date: (.*?)(?: \(CST\))?$/m.exec(mail)?.[1] ?? ''
  return Date.parse(date) / 1_000
}

/** `cur` is what the desk has had for a while, `new` what has just come. */
const MAILS = [
  { folder: 'cur', make: zhigang },
  { folder: 'cur', make: milkTea },
  { folder: 'cur', make: violations },
  { folder: 'cur', make: dashboards },
  { folder: 'cur', make: county },
  { folder: 'cur', make: expiringLink },
  { folder: 'cur', make: inquiry },
  { folder: 'cur', make: autoReply },
  { folder: 'cur', make: bounce },
  { folder: 'new', make: countyRevised },
  { folder: 'new', make: promotion },
  { folder: 'new', make: nearDuplicate },
  { folder: 'new', make: brokenMime },
]

for (const folder of ['cur', 'new', 'tmp']) {
  await mkdir(root + folder, { recursive: true })
  for (const name of await readdir(root + folder)) if (name !== '.gitkeep') await rm(`${root}${folder}/${name}`)
}
await writeFile(`${root}tmp/.gitkeep`, '')
for (const [index, { folder, make }] of MAILS.entries()) {
  const mail = await make()
  const delivered = deliveredAt(mail)
  await writeFile(`${root}${folder}/${delivered}.M${101 + index}P11.demo`, mail)
}
console.log(`${MAILS.length} mails in ${root}`)
