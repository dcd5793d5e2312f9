/** Base64 in lines is decoded a piece at a time: it must give what decoding the whole gives, however the lines lie. */
import { describe, expect, it } from 'vitest'
import { decodeTransfer } from '@core/mail/mime/transfer-encoding'
import { randomNumbers } from '../../support/random'

/** Letters in lines of `width`. */
function inLines(letters: string, width: number, lineEnd: string): string {
  return letters.replaceAll(new RegExp(`.{${width}}`, 'g'), `$&${lineEnd}`)
}

describe('base64', () => {
  const { seed, below } = randomNumbers('base64 in lines')
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)))

  it.each([
    [76, '\n'],
    [76, '\r\n'],
    [60, '\n'],
    [4, '\r\n'],
    [75, '\n'],
    [998, '\r\n'],
  ])('in lines of %i letters', (width, lineEnd) => {
    for (const length of [0, 1, 2, 3, 56, 57, 58, 114, 5_000, 100_000, 100_001, 100_002]) {
      const bytes = noise(length)
      const body = Buffer.from(`${inLines(bytes.toString('base64'), width, lineEnd)}${lineEnd}`, 'latin1')
      expect(decodeTransfer(body, 'base64').equals(bytes), `${length} bytes`).toBe(true)
    }
  })

  it('with anything between its letters gives what the whole gives', () => {
    const strange = [' ', '\t', '\n', '\r\n', '\n\n', '.', '!', '\u00e9', '\u0000']
    for (let round = 0; round < 150; round += 1) {
      const letters = inLines(noise(20_000 + below(40_000)).toString('base64'), 76, '\n').split('')
      for (let count = 1 + below(3); count > 0; count -= 1) {
        const at = below(letters.length)
        // Put in, put over, or left out.
        const left = below(2)
        letters.splice(at, left, below(3) === 0 ? '' : (strange[below(strange.length)] ?? ''))
      }
      const body = Buffer.from(letters.join(''), 'latin1')
      const padding = body.indexOf('=')
      const whole = Buffer.from(body.toString('latin1', 0, padding === -1 ? body.length : padding), 'base64')
      expect(decodeTransfer(body, 'base64').equals(whole), `seed ${seed}, round ${round}`).toBe(true)
    }
  })
})
