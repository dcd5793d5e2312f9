/**
 * Pasted and dropped HTML may say that it was copied out of this editor (`data-pm-slice`), and ProseMirror then takes the
 * nodes around it with whatever attributes are named there, as long as they are of the right kind. Any page can put that
 * on the clipboard: a cell a billion columns wide, the id of another block, a suggested change that nobody made.
 */
import { Extension } from '@tiptap/core'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'

const whole = (value: unknown, least: number, most: number, otherwise: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? value : otherwise

/** What is believed of attributes that a stranger wrote. Ids and suggested changes belong to where they were made. */
const believed: Readonly<Record<string, (value: unknown) => unknown>> = {
  level: (value) => whole(value, 1, 6, 2),
  start: (value) => whole(value, 0, 999_999, 1),
  colspan: (value) => whole(value, 1, 100, 1),
  rowspan: (value) => whole(value, 1, 100, 1),
  sha256: (value) => (typeof value === 'string' && /^[\da-f]{64}$/.test(value) ? value : ''),
  contentType: (value) => (typeof value === 'string' && /^image\/[a-z]{3,4}$/.test(value) ? value : ''),
  alt: (value) => (typeof value === 'string' ? value : ''),
  note: (value) => (typeof value === 'string' ? value : ''),
}

/** The node with attributes that a manuscript may have, and so all that is in it. */
function sound(node: Node): Node {
  if (node.isText) return node
  const attrs = Object.fromEntries(
    Object.entries(node.attrs).flatMap(([name, value]) => {
      const believe = believed[name]
      return believe === undefined ? [] : [[name, believe(value)]]
    }),
  )
  return node.type.create(attrs, node.isLeaf ? null : soundFragment(node.content), node.marks)
}

function soundFragment(fragment: Fragment): Fragment {
  const nodes: Node[] = []
  fragment.forEach((node) => nodes.push(sound(node)))
  return Fragment.fromArray(nodes)
}

/** A slice as a stranger may have forged it, with nothing of theirs but text and a manuscript's own shapes. */
export function soundSlice(slice: Slice): Slice {
  const content = soundFragment(slice.content)
  const most = Slice.maxOpen(content)
  return new Slice(content, Math.min(slice.openStart, most.openStart), Math.min(slice.openEnd, most.openEnd))
}

export const soundPaste = Extension.create({
  name: 'soundPaste',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        // What is dragged inside of the text is its own and keeps its ids.
        transformPasted: (slice, view) => (view.dragging === null ? soundSlice(slice) : slice),
      },
    }),
  ],
})
