import { describe, expect, it } from 'vitest'
import { headingsOf } from '@shared/manuscript/outline'
import { manuscriptSchema } from '@shared/manuscript/schema'

const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, ...(marks.length > 0 && { marks }) })

describe('the outline', () => {
  it('has the title and the headings with their depth, as they would be published', () => {
    const document = manuscriptSchema.nodeFromJSON({
      type: 'doc',
      content: [
        { type: 'title', content: [text('题')] },
        {
          type: 'heading',
          attrs: { level: 3 },
          content: [text('一'), text('删', { type: 'deletion', attrs: { id: 's' } })],
        },
        { type: 'paragraph', content: [text('正文')] },
        { type: 'blockquote', content: [{ type: 'heading', attrs: { level: 4 }, content: [text('一之一')] }] },
        { type: 'heading', attrs: { level: 3 }, content: [text('二')] },
      ],
    })
    const outline = headingsOf(document)
    expect(outline.map((entry) => [entry.depth, entry.text])).toEqual([
      [0, '题'],
      [1, '一'],
      [2, '一之一'],
      [1, '二'],
    ])
    for (const { position } of outline) expect(document.nodeAt(position)?.isTextblock).toBe(true)
  })

  it('of a text without headings is its title', () => {
    const document = manuscriptSchema.nodeFromJSON({ type: 'doc', content: [{ type: 'title' }, { type: 'paragraph' }] })
    expect(headingsOf(document)).toEqual([{ text: '', depth: 0, position: 0 }])
  })
})
