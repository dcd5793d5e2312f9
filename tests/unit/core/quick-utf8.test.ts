import { describe, expect, it } from 'vitest'
import { textOfUtf8, utf8OfText } from '@core/quick-utf8'
import { randomNumbers } from '../../support/random'

const PIECES = ['投稿', 'abc ', 'é', '\u0000', '\n', '😀', '\ufeff', '\u2028', '𠮷', '', '\u00a0', '\ufffd']

describe('UTF-8 of long texts', () => {
  const { seed, below } = randomNumbers('quick UTF-8')
  const text = (pieces: number): string =>
    Array.from({ length: pieces }, () => PIECES[below(PIECES.length)] ?? '').join('')
  const texts = [0, 1, 20, 100, 200, 255, 256, 257, 5_000].map(text)

  it('is what the usual ways give, both ways', () => {
    for (const one of [...texts, 'a'.repeat(10_000), 'é'.repeat(10_000), '稿'.repeat(10_000)]) {
      const bytes = utf8OfText(one)
      expect(Buffer.from(bytes).equals(Buffer.from(one, 'utf8'))).toBe(true)
      // What is handed to another thread takes all of its memory along.
      expect(bytes.buffer.byteLength).toBe(bytes.byteLength)
      expect(textOfUtf8(Buffer.from(bytes))).toBe(one)
    }
  })

  it('shows damage as it is usually shown', () => {
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(text(400), 'utf8')
      for (let count = 0; count < 3; count += 1) {
        bytes[below(bytes.length)] = below(256)
      }
      const cut = bytes.subarray(0, bytes.length - below(4))
      expect(textOfUtf8(cut), `seed ${seed}, round ${round}`).toBe(cut.toString('utf8'))
    }
  })
})
