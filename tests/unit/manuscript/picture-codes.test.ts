import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { readPictureCodes } from '@core/manuscript/picture-codes'
import { MAX_CODE_PIXELS, MAX_CODES } from '@core/manuscript/limits'
import { codePicture, codeSheet } from '../../support/code-picture'

/** The size in a PNG's header; its checksum is not looked at before that. */
function claimingSize(png: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return new Uint8Array(bytes)
}

describe('codes in pictures', () => {
  it.each(['https://weixin.qq.com/r/abc', '加微信领资料：ngb123', 'wxp://f2f0abc'])('reads %s', async (text) => {
    expect(await readPictureCodes(await codePicture(text))).toEqual([{ format: 'QRCode', text }])
  })

  it('reads Data Matrix and Aztec too', async () => {
    for (const format of ['DataMatrix', 'Aztec'] as const) {
      expect(await readPictureCodes(await codePicture('https://a.example/x', format))).toEqual([
        { format, text: 'https://a.example/x' },
      ])
    }
  })

  it('finds none where there is none, and says when it cannot look', async () => {
    const png = readFileSync(createRequire(import.meta.url).resolve('../../fixtures/plain.png'))
    expect(await readPictureCodes(png)).toEqual([])
    expect(await readPictureCodes(Buffer.from('no picture'))).toBeNull()
    expect(await readPictureCodes(png.subarray(0, 40))).toBeNull()
  })

  it('a picture that claims more pixels than the limit is not decoded; one at the limit is tried', async () => {
    const png = await codePicture('https://a.example')
    expect(await readPictureCodes(claimingSize(png, MAX_CODE_PIXELS / 1_000 + 1, 1_000))).toBeNull()
    // Within the limit the decoder itself finds that the bytes are not what they claim.
    expect(await readPictureCodes(claimingSize(png, MAX_CODE_PIXELS / 1_000, 1_000))).toBeNull()
  })

  it('no more codes of one picture than the limit', async () => {
    const counts = [MAX_CODES, MAX_CODES + 1].map(async (count) => {
      const texts = Array.from({ length: count }, (_, at) => `code ${at}`)
      return (await readPictureCodes(await codeSheet(texts)))?.length
    })
    expect(await Promise.all(counts)).toEqual([MAX_CODES, MAX_CODES])
  })
})
