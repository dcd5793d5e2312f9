/** What must be true of suggested changes whatever anybody does. A failure prints the seed and the path that replay it. */
import { projectDocument, projectedBlocks, suggestionIdsIn } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { undo } from '@tiptap/pm/history'
import { everything, resolveSuggestions } from '@renderer/editor/suggest/resolve-suggestions'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Desk, edits, manuscript, resolutions, travels, type Act } from './manuscripts'

const SEED = Number(process.env['SEED']) || 20261125
const RUNS = Number(process.env['RUNS']) || 150
const options = { seed: SEED, numRuns: RUNS }

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
  afterAll(() => {
    process.stdout.write(`suggested changes: seed ${SEED}, ${acts} acts, ${refused} refused\n`)
    // An engine that refuses everything would have all these properties.
    expect(refused).toBeLessThan(acts / 5)
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
        same(resolved(desk, 'reject'), projectDocument(desk.state.doc, 'base'))
        same(resolved(desk, 'accept'), projectDocument(desk.state.doc, 'current'))
      }),
      options,
    )
  })

  it('go back to the beginning by undo alone', () => {
    const any = fc.oneof({ weight: 4, arbitrary: edits }, { weight: 1, arbitrary: resolutions })
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

function textOf(doc: Node, projection: 'base' | 'current'): string {
  return projectedBlocks(doc, projection)
    .map(({ text }) => text)
    .join('\n')
}
