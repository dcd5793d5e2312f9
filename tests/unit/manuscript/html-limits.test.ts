import { describe, expect, it } from 'vitest'
import type { Draft } from '@core/manuscript/draft'
import { noImages } from '@core/manuscript/images'
import { importHtml } from '@core/manuscript/import-html'
import {
  MAX_BLOCKS,
  MAX_CELL_SPAN,
  MAX_HREF_CHARACTERS,
  MAX_HTML_CHARACTERS,
  MAX_HTML_DEPTH,
  MAX_HTML_TAGS,
  MAX_NOTES,
  MAX_STRUCTURE_DEPTH,
  MAX_TEXT_CHARACTERS,
} from '@core/manuscript/limits'
import { draftNode } from './support/outline'
import { processorTime } from '../../support/processor-time'

function imported(html: string): Draft {
  const draft = importHtml(html, { images: noImages })
  if (!draft.ok) throw new Error(draft.error.code)
  return draft.value
}

const text = (draft: Draft): string => draftNode(draft).textContent
const isTruncated = (draft: Draft): boolean => draft.notes.some(({ code }) => code === 'truncated')

describe('bounds on hostile HTML, at the limit and one beyond', () => {
  it('nesting: 5,000 divs are nothing, the limit holds', () => {
    const nested = (depth: number) => `${'<div>'.repeat(depth)}最里层${'</div>'.repeat(depth)}`
    expect(text(imported(nested(5_000)))).toBe('最里层')
    expect(isTruncated(imported(nested(MAX_HTML_DEPTH)))).toBe(false)
    expect(isTruncated(imported(nested(MAX_HTML_DEPTH + 1)))).toBe(true)
  })

  it('tags', () => {
    const tags = (count: number) => `<p>头</p>${'<br>'.repeat(count - 3)}<p>尾`
    expect(text(imported(tags(MAX_HTML_TAGS)))).toBe('头尾')
    const cut = imported(tags(MAX_HTML_TAGS + 1))
    expect([text(cut), isTruncated(cut)]).toEqual(['头', true])
  })

  it('characters of the source', () => {
    const source = (length: number) => `<!--${'x'.repeat(length - 7)}-->`
    expect(importHtml(source(MAX_HTML_CHARACTERS), { images: noImages }).ok).toBe(true)
    expect(importHtml(source(MAX_HTML_CHARACTERS + 1), { images: noImages })).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    })
  })

  it('textblocks', () => {
    expect(isTruncated(imported('<p>a</p>'.repeat(MAX_BLOCKS)))).toBe(false)
    const cut = imported('<p>a</p>'.repeat(MAX_BLOCKS + 1))
    expect([cut.blocks.length, isTruncated(cut)]).toEqual([MAX_BLOCKS, true])
    expect(isTruncated(imported(`<table>${'<tr><td></td><td>x</td></tr>'.repeat(MAX_BLOCKS)}</table>`))).toBe(true)
  })

  it('characters of text', () => {
    expect(isTruncated(imported(`<p>${'a'.repeat(MAX_TEXT_CHARACTERS)}</p>`))).toBe(false)
    expect(isTruncated(imported(`<p>${'a'.repeat(MAX_TEXT_CHARACTERS + 1)}</p>`))).toBe(true)
  })

  it('structures inside structures: deeper ones flow into the last', () => {
    const quotes = (html: string): number => {
      let count = 0
      draftNode(imported(html)).descendants((node) => {
        if (node.type.name === 'blockquote') count += 1
      })
      return count
    }
    // The document itself is the first frame.
    expect(quotes(`${'<blockquote>'.repeat(MAX_STRUCTURE_DEPTH - 1)}话`)).toBe(MAX_STRUCTURE_DEPTH - 1)
    expect(quotes(`${'<blockquote>'.repeat(MAX_STRUCTURE_DEPTH)}话`)).toBe(MAX_STRUCTURE_DEPTH - 1)
    expect(text(imported(`${'<ul><li>'.repeat(500)}话`))).toBe('话')
  })

  it('spans of cells', () => {
    const colspan = (value: string) => {
      const table = imported(`<table><tr><td colspan="${value}">a</td><td>b</td></tr></table>`).blocks[0]
      return table?.content?.[0]?.content?.[0]?.attrs?.['colspan']
    }
    expect(['0', '-3', 'x', String(MAX_CELL_SPAN), String(MAX_CELL_SPAN + 1)].map(colspan)).toEqual([
      1,
      1,
      1,
      MAX_CELL_SPAN,
      MAX_CELL_SPAN,
    ])
  })

  it('addresses', () => {
    const linked = (length: number) => {
      const href = `https://a.example/${'x'.repeat(length - 18)}`
      return imported(`<a href="${href}">甲</a>`).blocks[0]?.content?.[0]?.marks?.length ?? 0
    }
    expect([linked(MAX_HREF_CHARACTERS), linked(MAX_HREF_CHARACTERS + 1)]).toEqual([1, 0])
  })

  it('notes', () => {
    const pictures = (count: number) =>
      Array.from({ length: count }, (_, index) => `<img src="https://a.example/${index}.png">`).join('')
    expect(imported(pictures(MAX_NOTES)).notes).toHaveLength(MAX_NOTES)
    expect(imported(pictures(MAX_NOTES + 1)).notes).toHaveLength(MAX_NOTES)
  })

  it.each([
    ['tags opened and others closed', '<b>'.repeat(150_000) + '</i>'.repeat(150_000)],
    ['a quarter of a million cells', `<table>${'<td>'.repeat(250_000)}`],
    ['white space and zero-width marks', `<p>${' \u200B'.repeat(900_000)}x</p>`],
    ['attributes', `<p ${'a=b '.repeat(500_000)}>x</p>`],
    ['marks opened and never closed', '<b style="font-weight:400"><i>x'.repeat(80_000)],
  ])('%s cost seconds at most', async (_name, html) => {
    expect((await processorTime(() => draftNode(imported(html)))).spent).toBeLessThan(5_000)
  })
})
