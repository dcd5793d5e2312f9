/** Pictures whose bytes stand in pasted HTML. */
import { describe, expect, it } from 'vitest'
import {
  hasInlinePictures,
  MAX_PASTED_PICTURE_BYTES,
  MAX_PASTED_PICTURE_HTML,
  takeInlinePictures,
  withKeptPictures,
} from '@renderer/editor/pasted-pictures'
import { MAX_PICTURES_AT_ONCE } from '@renderer/editor/pictures'
import { MAX_PICTURE_BYTES } from '@core/workflow/piece'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const png = (base64 = PIXEL): string => `data:image/png;base64,${base64}`
const none = { tooLarge: 0, tooMany: 0, unreadable: 0 }
const kept = { sha256: 'a'.repeat(64), contentType: 'image/png' }

describe('pictures that stand in pasted HTML', () => {
  it('are taken out with their bytes, and put where they stood', async () => {
    const html = `<p>前<img alt="甲 &quot;乙&quot;" src="${png()}" onload="run()">后</p><img src=' DATA:image/jpg;charset=x;BASE64,${PIXEL}'>`
    expect(hasInlinePictures(html)).toBe(true)
    const taken = takeInlinePictures(html, '粘贴的图片')
    expect(taken.refused).toEqual(none)
    expect(taken.files.map(({ name, type }) => [name, type])).toEqual([
      ['粘贴的图片 1', 'image/png'],
      ['粘贴的图片 2', 'image/jpg'],
    ])
    expect(Buffer.from(await taken.files[0]!.arrayBuffer()).toString('base64')).toBe(PIXEL)
    expect(taken.html).not.toMatch(/data:|onload/)
    expect(withKeptPictures(taken.html, [kept, null])).toBe(
      `<p>前<img src="app://blob/${kept.sha256}" data-type="image/png" alt="甲 &quot;乙&quot;">后</p>`,
    )
  })

  it('are as large as a picture may be, and no larger', () => {
    expect(MAX_PASTED_PICTURE_BYTES).toBe(MAX_PICTURE_BYTES)
    const sized = (bytes: number): string => png(Buffer.alloc(bytes, 1).toString('base64'))
    const most = takeInlinePictures(`<img src="${sized(MAX_PASTED_PICTURE_BYTES)}">`, '图')
    expect([most.files.length, most.refused]).toEqual([1, none])
    const more = takeInlinePictures(`<img src="${sized(MAX_PASTED_PICTURE_BYTES + 1)}">文`, '图')
    expect([more.files.length, more.refused, more.html]).toEqual([0, { ...none, tooLarge: 1 }, '文'])
  })

  it('are as many as are taken at once', () => {
    const { files, refused } = takeInlinePictures(`<img src="${png()}">`.repeat(MAX_PICTURES_AT_ONCE + 1), '图')
    expect([files.length, refused]).toEqual([MAX_PICTURES_AT_ONCE, { ...none, tooMany: 1 }])
  })

  it('are bitmaps with bytes; anything else is refused, dots that count readers go without a word', () => {
    for (const address of [
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:image/svg+xml;utf8,<svg/>',
      'data:image/png;base64,',
      'data:image/png;base64,%%%',
      'data:image/png;base64,?',
      'data:image/png,%89PNG',
      `data:text/html;base64,${PIXEL}`,
    ]) {
      const { html, files, refused } = takeInlinePictures(`<img src="${address}">文`, '图')
      expect([html, files.length, refused], address).toEqual(['文', 0, { ...none, unreadable: 1 }])
    }
    expect(takeInlinePictures(`<img width="1" height="1px" src="${png()}">`, '图')).toEqual({
      html: '',
      files: [],
      refused: none,
    })
  })

  it('that only hold the place of one elsewhere stay without an address, to be counted as such', () => {
    expect(takeInlinePictures(`<img data-src="https://a.example/1.png" src="${png()}">`, '图')).toEqual({
      html: '<img data-src="https://a.example/1.png">',
      files: [],
      refused: none,
    })
  })

  it('cannot be claimed by a page that writes their address itself', () => {
    const forged = `<img src="pasted:0"><p title='x" src="pasted:0"'>&lt;img src="pasted:0"&gt;</p><img src="${png()}">`
    const { html } = takeInlinePictures(forged, '图')
    expect(withKeptPictures(html, [kept]).match(/app:\/\/blob/g)).toHaveLength(1)
  })

  it('are not looked for in a page that would stall the window', () => {
    const at = '<img src="data:image/png;base64,AA==">'
    expect(hasInlinePictures(at + ' '.repeat(MAX_PASTED_PICTURE_HTML - at.length))).toBe(true)
    expect(hasInlinePictures(at + ' '.repeat(MAX_PASTED_PICTURE_HTML - at.length + 1))).toBe(false)
  })
})
