import { describe, expect, it } from 'vitest'
import { imagesAmong, ImageStore, imageType, noImages } from '@core/manuscript/images'
import { importHtml } from '@core/manuscript/import-html'
import { MAX_IMAGE_BYTES, MAX_IMAGES } from '@core/manuscript/limits'
import { Report } from '@core/manuscript/report'
import { PNG } from './support/docx'

const among = imagesAmong([
  { filename: '图片/配图 1.png', contentId: 'A@qq', bytes: PNG },
  { filename: 'b.png', contentId: null, bytes: Buffer.concat([PNG, Buffer.from('b')]) },
])

describe('pictures', () => {
  it('are found by Content-ID and by name, never by an address elsewhere', () => {
    expect(among('cid:A@qq')).toBe(PNG)
    expect(among('CID:a%40QQ')).toBe(PNG)
    expect(among('images/%E9%85%8D%E5%9B%BE%201.png')).toBe(PNG)
    expect(among('cid:nobody')).toBeNull()
    expect(among('https://a.example/b.png')).toBeNull()
    expect(among('//a.example/b.png')).toBeNull()
    expect(among('file:///b.png')).toBeNull()
  })

  it('are told by their bytes', () => {
    expect(imageType(PNG)).toBe('image/png')
    expect(imageType(Buffer.from('ffd8ffe0', 'hex'))).toBe('image/jpeg')
    expect(imageType(Buffer.from('GIF89a'))).toBe('image/gif')
    expect(imageType(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp')
    expect(imageType(Buffer.from('<svg onload="x">'))).toBeNull()
    expect(imageType(new Uint8Array())).toBeNull()
  })

  it('of one hash are kept once', () => {
    const html = `<p><img src="cid:A@qq" alt="甲"><img src="data:image/jpeg;base64,${PNG.toString('base64')}"></p>`
    const draft = importHtml(html, { images: among })
    if (!draft.ok) throw new Error(draft.error.code)
    expect(draft.value.images.map(({ contentType, alt }) => ({ contentType, alt }))).toEqual([
      { contentType: 'image/png', alt: '甲' },
    ])
  })

  it('that the desk cannot show leave their place, their words and a note', () => {
    const draft = importHtml('<p><img alt="矢量图" src="data:image/svg+xml;base64,PHN2Zy8+"></p>', { images: noImages })
    expect(draft.ok && draft.value.notes).toEqual([{ code: 'image-unsupported', detail: '矢量图' }])
    expect(draft.ok && draft.value.blocks[0]?.content?.[0]?.attrs).toEqual({
      sha256: '',
      contentType: '',
      alt: '矢量图',
    })
  })

  it('are bounded in size and number', () => {
    const report = new Report()
    const store = new ImageStore(report)
    const sized = (bytes: number) => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.byteLength)])
    store.keep(sized(MAX_IMAGE_BYTES), '', 'fits')
    store.keep(sized(MAX_IMAGE_BYTES + 1), '', 'too large')
    for (let index = 1; index < MAX_IMAGES; index += 1)
      store.keep(Buffer.concat([PNG, Buffer.from(String(index))]), '', 'fits')
    expect(store.list()).toHaveLength(MAX_IMAGES)
    store.keep(Buffer.concat([PNG, Buffer.from('more')]), '', 'one more')
    expect(store.list()).toHaveLength(MAX_IMAGES)
    expect(report.list().map(({ detail }) => detail)).toEqual(['too large', 'one more'])
  })
})
