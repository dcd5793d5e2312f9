/** What holds for any input. A failure prints its seed and path; run it again with `SEED=…`. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { noImages } from '@core/manuscript/images'
import { importHtml } from '@core/manuscript/import-html'
import { importMarkdown } from '@core/manuscript/import-markdown'
import { importText } from '@core/manuscript/import-text'
import { makeAnchor, placeAnchor } from '@shared/manuscript/anchor'
import { BREAK_CHARACTER, IMAGE_CHARACTER, plainText, textBlocks } from '@shared/manuscript/text'
import { draftNode, nodeOf } from './support/outline'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`fast-check seed ${seed}`)
const runs = { seed, numRuns: 300 }

const words = fc.string({
  unit: fc.constantFrom(
    '甲',
    '乙',
    'a',
    'B',
    '1',
    ' ',
    '\n',
    '\u00A0',
    '\u3000',
    '，',
    '“',
    '😀',
    '\uD83D',
    '\u2028',
    '\uFFFC',
    '&',
    '<',
    '>',
    '\u200B',
  ),
  maxLength: 12,
})
const names = fc.constantFrom(
  'p',
  'div',
  'br',
  'span',
  'b',
  'i',
  'u',
  's',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'table',
  'tr',
  'td',
  'th',
  'caption',
  'h1',
  'h3',
  'pre',
  'code',
  'img',
  'hr',
  'svg',
  'script',
  'style',
  'sup',
  'center',
  'title',
  'object',
  'form',
  'select',
  'math',
)
const attributes = fc.constantFrom(
  '',
  ' href="https://a.example"',
  ' href="javascript:x"',
  ' style="font-weight:bold"',
  ' style="display:none"',
  ' colspan="1e9"',
  ' start="-1"',
  ' src="https://a.example/x.png" alt="图"',
  ' src="data:image/png;base64,AA"',
  ' hidden',
  ' class="code tougao-title"',
  ' "<',
)
const tag = fc
  .tuple(fc.constantFrom('<', '</', '<'), names, attributes)
  .map(([open, name, rest]) => `${open}${name}${open === '<' ? rest : ''}>`)
const soup = fc
  .array(fc.oneof(words, tag, fc.string({ maxLength: 8 })), { maxLength: 40 })
  .map((parts) => parts.join(''))

describe('any input', () => {
  it('of HTML is a valid document without what plain text reserves', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const draft = importHtml(html, { images: noImages })
        if (!draft.ok) throw new Error(draft.error.code)
        const node = draftNode(draft.value)
        node.descendants((child) => {
          if (child.isText) expect(child.text).not.toMatch(/[\u2028\u2029\uFFFC\u0000]|\p{Surrogate}/u)
        })
      }),
      runs,
    )
  })

  it('of Markdown and plain text is a valid document', () => {
    const marks = fc.array(
      fc.oneof(
        words,
        fc.constantFrom(
          '# ',
          '- ',
          '1. ',
          '> ',
          '**',
          '*',
          '_',
          '`',
          '```\n',
          '[',
          '](',
          ')',
          '![',
          '|',
          '\n|-|-|\n',
          '\n\n',
          '    ',
          '---\n',
          '~~',
          '\\',
        ),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(marks, (parts) => {
        draftNode(importMarkdown(parts.join(''), noImages))
        draftNode(importText(parts.join('')))
      }),
      runs,
    )
  })

  it('keeps the words of a paragraph, white space aside', () => {
    const plain = fc.string({ unit: fc.constantFrom('甲', '乙', 'a', '1', ' ', '，', '😀', '\n'), maxLength: 60 })
    fc.assert(
      fc.property(plain, (text) => {
        const draft = importHtml(`<div>${text}</div>`, { images: noImages })
        expect(draft.ok && draftNode(draft.value).textContent.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
      runs,
    )
  })

  it('has offsets that are positions, and anchors that find what they were made of', async () => {
    await fc.assert(
      fc.asyncProperty(soup, fc.nat(), fc.nat(), async (html, first, second) => {
        const result = await convertManuscript({ kind: 'mail', subject: '', text: '', html, attachments: [] })
        if (!result.ok) return
        const node = nodeOf(result.value.document)
        const blocks = textBlocks(node)
        expect(new Set(blocks.map(({ id }) => id)).size).toBe(blocks.length)
        expect(plainText(node)).toBe(blocks.map(({ text }) => text).join('\n'))
        const leaf = (child: { type: { name: string } }) =>
          child.type.name === 'hardBreak' ? BREAK_CHARACTER : IMAGE_CHARACTER
        for (const block of blocks) {
          expect(node.textBetween(block.from, block.from + block.text.length, undefined, leaf)).toBe(block.text)
          for (let offset = 0; offset < block.text.length; offset += 1) {
            expect(node.textBetween(block.from + offset, block.from + offset + 1, undefined, leaf)).toBe(
              block.text.charAt(offset),
            )
          }
        }
        const block = blocks[first % blocks.length]
        if (block === undefined || block.text === '') return
        const start = second % block.text.length
        const anchor = makeAnchor('hash', block, start, Math.min(block.text.length, start + 3))
        expect(placeAnchor(blocks, anchor)).toEqual({
          kind: 'exact',
          block: block.id,
          start: anchor.start,
          end: anchor.end,
        })
      }),
      runs,
    )
  })
})
