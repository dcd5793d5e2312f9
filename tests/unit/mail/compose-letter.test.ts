import { expect, test } from 'vitest'
import { composeLetter, type LetterParts } from '@core/mail'
import { parsed } from './raw-mail'

const parts: LetterParts = {
  from: { name: '投稿台 · 编辑部', address: 'desk@example.com' },
  to: [{ name: '张三', address: 'author@example.com' }],
  subject: '回复：【投稿】关于您的稿件《AI视频生成，谁能领跑全场？》的审稿结论（稿号 2609-041）',
  text: '您好，\n\n您的稿件已录用。\n.单独的点\n小羽毛（微信 ngbjxym）',
  html: '<p>您好，</p><p>您的稿件已录用。</p>',
  messageId: '<letter-1@desk.example>',
  inReplyTo: '<a001@mail.example>',
  references: ['<a000@mail.example>', '<a001@mail.example>'],
  date: Date.UTC(2026, 8, 2, 1, 2, 3),
}

test('the same parts give the same bytes, with CRLF and in seven bits', async () => {
  const first = Buffer.from((await composeLetter(parts)).raw)
  expect(Buffer.from((await composeLetter(parts)).raw).equals(first)).toBe(true)
  expect(first.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n\u0080-\u00ff]/)
  expect(
    Math.max(
      ...first
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(998)
})

test('what is composed is what is read', async () => {
  const { raw, envelope } = await composeLetter(parts)
  const { message } = await parsed(raw)
  expect(message).toMatchObject({
    messageId: parts.messageId,
    from: parts.from,
    to: parts.to,
    subject: parts.subject,
    date: parts.date,
    inReplyTo: parts.inReplyTo,
    references: parts.references,
    text: parts.text,
    html: parts.html,
    attachments: [],
  })
  expect(envelope).toEqual({ from: 'desk@example.com', to: ['author@example.com'] })
})

test('a letter that begins a thread has no In-Reply-To', async () => {
  const { inReplyTo: _, references: __, html: ___, ...first } = parts
  const { raw } = await composeLetter(first)
  expect(Buffer.from(raw).toString('latin1')).not.toMatch(/^(in-reply-to|references):/im)
})

test('a line break in a field does not become a header', async () => {
  const { raw } = await composeLetter({
    ...parts,
    subject: 'x\r\nBcc: all@example.com',
    from: { name: 'a\r\nBcc: b@example.com', address: 'desk@example.com' },
  })
  expect(Buffer.from(raw).toString('latin1')).not.toMatch(/^bcc:/im)
})
