import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { bitmapSize } from '@core/manuscript/bitmap-size'
import { MAX_SHOWN_PIXELS, previewKind } from '@core/manuscript/preview-kind'
import { MAX_PREVIEW_LINE, MAX_PREVIEW_TEXT_BYTES, previewText } from '@core/manuscript/preview-text'
import { fileDanger } from '@shared/files/file-danger'

/** A PNG's signature and header, which claims a size. */
function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size])
}

describe('how a file is shown', () => {
  it.each([
    ['a PDF, whatever it is called', Buffer.from('junk\n%PDF-1.7'), 'pdf'],
    ['a text', Buffer.from('第一段\n第二段'), 'text'],
    ['a text in GBK', iconv.encode('第一段', 'gb18030'), 'text'],
    ['a text in UTF-16', iconv.encode('第一段', 'utf-16le', { addBOM: true }), 'text'],
    ['a web page, as the text it is', Buffer.from('<script>alert(1)</script>'), 'text'],
    ['a vector picture, as the text it is', Buffer.from('<svg onload="alert(1)"/>'), 'text'],
    ['an archive', Buffer.from('PK\u0003\u0004'), 'none'],
    ['rich text', Buffer.from('{\\rtf1 a}'), 'none'],
    ['a program', Buffer.from('MZ\u0090\u0000'), 'none'],
    ['nothing', Buffer.alloc(0), 'none'],
    ['a picture', png(1, 1), 'image'],
    ['a picture that ends before it says its size', png(1, 1).subarray(0, 18), 'none'],
  ])('%s', (_name, bytes, kind) => expect(previewKind(bytes)).toBe(kind))

  it('a picture is shown up to a number of pixels', () => {
    expect(previewKind(png(MAX_SHOWN_PIXELS / 10_000, 10_000))).toBe('image')
    expect(previewKind(png(MAX_SHOWN_PIXELS / 10_000 + 1, 10_000))).toBe('none')
  })

  it('reads the size from each kind of header', () => {
    const jpeg = Buffer.from('ffd8ffe000040000ffc0001108006400c8030122', 'hex')
    const gif = Buffer.from('474946383961c8006400', 'hex')
    const vp8x = Buffer.concat([Buffer.from('RIFF....WEBPVP8X........', 'latin1'), Buffer.from('c70000630000', 'hex')])
    const size = { width: 200, height: 100 }
    expect([jpeg, gif, vp8x, png(200, 100)].map((bytes) => bitmapSize(bytes))).toEqual([size, size, size, size])
    expect(bitmapSize(Buffer.from('ffd8ffe00004', 'hex'))).toBeNull()
  })
})

describe('a look at a text', () => {
  it('shows as many bytes as may be, and says when there is more', () => {
    const exact = Buffer.alloc(MAX_PREVIEW_TEXT_BYTES, 'ab\n')
    expect(previewText(exact, exact.length)).toMatchObject({ truncated: false })
    const more = Buffer.alloc(MAX_PREVIEW_TEXT_BYTES + 1, 'ab\n')
    expect(previewText(more, more.length)).toMatchObject({ truncated: true })
  })

  it.each([0, 1, 2])('does not take UTF-8 for another encoding where the cut splits a character (%i)', (shift) => {
    const long = Buffer.from('a'.repeat(shift) + '稿'.repeat(MAX_PREVIEW_TEXT_BYTES / 3 + 10))
    const { text, guessed } = previewText(long, long.length)
    expect(guessed).toBeNull()
    expect(text.replaceAll('\n', '')).toMatch(/^a*稿+$/)
  })

  it('breaks a line that would stall a page, at its limit and past it', () => {
    const lines = (length: number): number => previewText(Buffer.alloc(length, 'x'), length).text.split('\n').length
    expect([lines(MAX_PREVIEW_LINE), lines(MAX_PREVIEW_LINE + 1)]).toEqual([1, 2])
  })
})

describe('what opening a file may do', () => {
  const text = Buffer.from('text')
  it.each([
    ['稿件.docx', text, 'ordinary'],
    ['稿件.pdf', text, 'ordinary'],
    ['稿件.docm', text, 'macro'],
    ['旧稿.doc', text, 'macro'],
    ['表.xlsm', text, 'macro'],
    ['a.exe', text, 'program'],
    ['a.BAT', text, 'program'],
    ['a.js', text, 'program'],
    ['a.vbs', text, 'program'],
    ['a.lnk', text, 'program'],
    ['稿件.docx.exe. ', text, 'program'],
    ['稿件.exe\u200b', text, 'program'],
    ['page.html', text, 'program'],
    ['稿件.docx', Buffer.from('MZ'), 'program'],
    ['稿件.pdf', Buffer.from('\u007fELF'), 'program'],
    ['README', Buffer.from('#!/bin/sh'), 'program'],
    ['a.txt', Buffer.from('4c0000000114020000000000', 'hex'), 'program'],
  ] as const)('%s', (filename, head, danger) => expect(fileDanger(filename, head)).toBe(danger))
})
