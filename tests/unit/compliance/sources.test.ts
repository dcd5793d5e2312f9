import type { Pattern } from '@core/compliance/rule-pack'
import { describe, expect, it } from 'vitest'
import { packs } from './packs'

/** The sources of a pattern's word lists, `undefined` for a list that names none; a co-occurrence counts as one list. */
function listSources(pattern: Pattern): readonly (string | undefined)[] {
  if ('lexicon' in pattern) return [pattern.source]
  if ('cooccurrence' in pattern) return [pattern.cooccurrence.source]
  if ('headline' in pattern) return listSources(pattern.headline)
  if ('weighed' in pattern) {
    return pattern.weighed.cues.flatMap((cue) => ('words' in cue ? [cue.source] : []))
  }
  return []
}

/** Packs and clauses whose lists of every kind, also those of co-occurrences, name their source. */
const everyList = /^(?:ad-law|links|privacy|qualification)\/|^convention\/(?:1\.8-(?:gambling|porn)|1\.13-|3\.)/u
/** Rules of the first version of a pack, whose headline words and lexicons do not name one yet: to shrink, never to grow. */
const notYet = /^(?:convention\/(?:1\.3-heroes|2\.1-|4\.5-gore|4\.6-gossip|7\.))/u

describe('the word lists of the shipped packs', () => {
  it('name where their words come from', () => {
    const unnamed = packs.flatMap(({ rules }) =>
      rules
        .filter(({ id, patterns }) =>
          patterns.some(
            (pattern) =>
              listSources(pattern).includes(undefined) && (everyList.test(id) || !('cooccurrence' in pattern)),
          ),
        )
        .map(({ id }) => id)
        .filter((id) => !notYet.test(id)),
    )
    expect(unnamed).toEqual([])
  })

  it('are thousands of words, each of a source that says its licence', () => {
    for (const { name, sources } of packs) {
      for (const [key, text] of Object.entries(sources)) {
        expect([name, key, /MIT|CC0|CC BY|Apache|公有领域|法律|许可/u.test(text)]).toEqual([name, key, true])
      }
    }
  })
})
