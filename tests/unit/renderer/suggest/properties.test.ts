/** What must be true of suggested changes whatever anybody does. A failure prints the seed and the path that replay it. */
import { projectDocument, projectedBlocks, suggestionIdsIn } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { undo } from '@tiptap/pm/history'
import { everything, resolveSuggestions } from '@renderer/editor/suggest/resolve-suggestions'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { carryAnchors, type CarriedAnchor } from '@core/manuscript/carry-anchors'
import { partsOf, quoteOf, spansOf, type Anchor } from '@shared/manuscript/anchor'
import { comments, Desk, edits, manuscript, plainStructures, resolutions, travels, type Act } from './manuscripts'

const SEED = Number(process.env['SEED']) || 20261125
const RUNS = Number(process.env['RUNS']) || 150
const options = { seed: SEED, numRuns: RUNS }

/** What a story can do to a text: none of it only in name. */
const KINDS = [
  'type',
  'type-on',
  'delete',
  'key',
  'key-on',
  'paste',
  'move',
  'format',
  'retype',
  'rule',
  'table',
  'image',
  'footnote',
  'list',
  'row',
  'delete-row',
  'delete-table',
  'undo',
  'redo',
  'resolve',
] as const

const story = (act: fc.Arbitrary<Act>) => fc.array(act, { maxLength: 16, size: 'max' })

/** The document without who made what: the attribute's order is nobody's affair. */
function bare(doc: Node): Node {
  return doc.type.create(null, doc.content)
}

function resolved(desk: Desk, verdict: 'accept' | 'reject'): Node {
  return desk.state.apply(resolveSuggestions(desk.state, verdict, everything)).doc
}

function same(a: Node, b: Node): void {
  if (!a.eq(b)) expect(a.toJSON()).toEqual(b.toJSON())
}

