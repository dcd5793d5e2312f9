import { noteBlocks, toggleBold } from '@renderer/components/note-words'
import { describe, expect, it } from 'vitest'

const plain = (text: string) => [{ text, bold: false }]

describe('the words of a contact note', () => {
  it('have bold ones and lists, and stay as they are besides', () => {
    expect(noteBlocks('说好**周三前**交稿\n- 大纲\n• 数据\n1、初稿\n2. 终稿\n谢谢\n\n再见')).toEqual([
      { kind: 'words', lines: [[...plain('说好'), { text: '周三前', bold: true }, ...plain('交稿')]] },
      { kind: 'list', ordered: false, items: [plain('大纲'), plain('数据')] },
      { kind: 'list', ordered: true, items: [plain('初稿'), plain('终稿')] },
      { kind: 'words', lines: [plain('谢谢'), [], plain('再见')] },
    ])
  })

  it.each([['2 * 3 * 4'], ['** 空 **'], ['****'], ['-5 度'], ['1.5 万'], ['2026. '], ['https://a.example/**b']])(
    'takes %j for nothing else',
    (text) => {
      expect(noteBlocks(text)).toEqual([{ kind: 'words', lines: [plain(text)] }])
    },
  )

  it('are made bold by a key, and plain again', () => {
    const bold = toggleBold({ text: '周三前交稿', start: 0, end: 3 })
    expect(bold).toEqual({ text: '**周三前**交稿', start: 2, end: 5 })
    expect(toggleBold(bold)).toEqual({ text: '周三前交稿', start: 0, end: 3 })
    expect(toggleBold({ text: '好', start: 1, end: 1 })).toEqual({ text: '好****', start: 3, end: 3 })
  })
})
