import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeGuessed, decodeText } from '@core/mail/mime/charsets'
import { guessEightBit } from '@core/mail/mime/guess-charset'

const gbk = (text: string): Buffer => iconv.encode(text, 'gb18030')
const big5 = (text: string): Buffer => iconv.encode(text, 'big5')

describe('decoding by label', () => {
  test.each(['gb2312', 'GBK', '"gb2312"', 'x-gbk', 'cp936', 'GB18030'])(
    '%s carries characters beyond GB 2312',
    (label) => {
      expect(decodeText(gbk('陈喆镕 𠮷'), label)).toBe('陈喆镕 𠮷')
    },
  )

  test('HZ-GB-2312 (RFC 1843) with its escapes', () => {
    expect(decodeText(Buffer.from('This is ~{<:Ky2;S{#,NpJ)l6HK!#~} ~~ x~\ny.'), 'HZ-GB-2312')).toBe(
      'This is 己所不欲，勿施於人。 ~ xy.',
    )
  })

  test('HZ lines that are joined, in mail’s own line ends', () => {
    expect(decodeText(Buffer.from('~{<:Ky~}~\r\n~{2;S{~}'), 'hz')).toBe('己所不欲')
  })

  test('an HZ line that was not closed spoils itself only', () => {
    expect(decodeText(Buffer.from('~{<:Ky\nplain'), 'hz-gb-2312')).toBe('己所\nplain')
  })

  test('ISO-2022-CN (RFC 1922): GB 2312 is read, CNS characters are marked one for one', () => {
    const text = Buffer.from('\u001b$)A\u000e=;;;\u000f abc \u001b$)G\u000eG(\u000f.', 'latin1')
    expect(decodeText(text, 'iso-2022-cn')).toBe('交换 abc \uFFFD.')
  })

  test('ISO-2022-JP, Big5 and its Hong Kong supplement', () => {
    expect(decodeText(Buffer.from('\u001b$B4A;z\u001b(B', 'latin1'), 'iso-2022-jp')).toBe('漢字')
    expect(decodeText(big5('數位行銷觀察'), 'big5')).toBe('數位行銷觀察')
    expect(decodeText(iconv.encode('喺嘅', 'big5-hkscs'), 'Big5-HKSCS')).toBe('喺嘅')
  })

  test('text that says iso-8859-1 and is Chinese is Chinese; French stays French', () => {
    expect(decodeText(gbk('关于投稿的一些问题'), 'iso-8859-1')).toBe('关于投稿的一些问题')
    expect(decodeText(Buffer.from('关于投稿', 'utf8'), 'windows-1252')).toBe('关于投稿')
    expect(decodeText(Buffer.from('déjà vu, garçon, été', 'latin1'), 'iso-8859-1')).toBe('déjà vu, garçon, été')
  })

  test('text that says utf-8 and is GBK is read as GBK; one damaged character is only that', () => {
    expect(decodeText(gbk('稿件见附件，请查收'), 'utf-8')).toBe('稿件见附件，请查收')
    const damaged = Buffer.concat([Buffer.from('稿件见附件'), Buffer.from([0xe6, 0x96]), Buffer.from('请查收')])
    expect(decodeText(damaged, 'utf-8')).toMatch(/^稿件见附件\uFFFD+请查收$/)
  })

  test('GBK text that says gb2312 but is UTF-8 is read as UTF-8', () => {
    expect(decodeText(Buffer.from('正文是另一种编码'), 'gb2312')).toBe('正文是另一种编码')
  })
})

describe('guessing', () => {
  const simplified = ['投稿', '一份可以直接抄的活动复盘模板', '【投稿】AI视频生成_志刚.docx', '关于春羽作者的问题']
  const traditional = ['投稿數位行銷觀察', '關於內容與社群的關係', '這是一篇測試文章']
  test.each(simplified)('GBK: %s', (text) => {
    expect(guessEightBit(gbk(text))).toBe('gb18030')
    expect(decodeGuessed(gbk(text))).toBe(text)
  })
  test.each(traditional)('Big5: %s', (text) => {
    expect(guessEightBit(big5(text))).toBe('big5')
    expect(decodeGuessed(big5(text))).toBe(text)
  })
  test('the message’s own charset is tried first', () => {
    expect(decodeGuessed(big5('王小明'), 'big5')).toBe('王小明')
  })
  test('a long text is sampled without being cut in a character', () => {
    const text = `${'第'.repeat(2500)}稿`
    expect(decodeGuessed(Buffer.concat([Buffer.from('x '), gbk(text)]))).toBe(`x ${text}`)
  })
  test('Western text is no Chinese', () => {
    expect(guessEightBit(Buffer.from('Müller, Łódź und Citroën', 'latin1'))).toBeNull()
  })
})
