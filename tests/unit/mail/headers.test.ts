import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { MAX_ADDRESSES, readAddresses } from '@core/mail/mime/addresses'
import { decodeHeaderValue, decodeWordsIn } from '@core/mail/mime/encoded-words'
import { MAX_REFERENCES, readMessageIds } from '@core/mail/mime/message-ids'
import { readDate } from '@core/mail/mime/read-date'
import { MAX_PARAMETERS, parseStructuredField } from '@core/mail/mime/structured-field'

const gbk = (text: string): string => iconv.encode(text, 'gb18030').toString('latin1')
const word = (bytes: Buffer, charset: string): string => `=?${charset}?B?${bytes.toString('base64')}?=`

describe('encoded words (RFC 2047)', () => {
  test('words split in the middle of a character are joined, at every place', () => {
    const bytes = iconv.encode('投稿陈喆镕𠮷', 'gb18030')
    for (let at = 1; at < bytes.length; at++) {
      const value = `${word(bytes.subarray(0, at), 'gb2312')}\r\n ${word(bytes.subarray(at), 'GBK')}`
      expect(decodeHeaderValue(value), `split at ${at}`).toBe('投稿陈喆镕𠮷')
    }
  })

  test('UTF-8 in quoted-printable words split in a character', () => {
    expect(decodeHeaderValue('=?utf-8?Q?=E6=8A=95=E7?= =?utf-8?Q?=A8=BF_A=3F?=')).toBe('投稿 A?')
  })

  test('base64 that was cut instead of the bytes', () => {
    const base64 = Buffer.from('投稿来稿稿件').toString('base64')
    expect(decodeHeaderValue(`=?utf-8?B?${base64.slice(0, 6)}?= =?utf-8?B?${base64.slice(6)}?=`)).toBe('投稿来稿稿件')
  })

  test('white space counts between a word and text, and not between words of different charsets', () => {
    const first = word(Buffer.from('投稿'), 'utf-8')
    const second = word(iconv.encode('稿件', 'gb18030'), 'gbk')
    expect(decodeHeaderValue(`Re: ${first} ${second} x`)).toBe('Re: 投稿稿件 x')
    expect(decodeWordsIn(`Re: ${first} ${second} x`)).toBe('Re: 投稿稿件 x')
  })

  test('raw GBK and raw UTF-8 beside encoded words', () => {
    expect(decodeHeaderValue(`${gbk('回复：')}${word(Buffer.from('投稿'), 'utf-8')}`)).toBe('回复：投稿')
    expect(decodeHeaderValue(Buffer.from('投稿：原始').toString('latin1'))).toBe('投稿：原始')
  })

  test('what is no word stays as it is', () => {
    expect(decodeHeaderValue('a =?utf-8?X?zz?= b =?utf-8?B?')).toBe('a =?utf-8?X?zz?= b =?utf-8?B?')
  })

  test('a language tag (RFC 2231) is passed over', () => {
    expect(decodeHeaderValue(`=?utf-8*zh-CN?B?${Buffer.from('投稿').toString('base64')}?=`)).toBe('投稿')
  })
})

describe('parameters (RFC 2045, 2231)', () => {
  const filename = (field: string): string | undefined => parseStructuredField(field).parameters.get('filename')

  test('raw GBK, with a backslash as the second byte of a character', () => {
    // 乗 ends in 0x5C in GBK.
    const name = '关于乗法口诀的稿件.docx'
    expect(iconv.encode(name, 'gb18030').includes(0x5c)).toBe(true)
    expect(filename(`attachment; filename="${gbk(name)}"; size=1`)).toBe(name)
  })

  test('continued sections cut in a character, in any order', () => {
    expect(filename("attachment; filename*1*=%BF.docx; filename*0*=utf-8''%E6%8A%95%E7%A8")).toBe('投稿.docx')
  })

  test('the extended form wins over the plain one', () => {
    expect(filename('attachment; filename="x.docx"; filename*=GBK\'\'%CD%B6%B8%E5.docx')).toBe('投稿.docx')
  })

  test('an encoded word and an extended value under the plain name', () => {
    expect(filename('attachment; filename="=?utf-8?B?5oqV56i/LmRvY3g=?="')).toBe('投稿.docx')
    expect(filename('attachment; filename="utf-8\'\'%E6%8A%95%E7%A8%BF.docx"')).toBe('投稿.docx')
  })

  test('an unquoted name with blanks, a quoted semicolon, an unclosed quote', () => {
    expect(filename(`attachment; filename=${gbk('AI 视频 终稿.docx')}`)).toBe('AI 视频 终稿.docx')
    expect(filename('attachment; filename="a;b.docx"')).toBe('a;b.docx')
    expect(filename('attachment; filename="a.docx')).toBe('a.docx')
  })

  test(`${MAX_PARAMETERS} parameters are read, and not one more`, () => {
    const many = (count: number): string => `a/b${Array.from({ length: count }, (_, i) => `; p${i}=1`).join('')}`
    expect(parseStructuredField(many(MAX_PARAMETERS)).parameters.size).toBe(MAX_PARAMETERS)
    expect(parseStructuredField(many(MAX_PARAMETERS + 1)).parameters.size).toBe(MAX_PARAMETERS)
  })
})

