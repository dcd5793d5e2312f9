/** Suggesting reads like writing: the current text is what a plain string would be after the same keys. */
import { positionInDocument, projectedBlocks } from '@shared/manuscript/projection'
import { TextSelection } from '@tiptap/pm/state'
import { typeText } from '@renderer/editor/suggest/enter-key'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Desk, document, paragraph, type Who } from './manuscripts'

const SEED = Number(process.env['SEED']) || 20261126
const who = fc.constantFrom<Who>('a', 'b')
const line = fc.stringMatching(/^[天地玄黄宇宙a-c]{0,8}$/)
const place = fc.nat({ max: 500 })
const stroke = fc.oneof(
  fc.record({
    kind: fc.constant('replace' as const),
    who,
    from: place,
    to: place,
    text: fc.constantFrom('', '新', '改写', 'xyz'),
  }),
  fc.record({ kind: fc.constant('Backspace' as const), who, at: place }),
  fc.record({ kind: fc.constant('Delete' as const), who, at: place }),
  fc.record({ kind: fc.constant('Enter' as const), who, at: place }),
)

/** The text below the title, and where an offset of it lies in the document. */
class Page {
  readonly desk: Desk
  constructor(desk: Desk) {
    this.desk = desk
  }

  get blocks() {
    return projectedBlocks(this.desk.state.doc, 'current').slice(1)
  }

  get text(): string {
    return this.blocks.map(({ text }) => text).join('\n')
  }

  position(offset: number, side: 'before' | 'after'): number {
    let left = offset
    for (const block of this.blocks) {
      if (left <= block.text.length) return positionInDocument(block, left, side)
      left -= block.text.length + 1
    }
    throw new Error(`no offset ${offset} in ${this.text}`)
  }

  caret(offset: number, side: 'before' | 'after'): void {
    const at = this.position(offset, side)
    const { state } = this.desk
    this.desk.state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)))
  }
}

describe(`writing suggestions (seed ${SEED})`, () => {
  it('gives the text that plain writing gives', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.array(stroke, { maxLength: 20, size: 'max' }),
        (lines, strokes) => {
          const desk = new Desk(document('题', ...lines.map((text, index) => paragraph(`p${index + 1}`, text))))
          const page = new Page(desk)
          let model = lines.join('\n')
          for (const each of strokes) {
            const size = model.length + 1
            if (each.kind === 'replace') {
              const from = Math.min(each.from % size, each.to % size)
              const to = Math.max(each.from % size, each.to % size)
              const start = page.position(from, 'after')
              const end = from === to ? start : page.position(to, 'before')
              desk.apply(typeText(desk.state, start, end, each.text, desk.context(each.who)))
              model = model.slice(0, from) + each.text + model.slice(to)
            } else {
              const at = each.at % size
              page.caret(at, each.kind === 'Delete' ? 'after' : 'before')
              desk.press(each.kind, each.who)
              if (each.kind === 'Enter') model = `${model.slice(0, at)}\n${model.slice(at)}`
              if (each.kind === 'Backspace' && at > 0) model = model.slice(0, at - 1) + model.slice(at)
              if (each.kind === 'Delete') model = model.slice(0, at) + model.slice(at + 1)
            }
            expect(page.text).toBe(model)
          }
          expect(desk.refused).toBe(0)
        },
      ),
      { seed: SEED, numRuns: 400 },
    )
  })
})
