/**
 * Every textblock keeps its id for as long as it lives, and no two have the same: what is split off, pasted or made gets a
 * new one that was never used. Only what changed the structure of the text is looked at, so a key costs nothing.
 */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { AddMarkStep, AttrStep, RemoveMarkStep, ReplaceStep, type Step } from '@tiptap/pm/transform'

/** Ids are found in anchors for ever: random, so that one is never given twice. */
function freshId(): string {
  return `n${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
}

/** Whether a step can have made, split or copied a textblock. */
function isStructural(step: Step): boolean {
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep || step instanceof AttrStep) return false
  if (!(step instanceof ReplaceStep)) return true
  const { content, openStart, openEnd } = step.slice
  return openStart > 0 || openEnd > 0 || !(content.size === 0 || content.firstChild?.isInline === true)
}

interface Place {
  readonly position: number
  readonly node: Node
  readonly id: string | null
}

/** The textblocks whose id has to change: without one, or with one that another keeps. */
function misnamed(transactions: readonly Transaction[], document: Node): Place[] {
  const made = rangesMade(transactions)
  const byId = new Map<string | null, Place[]>()
  document.descendants((node, position) => {
    if (!node.isTextblock) return true
    if (node.type.name === 'title') return false
    const value: unknown = node.attrs['id']
    const id = typeof value === 'string' && value !== '' ? value : null
    const known = byId.get(id)
    if (known === undefined) byId.set(id, [{ position, node, id }])
    else known.push({ position, node, id })
    return false
  })
  const isNew = ({ position }: Place): boolean => made.some(([from, to]) => position >= from && position < to)
  return [...byId].flatMap(([id, places]) => {
    // Blocks of a text from before ids were kept are known by their place, until something is made of them.
    if (id === null) return places.filter(isNew)
    if (places.length < 2) return []
    // Enter at the beginning of a paragraph makes an empty one before it: the name goes with the words.
    const keeps =
      places.find((place) => !isNew(place) && place.node.content.size > 0) ??
      places.find((place) => place.node.content.size > 0) ??
      places[0]
    return places.filter((place) => place !== keeps)
  })
}

/** Ranges of the document as it is now that the transactions put there. */
function rangesMade(transactions: readonly Transaction[]): [number, number][] {
  const ranges: [number, number][] = []
  const maps = transactions.flatMap(({ mapping }) => mapping.maps)
  for (const [index, map] of maps.entries()) {
    map.forEach((_from, _to, newFrom, newTo) => {
      let [from, to] = [newFrom, newTo]
      for (const later of maps.slice(index + 1)) {
        from = later.map(from, -1)
        to = later.map(to, 1)
      }
      ranges.push([from, to])
    })
  }
  return ranges
}

export const blockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction(transactions, _before, after) {
          if (!transactions.some(({ steps }) => steps.some(isStructural))) return null
          const wrong = misnamed(transactions, after.doc)
          if (wrong.length === 0) return null
          const naming = after.tr
          for (const { position } of wrong) naming.setNodeAttribute(position, 'id', freshId())
          return naming
        },
      }),
    ]
  },
})
