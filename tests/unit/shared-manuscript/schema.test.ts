import { describe, expect, it } from 'vitest'
import { manuscriptSchema, TITLE_BLOCK_ID } from '@shared/manuscript/schema'

const check = (content: unknown[]) => () => {
  manuscriptSchema.nodeFromJSON({ type: 'doc', content }).check()
}
const title = { type: 'title', content: [{ type: 'text', text: '题' }] }
const paragraph = (content: unknown[] = []) => ({ type: 'paragraph', content })

describe('the schema', () => {
  it('has a title first, once, of text alone', () => {
    expect(check([title])).not.toThrow()
    expect(check([paragraph()])).toThrow()
    expect(check([title, title])).toThrow()
    expect(check([{ type: 'title', content: [{ type: 'image' }] }])).toThrow()
    expect(check([{ type: 'title', content: [{ type: 'text', text: '题', marks: [{ type: 'bold' }] }] }])).toThrow()
    expect(manuscriptSchema.nodeFromJSON({ type: 'doc', content: [title] }).firstChild?.attrs['id']).toBe(
      TITLE_BLOCK_ID,
    )
  })

  it('inline leaves are one position wide', () => {
    for (const name of ['image', 'hardBreak'] as const)
      expect(manuscriptSchema.nodes[name].createAndFill()?.nodeSize).toBe(1)
  })

  it('refuses what no importer may write', () => {
    expect(check([title, { type: 'bulletList', content: [] }])).toThrow()
    expect(
      check([title, { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'codeBlock' }] }] }]),
    ).toThrow()
    expect(check([title, { type: 'heading', attrs: { level: '2' } }])).toThrow()
    expect(
      check([title, paragraph([{ type: 'text', text: 'x', marks: [{ type: 'code' }, { type: 'bold' }] }])]),
    ).toThrow()
  })

  it('is written and read without loss', () => {
    const json = {
      type: 'doc',
      content: [
        title,
        paragraph([{ type: 'text', text: '链', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] }]),
      ],
    }
    const node = manuscriptSchema.nodeFromJSON(json)
    expect(manuscriptSchema.nodeFromJSON(JSON.parse(JSON.stringify(node)) as unknown).eq(node)).toBe(true)
  })
})
