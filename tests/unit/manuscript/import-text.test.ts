import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeHtml, decodeText } from '@core/manuscript/decode-text'
import { importText } from '@core/manuscript/import-text'
import { MAX_BLOCKS, MAX_TEXT_CHARACTERS } from '@core/manuscript/limits'
import { draftNode, outline } from './support/outline'

const lines = (text: string): string[] => outline(draftNode(importText(text)))

describe('plain text', () => {
  it('a line is a paragraph', () => {
    expect(lines('标题\r\n\r\n　　第一段。\r\n第二段。\n\n\n-----\n第三段')).toEqual([
      'p: 标题',
      'p: 第一段。',
      'p: 第二段。',
      'hr()',
      'p: 第三段',
    ])
  })

  it('lines that a mail program wrapped are one paragraph', () => {
    const row = '一二三四五六七八九十'.repeat(3) + '一二三四五六'
    expect(lines(`${row}\n${row}\n${row}\n末行。\n\n下一段`)).toEqual([`p: ${row}${row}${row}末行。`, 'p: 下一段'])
    const english = 'The quick brown fox jumps over the lazy dog and then it sleeps a while'
    expect(lines(`${english}\n${english}\n${english}\nend.`)).toEqual([`p: ${english} ${english} ${english} end.`])
  })

  it('lines that only happen to be long are not', () => {
    const row = '一二三四五六七八九十'.repeat(4)
    expect(lines(`${row}。\n短句。\n${row}。`)).toHaveLength(3)
    expect(lines(`${row}\n　　${row}\n　　${row}\n尾`)).toHaveLength(4)
    expect(lines('一\n二\n三\n四')).toHaveLength(4)
  })

  it('format=flowed', () => {
    const row = 'A line of flowed text that goes on for about as long as lines in mails do '
    expect(lines(`${row}\nand ends here.`)).toEqual([`p: ${row}and ends here.`])
  })

  it('bounds: paragraphs and characters, at the limit and one beyond', () => {
    expect(importText('a\n'.repeat(MAX_BLOCKS)).notes).toEqual([])
    expect(importText('a\n'.repeat(MAX_BLOCKS + 1)).notes).toEqual([{ code: 'truncated', detail: '' }])
    expect(importText('a'.repeat(MAX_TEXT_CHARACTERS)).notes).toEqual([])
    expect(importText('a'.repeat(MAX_TEXT_CHARACTERS + 1)).notes).toEqual([{ code: 'truncated', detail: '' }])
  })
})

describe('the encoding of a file', () => {
  const simplified = '这篇稿子说的是内容运营，我们先看数据，再看人。'
  const traditional = '這篇稿子說的是內容營運，我們先看數據，再看人。'

  it.each([
    ['UTF-8', Buffer.from(simplified), simplified, null],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${simplified}`), simplified, null],
    ['UTF-16 little-endian', iconv.encode(simplified, 'utf-16le', { addBOM: true }), simplified, null],
    ['UTF-16 big-endian', iconv.encode(simplified, 'utf-16be', { addBOM: true }), simplified, null],
    ['GB18030', iconv.encode(simplified, 'gb18030'), simplified, 'gb18030'],
    ['Big5', iconv.encode(traditional, 'big5'), traditional, 'big5'],
  ])('%s', (_name, bytes, text, guessed) => {
    expect(decodeText(bytes)).toEqual({ text, guessed })
  })

  it('an HTML file says its own', () => {
    const html = `<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>${simplified}喆镕</p>`
    expect(decodeHtml(iconv.encode(html, 'gb18030'))).toEqual({ text: html, guessed: null })
  })
})
