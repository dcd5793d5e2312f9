/** What is believed of a slice that says it was copied out of the editor. */
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { soundSlice } from '@renderer/editor/sound-paste'
import { manuscriptSchema } from '@shared/manuscript/schema'

const { nodes } = manuscriptSchema

function only(slice: Slice): Node {
  const node = slice.content.firstChild
  if (node === null) throw new Error('nothing is left')
  return node
}

function forged(type: Node['type'], attrs: Record<string, unknown>, content: Fragment | Node | null): Slice {
  return new Slice(Fragment.from(type.create(attrs, content)), 1, 1)
}

const words = (): Node => manuscriptSchema.text('字')

test('attributes beyond what a manuscript has become those of a new node', () => {
  const paragraphMark = { kind: 'insertion', id: 's1' }
  const bad = forged(nodes.heading, { level: 1e9, id: 'x'.repeat(9_999), paragraphMark }, words())
  // ProseMirror itself has nothing against it.
  only(bad).check()
  const heading = only(soundSlice(bad))
  heading.check()
  expect(heading.attrs).toEqual({ id: null, level: 2, was: null, paragraphMark: null })
  expect(only(soundSlice(forged(nodes.tableCell, { colspan: 1e9, rowspan: -1 }, null))).attrs).toEqual({
    colspan: 1,
    rowspan: 1,
  })
  const picture = forged(nodes.image, { sha256: '../x', contentType: 'image/svg+xml', alt: '图' }, words())
  const image = only(soundSlice(picture))
  image.check()
  expect(image.attrs).toEqual({ sha256: '', contentType: '', alt: '图' })
  expect(image.childCount).toBe(0)
})

test('what a manuscript may have stays, however deep', () => {
  const heading = nodes.heading.create({ level: 4, id: 'a' }, words())
  const sha256 = 'a'.repeat(64)
  const picture = nodes.paragraph.create(null, nodes.image.create({ sha256, contentType: 'image/png', alt: '图' }))
  const list = nodes.orderedList.create({ start: 3 }, nodes.listItem.create(null, picture))
  const slice = soundSlice(new Slice(Fragment.from([heading, list]), 1, 3))
  expect([slice.openStart, slice.openEnd]).toEqual([1, 3])
  expect(slice.content.child(0).attrs).toMatchObject({ level: 4, id: null })
  expect(slice.content.child(1).attrs).toEqual({ start: 3 })
  const [kept] = slice.content.child(1).firstChild?.firstChild?.children ?? []
  expect(kept?.attrs).toEqual({ sha256, contentType: 'image/png', alt: '图' })
  expect(slice.content.textBetween(0, slice.content.size)).toBe('字')
})
