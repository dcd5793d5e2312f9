import { describe, expect, test } from 'vitest'
import { harmlessFilename, MAX_FILENAME_BYTES } from '@core/mail/harmless-filename'

describe('file names from mail (sentence 13)', () => {
  test.each([
    ['../../../.ssh/authorized_keys', 'authorized_keys'],
    ['C:\\Users\\me\\稿件.docx', '稿件.docx'],
    ['..\\..\\evil.exe', 'evil.exe'],
    ['稿件\u202Excod.exe', '稿件xcod.exe'],
    ['\u2066a\u2069\u200Bb\uFEFF.docx', 'ab.docx'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['..', 'fallback.bin'],
    ['', 'fallback.bin'],
    ['   . ', 'fallback.bin'],
    ['/', 'fallback.bin'],
    ['.hidden', 'hidden'],
    ['what?.docx', 'what_.docx'],
    ['a:b|c*.docx', 'a_b_c_.docx'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['console.txt', 'console.txt'],
    ['【投稿】AI视频生成_志刚.docx', '【投稿】AI视频生成_志刚.docx'],
  ])('%j', (name, expected) => {
    expect(harmlessFilename(name, 'fallback.bin')).toBe(expected)
  })

  test(`${MAX_FILENAME_BYTES} bytes stay, one more is shortened with its extension kept and no character cut`, () => {
    const at = `${'x'.repeat(MAX_FILENAME_BYTES - 5)}.docx`
    expect(harmlessFilename(at, '')).toBe(at)
    expect(harmlessFilename(`x${at}`, '')).toBe(at)
    const chinese = harmlessFilename(`${'稿'.repeat(100)}.docx`, '')
    expect(chinese).toMatch(/^稿+\.docx$/)
    expect(Buffer.byteLength(chinese)).toBeLessThanOrEqual(MAX_FILENAME_BYTES)
  })
})