describe('addresses', () => {
  test('a raw GBK name, an encoded name with a comma and brackets inside', () => {
    expect(readAddresses(`${gbk('苏打')} <SuDa@Example.com>`)).toEqual([{ name: '苏打', address: 'suda@example.com' }])
    const name = word(Buffer.from('张三, <evil@x.example>'), 'utf-8')
    expect(readAddresses(`${name} <a@b.example>, c@d.example`)).toEqual([
      { name: '张三, <evil@x.example>', address: 'a@b.example' },
      { name: '', address: 'c@d.example' },
    ])
  })

  test('nothing, a group, a name alone', () => {
    expect(readAddresses(null)).toEqual([])
    expect(readAddresses('undisclosed-recipients:;')).toEqual([])
    expect(readAddresses('Friends: a@b.example, c@d.example;').map((one) => one.address)).toEqual([
      'a@b.example',
      'c@d.example',
    ])
  })

  test('bidi characters in a name are removed', () => {
    expect(readAddresses(Buffer.from('"编辑\u202Emoc" <a@b.example>').toString('latin1'))[0]?.name).toBe('编辑 moc')
  })

  test(`${MAX_ADDRESSES} addresses, and not one more`, () => {
    const many = (count: number): string => Array.from({ length: count }, (_, i) => `a${i}@b.example`).join(', ')
    expect(readAddresses(many(MAX_ADDRESSES))).toHaveLength(MAX_ADDRESSES)
    expect(readAddresses(many(MAX_ADDRESSES + 1))).toHaveLength(MAX_ADDRESSES)
  })
})

describe('identifiers', () => {
  test('with and without brackets, repeated, folded', () => {
    expect(readMessageIds('<a@b> <c@d>\t<a@b>')).toEqual(['<a@b>', '<c@d>'])
    expect(readMessageIds('a@b')).toEqual(['<a@b>'])
    expect(readMessageIds('no id')).toEqual([])
  })
  test(`the nearest ${MAX_REFERENCES} of ${MAX_REFERENCES + 1}`, () => {
    const ids = Array.from({ length: MAX_REFERENCES + 1 }, (_, i) => `<${i}@x>`)
    expect(readMessageIds(ids.slice(1).join(' '))).toEqual(ids.slice(1))
    expect(readMessageIds(ids.join(' '))).toEqual(ids.slice(1))
  })
})

describe('dates (RFC 5322)', () => {
  const at = Date.UTC(2026, 8, 1, 8, 20)
  test.each([
    ['Tue, 01 Sep 2026 16:20:00 +0800', at],
    ['Tue, 1 Sep 2026 16:20:00 +0800 (GMT+08:00)', at],
    ['1 Sep 26 08:20 GMT', at],
    ['Tue, 01 September 2026 16:20:00 +0800 (CST)', at],
    ['Tue, 1 Sep 2026 16:20:00 CST', at],
    ['Tue, 01 Sep 2026 03:50:00 -0430', at],
    ['Tue, 01 Sep 2026 08:20:00', at],
    ['Thu, 01 Jan 1970 00:00:00 +0000', null],
    ['yesterday', null],
    ['32 Sep 2026 08:20:00 +0000', null],
    ['1 Foo 2026 08:20:00 +0000', null],
    [null, null],
  ])('%s', (value, expected) => {
    expect(readDate(value)).toBe(expected)
  })
})
