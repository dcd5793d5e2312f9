import { manuscriptSchema } from '@shared/manuscript/schema'
import { manuscriptExtensions } from '@renderer/editor/manuscript-extensions'
import { getSchema } from '@tiptap/core'
import type { AttributeSpec, Mark } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'

const editorSchema = getSchema([...manuscriptExtensions])

const attributes = (attrs: Record<string, AttributeSpec> | undefined) =>
  Object.fromEntries(
    Object.entries(attrs ?? {}).map(([name, spec]) => [
      name,
      { required: !('default' in spec), default: spec.default as unknown, validate: spec.validate },
    ]),
  )

describe('the schema of the editor', () => {
  it('has the nodes of the manuscript schema, in its order', () => {
    expect(Object.keys(editorSchema.nodes)).toEqual(Object.keys(manuscriptSchema.nodes))
    expect(editorSchema.topNodeType.name).toBe('doc')
  })

  it.each(Object.entries(manuscriptSchema.nodes))('agrees on the node %s', (name, type) => {
    const other = editorSchema.nodes[name]
    const told = ({ spec }: typeof type) => ({
      content: spec.content,
      marks: spec.marks,
      group: spec.group,
      inline: spec.inline ?? false,
      atom: spec.atom ?? false,
      code: spec.code ?? false,
      defining: spec.defining ?? false,
      isolating: spec.isolating ?? false,
      selectable: spec.selectable ?? true,
      linebreakReplacement: spec.linebreakReplacement ?? false,
      attrs: attributes(spec.attrs),
    })
    expect(other && told(other)).toEqual(told(type))
  })

  it('has the marks of the manuscript schema', () => {
    expect(Object.keys(editorSchema.marks)).toEqual(Object.keys(manuscriptSchema.marks))
    for (const [name, type] of Object.entries(manuscriptSchema.marks)) {
      const other = editorSchema.marks[name]
      expect(attributes(other?.spec.attrs)).toEqual(attributes(type.spec.attrs))
      expect(other?.spec.excludes).toBe(type.spec.excludes)
      expect(other?.spec.inclusive).toBe(type.spec.inclusive)
    }
  })

  it('reads a document of the manuscript schema and gives it back unchanged', () => {
    const { nodes, marks } = manuscriptSchema
    const text = (words: string, with_: readonly Mark[] = []) => manuscriptSchema.text(words, with_)
    const document = nodes.doc.create(null, [
      nodes.title.create(null, text('题目')),
      nodes.heading.create({ id: 'h1', level: 3 }, text('小标题')),
      nodes.paragraph.create({ id: 'p1' }, [
        text('加粗', [marks.bold.create()]),
        nodes.image.create({ sha256: 'a'.repeat(64), contentType: 'image/png', alt: '图' }),
        nodes.hardBreak.create(),
        text('链接', [marks.link.create({ href: 'https://example.com/' })]),
      ]),
      nodes.table.create(
        null,
        nodes.tableRow.create(null, nodes.tableCell.create({ colspan: 2 }, nodes.paragraph.create())),
      ),
    ])
    expect(editorSchema.nodeFromJSON(document.toJSON()).toJSON()).toEqual(document.toJSON())
  })
})