describe(`suggested changes (seed ${SEED}, ${RUNS} stories each)`, () => {
  let refused = 0
  let acts = 0
  const took = new Map<string, number>()
  const tally = (desk: Desk): void => {
    for (const kind of desk.took) took.set(kind, (took.get(kind) ?? 0) + 1)
  }
  afterAll(() => {
    process.stdout.write(`suggested changes: seed ${SEED}, ${acts} acts, ${refused} refused\n`)
    // An engine that refuses everything would have all these properties.
    expect(refused).toBeLessThan(acts / 5)
    process.stdout.write(`suggested changes: ${[...took].map(([kind, count]) => `${kind} ${count}`).join(', ')}\n`)
    for (const kind of KINDS) expect(took.get(kind) ?? 0, kind).toBeGreaterThan(0)
  })

  it('leave the base as it was, and a valid document, whatever is suggested, undone and done again', () => {
    fc.assert(
      fc.property(
        manuscript,
        story(fc.oneof({ weight: 6, arbitrary: edits }, { weight: 1, arbitrary: travels })),
        (doc, deeds) => {
          const desk = new Desk(doc)
          for (const act of deeds) {
            desk.act(act)
            desk.state.doc.check()
            same(projectDocument(desk.state.doc, 'base'), doc)
            projectDocument(desk.state.doc, 'current').check()
          }
          acts += deeds.length
          refused += desk.refused
          tally(desk)
          same(resolved(desk, 'reject'), doc)
          same(resolved(desk, 'accept'), projectDocument(desk.state.doc, 'current'))
        },
      ),
      options,
    )
  })

  it('are accepted and rejected in any order without leaving anything behind', () => {
    const any = fc.oneof(
      { weight: 6, arbitrary: edits },
      { weight: 2, arbitrary: plainStructures },
      { weight: 1, arbitrary: travels },
      { weight: 2, arbitrary: resolutions },
    )
    fc.assert(
      fc.property(manuscript, story(any), (doc, deeds) => {
        const desk = new Desk(doc)
        for (const act of deeds) {
          const before = desk.state.doc
          desk.act(act)
          const now = desk.state.doc
          now.check()
          projectDocument(now, 'base').check()
          projectDocument(now, 'current').check()
          if (act.kind === 'resolve') {
            const ids = suggestionIdsIn(now)
            for (const id of Object.keys(now.attrs['suggestions'] as object)) {
              if (!now.eq(before)) expect([...ids]).toContain(id)
            }
            // What is accepted is in the current text already, what is rejected not in the base.
            const kept = act.verdict === 'accept' ? 'current' : 'base'
            expect(textOf(now, kept)).toEqual(textOf(before, kept))
          }
        }
        tally(desk)
        same(resolved(desk, 'reject'), projectDocument(desk.state.doc, 'base'))
        same(resolved(desk, 'accept'), projectDocument(desk.state.doc, 'current'))
      }),
      options,
    )
  })

  it('lose no comment silently: each has its words, or is said to have lost them', () => {
    const any = fc.oneof(
      { weight: 5, arbitrary: edits },
      { weight: 2, arbitrary: plainStructures },
      { weight: 3, arbitrary: comments },
      { weight: 1, arbitrary: travels },
      { weight: 1, arbitrary: resolutions },
    )
    let kept = 0
    let gone = 0
    let several = 0
    fc.assert(
      fc.property(manuscript, story(any), (doc, deeds) => {
        const desk = new Desk(doc)
        for (const act of deeds) desk.act(act)
        const now = desk.state.doc
        const blocks = new Map(projectedBlocks(now, 'current').map((block) => [block.id, block.text]))
        for (const { document, anchor } of desk.made) {
          const [carried, ...more] = carry(document, now, anchor)
          expect(more).toEqual([])
          if (carried === undefined) throw new Error('a comment without a word about it')
          const { place } = carried
          const spans = place.kind === 'lost' ? [] : spansOf(place)
          for (const { block, end } of spans) expect(blocks.get(block)?.length ?? -1).toBeGreaterThanOrEqual(end)
          const words = spans.map(({ block, start, end }) => blocks.get(block)?.slice(start, end) ?? '?')
          expect(carried.now).toBe(words.join('\n'))
          // Paragraphs that changed places are read in their new order.
          if (place.kind === 'exact' || place.kind === 'moved')
            expect(words.toSorted()).toEqual(
              partsOf(anchor)
                .map(({ quote }) => quote)
                .toSorted(),
            )
          // What nobody touched is still there; where the same words stand elsewhere too, a person may be asked which are meant.
          const before = new Map(projectedBlocks(document, 'current').map((block) => [block.id, block.text]))
          const whole = [...blocks.values()].join('\n')
          const untouched = partsOf(anchor).every(
            ({ block, quote }) => whole.split(quote).length === 2 && blocks.get(block) === before.get(block),
          )
          if (untouched) {
            expect(place.kind).not.toBe('lost')
            expect(words.toSorted()).toEqual(
              partsOf(anchor)
                .map(({ quote }) => quote)
                .toSorted(),
            )
          }
          if (anchor.more !== undefined) several += 1
          if (place.kind === 'lost') gone += 1
          else kept += 1
        }
      }),
      options,
    )
    process.stdout.write(`suggested changes: ${kept} comments kept, ${gone} told to be lost\n`)
    expect(Math.min(kept, gone, several)).toBeGreaterThan(0)
  })

  it('give every comment on the original its place again once all is rejected', () => {
    fc.assert(
      fc.property(manuscript, fc.array(comments, { maxLength: 4 }), story(edits), (doc, said, deeds) => {
        const desk = new Desk(doc)
        for (const act of [...said, ...deeds]) desk.act(act)
        const back = resolved(desk, 'reject')
        for (const { document, anchor } of desk.made) {
          expect(carry(document, back, anchor)).toMatchObject([
            {
              place: { kind: 'exact', block: anchor.block, start: anchor.start, end: anchor.end },
              now: quoteOf(anchor),
            },
          ])
        }
      }),
      options,
    )
  })

  it('go back to the beginning by undo alone', () => {
    const any = fc.oneof(
      { weight: 4, arbitrary: edits },
      { weight: 1, arbitrary: plainStructures },
      { weight: 1, arbitrary: resolutions },
    )
    fc.assert(
      fc.property(manuscript, story(any), (doc, deeds) => {
        const desk = new Desk(doc)
        for (const act of deeds) desk.act(act)
        while (desk.run(undo));
        same(bare(desk.state.doc), doc)
        expect(desk.state.doc.attrs['suggestions']).toEqual({})
      }),
      options,
    )
  })
})

/** As the core does it, from what it keeps of both texts. */
function carry(from: Node, to: Node, anchor: Anchor): readonly CarriedAnchor[] {
  return carryAnchors({
    from: JSON.stringify(from.toJSON()),
    to: JSON.stringify(to.toJSON()),
    projection: anchor.projection,
    anchors: [{ anchor, comments: null }],
  })
}

function textOf(doc: Node, projection: 'base' | 'current'): string {
  return projectedBlocks(doc, projection)
    .map(({ text }) => text)
    .join('\n')
}
