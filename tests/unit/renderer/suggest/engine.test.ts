/** What a writer's keys become in 修订模式. `told` writes a document as a line. */
import { manuscriptSchema } from '@shared/manuscript/schema'
import { projectDocument } from '@shared/manuscript/projection'
import { suggestionsOf } from '@shared/manuscript/suggestion-list'
import { toggleMark, wrapIn } from '@tiptap/pm/commands'
import { undo } from '@tiptap/pm/history'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { NodeSelection, TextSelection, type Command } from '@tiptap/pm/state'
import {
  beginComposition,
  continueComposition,
  plainComposition,
  trackComposition,
} from '@renderer/editor/suggest/composition'
import { deleteRange } from '@renderer/editor/suggest/delete-key'
import { insertSlice, typeText } from '@renderer/editor/suggest/enter-key'
import {
  byId,
  byName,
  byRule,
  everything,
  inRange,
  resolveSuggestions,
} from '@renderer/editor/suggest/resolve-suggestions'
import { describe, expect, it } from 'vitest'
import {
  Desk,
  document,
  heading,
  item,
  list,
  paragraph,
  picture,
  rule,
  table,
  told,
  words,
  type Who,
} from './manuscripts'

const { nodes, marks } = manuscriptSchema

/** Places are found by words: the caret stands after them, a selection is over them. */
function writing(...blocks: readonly Node[]) {
  const desk = new Desk(document('题', ...blocks))
  const find = (text: string): number => {
    let at = -1
    desk.state.doc.descendants((node, pos) => {
      const inside = node.text?.indexOf(text) ?? -1
      if (at < 0 && inside >= 0) at = pos + inside
    })
    if (at < 0) throw new Error(`no ${text}`)
    return at
  }
  const select = (from: number, to: number): void => {
    desk.state = desk.state.apply(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, from, to)))
  }
  return {
    desk,
    find,
    after: (text: string) => select(find(text) + text.length, find(text) + text.length),
    before: (text: string) => select(find(text), find(text)),
    over: (text: string, last = text) => select(find(text), find(last) + last.length),
    type(text: string, who: Who = 'a') {
      for (const character of text) desk.track(desk.state.tr.insertText(character), who)
    },
    press: (key: 'Backspace' | 'Delete' | 'Enter', who: Who = 'a', times = 1) => {
      for (let time = 0; time < times; time += 1) desk.press(key, who)
    },
    run: (command: Command, who: Who = 'a') => command(desk.state, (tr) => desk.track(tr, who)),
    get told() {
      return told(desk.state.doc).replace(/^title:题 \| /, '')
    },
    /** The words around the caret. */
    get caret() {
      const { $head } = desk.state.selection
      const { parent, parentOffset } = $head
      return `${parent.textBetween(0, parentOffset)}^${parent.textBetween(parentOffset, parent.content.size)}`
    },
    get kinds() {
      return suggestionsOf(desk.state.doc).map(({ kind }) => kind)
    },
  }
}

describe('writing in 修订模式', () => {
  it('typing is one suggestion, not one a key', () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.type('玄黄')
    expect(page.told).toBe('p1:天[+玄黄]地')
    expect(page.kinds).toEqual(['insert'])
    expect(page.caret).toBe('天玄黄^地')
    page.press('Backspace')
    expect(page.told).toBe('p1:天[+玄]地')
    page.press('Backspace', 'a', 2)
    expect(page.told).toBe('p1:[-天]地')
  })

  it("a colleague's words are marked deleted, one's own go", () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.type('玄')
    page.over('玄')
    page.press('Delete', 'b')
    expect(page.told).toBe('p1:天[+-玄]地')
    expect(suggestionsOf(page.desk.state.doc)).toHaveLength(2)
  })

  it('after a while, or by another, it is another suggestion', () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.type('玄')
    page.desk.wait()
    page.type('黄')
    page.type('宇', 'b')
    expect(suggestionsOf(page.desk.state.doc).map(({ inserted }) => inserted)).toEqual(['玄', '黄', '宇'])
  })

  it('typing over a selection is one replacement, the new words behind the old', () => {
    const page = writing(paragraph('p1', '天地玄黄'))
    page.over('地玄')
    page.type('洪荒')
    expect(page.told).toBe('p1:天[-地玄][+洪荒]黄')
    expect(page.kinds).toEqual(['replace'])
    expect(page.caret).toBe('天地玄洪荒^黄')
  })

  it('Backspace and Delete go on where the writer goes on, over what is deleted already', () => {
    const page = writing(paragraph('p1', '天地玄黄'))
    page.after('玄')
    page.press('Backspace', 'a', 2)
    expect(page.told).toBe('p1:天[-地玄]黄')
    expect(page.caret).toBe('天^地玄黄')
    page.press('Delete')
    expect(page.told).toBe('p1:天[-地玄黄]')
    expect(page.caret).toBe('天地玄黄^')
    page.press('Backspace')
    expect(page.told).toBe('p1:[-天地玄黄]')
    expect(page.kinds).toEqual(['delete'])
  })

  it('a character of several code units goes as one', () => {
    const page = writing(paragraph('p1', '天👩‍💻𠮷'))
    page.after('𠮷')
    page.press('Backspace', 'a', 2)
    expect(page.told).toBe('p1:天[-👩‍💻𠮷]')
  })

  it('Enter splits and Backspace takes one’s own split back', () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.press('Enter')
    expect(page.told).toBe('p1:天¶+ | n4:地')
    expect(page.kinds).toEqual(['split'])
    expect(page.caret).toBe('^地')
    page.type('玄')
    expect(suggestionsOf(page.desk.state.doc)).toHaveLength(1)
    page.press('Backspace', 'a', 2)
    expect(page.told).toBe('p1:天地')
    expect(page.caret).toBe('天^地')
  })

  it('Enter at the beginning of a paragraph leaves it its name; before a heading comes a paragraph, and after it', () => {
    const page = writing(heading('h1', 3, '天'), paragraph('p1', '地'))
    page.before('天')
    page.press('Enter')
    expect(page.told).toBe('n4:¶+ | h1:h3:天 | p1:地')
    page.after('天')
    page.press('Enter')
    expect(page.told).toBe('n4:¶+ | h1:h3:天¶+ | n8: | p1:地')
  })

  it('Backspace at the beginning of a paragraph suggests to join it; a second goes on in the one before', () => {
    const page = writing(paragraph('p1', '天'), paragraph('p2', '地'))
    page.before('地')
    page.press('Backspace')
    expect(page.told).toBe('p1:天¶- | p2:地')
    expect(page.kinds).toEqual(['join'])
    expect(page.caret).toBe('天^')
    page.press('Backspace')
    expect(page.told).toBe('p1:[-天]¶- | p2:地')
    page.press('Delete')
    expect(page.told).toBe('p1:[-天]¶- | p2:[-地]')
  })

  it('a selection over paragraphs and items is deleted in one', () => {
    const page = writing(
      paragraph('p1', '天地'),
      list(item(paragraph('p2', '玄')), item(paragraph('p3', '黄宇'))),
      paragraph('p4', '宙'),
    )
    page.over('地', '黄')
    page.press('Backspace')
    expect(page.told).toBe('p1:天[-地]¶- | p2:[-玄]¶- | p3:[-黄]宇 | p4:宙')
    expect(page.kinds).toEqual(['delete'])
    expect(page.caret).toBe('天^地')
  })

  it('a title is suggested too; Enter leaves it', () => {
    const page = writing(paragraph('p1', '天'))
    page.after('题')
    page.type('目')
    expect(page.told).toBe('title:题[+目] | p1:天')
    page.press('Enter')
    expect(page.caret).toBe('^天')
    page.before('天')
    page.press('Backspace')
    expect(page.told).toBe('title:题[+目] | p1:天')
  })

  it('pictures, rules and tables', () => {
    const page = writing(
      paragraph('p1', '天', picture()),
      rule(),
      paragraph('p2', '地'),
      table(paragraph('p3', '玄')),
      paragraph('p4', '黄'),
    )
    page.before('地')
    page.press('Backspace')
    expect(page.told).toBe('p1:天image | [-—] | p2:地 | p3:玄 | p4:黄')
    page.before('地')
    page.press('Backspace')
    expect(page.told).toContain('p1:天image¶- | [-—]')
    page.press('Backspace')
    expect(page.told).toContain('p1:天[-image]¶-')
    page.before('黄')
    page.press('Backspace')
    expect(page.desk.state.selection).toBeInstanceOf(NodeSelection)
    page.press('Backspace')
    expect(page.told).toContain('[-玄] | p4:黄')
  })

  it('a row that is put in and one that is taken out; words over several rows take out none', () => {
    const line = (...cells: readonly Node[]) =>
      nodes.tableRow.create(
        null,
        cells.map((cell) => nodes.tableCell.create(null, cell)),
      )
    const grid = nodes.table.create(null, [
      line(paragraph('p1', '天'), paragraph('p2', '地')),
      line(paragraph('p3', '玄'), paragraph('p4', '黄')),
      line(paragraph('p5', '宇'), paragraph('p6', '宙')),
    ])
    const page = writing(grid, paragraph('p7', '洪'))
    const original = page.desk.state.doc
    const rowAt = (index: number): number => {
      const whole = page.desk.state.doc.child(1)
      const before = whole.children.slice(0, index).reduce((sum, each) => sum + each.nodeSize, 0)
      return page.desk.state.doc.child(0).nodeSize + 1 + before
    }
    const { tr } = page.desk.state
    page.desk.track(tr.delete(rowAt(1), rowAt(2)))
    page.desk.track(page.desk.state.tr.insert(rowAt(1), line(paragraph('x', '新'), paragraph('y', ''))))
    const marksOfRows = page.desk.state.doc.child(1).children.map(({ marks: own }) => own.map(({ type }) => type.name))
    expect(marksOfRows).toEqual([[], ['insertion'], ['deletion'], []])
    // Beside one another and by one editor: a replacement, as words are.
    expect(page.kinds).toEqual(['replace'])
    expect(projectDocument(page.desk.state.doc, 'base').eq(original)).toBe(true)
    expect(projectDocument(page.desk.state.doc, 'current').child(1).childCount).toBe(3)
    // Rejecting gives the table back; accepting leaves the new row for the old one.
    const rejected = page.desk.state.apply(resolveSuggestions(page.desk.state, 'reject', everything)).doc
    expect(rejected.child(1).eq(grid)).toBe(true)
    const accepted = page.desk.state.apply(resolveSuggestions(page.desk.state, 'accept', everything)).doc
    expect(accepted.child(1).children.map(({ textContent }) => textContent)).toEqual(['天地', '新', '宇宙'])
    // One's own row really goes.
    page.desk.track(page.desk.state.tr.delete(rowAt(1), rowAt(2)))
    expect(page.desk.state.doc.child(1).childCount).toBe(3)
    page.over('天', '宙')
    page.press('Delete')
    expect(page.desk.state.doc.child(1).children.filter(({ marks: own }) => own.length > 0)).toHaveLength(1)
    expect(page.desk.refused).toBe(0)
  })

  it('all rows of a table taken out take the table along; a cell over several rows keeps them', () => {
    const line = (text: string, rowspan = 1) =>
      nodes.tableRow.create(null, nodes.tableCell.create({ rowspan }, paragraph(text, text)))
    const page = writing(paragraph('p1', '天'), nodes.table.create(null, [line('地'), line('玄')]))
    const start = page.desk.state.doc.content.size - page.desk.state.doc.child(2).nodeSize + 1
    const { nodeSize } = page.desk.state.doc.child(2).child(0)
    page.desk.track(page.desk.state.tr.delete(start, start + nodeSize), 'a')
    page.desk.wait()
    page.desk.track(page.desk.state.tr.delete(start + nodeSize, start + 2 * nodeSize), 'b')
    expect(projectDocument(page.desk.state.doc, 'current').childCount).toBe(2)
    expect(page.desk.state.apply(resolveSuggestions(page.desk.state, 'accept', everything)).doc.childCount).toBe(2)
    const other = writing(nodes.table.create(null, [line('地', 2), line('玄')]))
    const at = other.desk.state.doc.content.size - other.desk.state.doc.child(1).nodeSize + 1
    other.desk.track(other.desk.state.tr.delete(at, at + other.desk.state.doc.child(1).child(0).nodeSize))
    expect(other.desk.refused).toBe(1)
  })

  it('formatting says what was before, and nothing when it is taken back', () => {
    const page = writing(paragraph('p1', '天地玄'))
    page.over('地')
    page.run(toggleMark(marks.bold))
    expect(page.told).toBe('p1:天{*地*}玄')
    expect(page.kinds).toEqual(['format'])
    page.run(toggleMark(marks.bold))
    expect(page.told).toBe('p1:天地玄')
    page.after('玄')
    page.type('黄')
    page.over('黄')
    page.run(toggleMark(marks.bold))
    expect(page.told).toBe('p1:天地玄[+*黄*]')
  })

  it('a heading says that it was a paragraph, and nothing when it is one again', () => {
    const page = writing(paragraph('p1', '天'))
    page.after('天')
    page.desk.track(page.desk.state.tr.setBlockType(5, 5, nodes.heading, { id: 'p1', level: 2 }))
    expect(page.told).toBe('p1:h2<p:天')
    expect(page.kinds).toEqual(['block-type'])
    page.desk.track(page.desk.state.tr.setBlockType(5, 5, nodes.paragraph, { id: 'p1' }))
    expect(page.told).toBe('p1:天')
  })

  it('what cannot be a suggestion is not done', () => {
    const page = writing(paragraph('p1', '天'))
    page.after('天')
    page.run(wrapIn(nodes.blockquote))
    page.desk.track(page.desk.state.tr.setBlockType(5, 5, nodes.codeBlock, { id: 'p1' }))
    expect(page.desk.refused).toBe(2)
    expect(page.told).toBe('p1:天')
  })

  it('a paste of paragraphs goes in between, with names of its own', () => {
    const page = writing(paragraph('p1', '天地'))
    const slice = new Slice(Fragment.from([paragraph('x', '玄'), paragraph('y', words('黄', 'bold'))]), 1, 1)
    page.after('天')
    const at = page.desk.state.selection.head
    page.desk.apply(insertSlice(page.desk.state, at, at, slice, page.desk.context('a')))
    expect(page.told).toBe('p1:天[+玄]¶+ | n4:[+*黄*]地')
    expect(page.caret).toBe('黄^地')
    expect(page.kinds).toEqual(['insert'])
  })

  it('a pasted item with a table in it that is deleted again leaves the paragraph after it where it was', () => {
    const page = writing(paragraph('p1', '天'), paragraph('p2', '地'))
    const pasted = list(item(paragraph('x', '玄'), table(paragraph('y', '黄'))))
    page.before('地')
    const at = page.desk.state.selection.head
    page.desk.apply(
      insertSlice(page.desk.state, at, at, new Slice(Fragment.from(pasted), 0, 0), page.desk.context('a')),
    )
    const base = projectDocument(page.desk.state.doc, 'base')
    page.over('天', '玄')
    page.press('Delete')
    page.desk.state.doc.check()
    expect(projectDocument(page.desk.state.doc, 'base').eq(base)).toBe(true)
    page.desk.apply(resolveSuggestions(page.desk.state, 'reject', everything))
    expect(page.told).toBe('p1:天 | p2:地')
  })

  it('undo takes back what a key did, and is itself no suggestion', () => {
    const page = writing(paragraph('p1', '天'))
    page.after('天')
    page.type('地')
    page.over('天')
    page.press('Delete')
    page.desk.run(undo)
    expect(page.told).toBe('p1:天[+地]')
    page.desk.run(undo)
    expect(page.told).toBe('p1:天')
    expect(page.desk.state.doc.attrs['suggestions']).toEqual({})
  })

  it('a suggestion for a finding stands by itself and names the rule', () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.type('玄')
    const at = page.find('地')
    const cause = { ruleId: 'r1', findingId: 'f1' }
    page.desk.apply(typeText(page.desk.state, at, at + 1, '黄', { ...page.desk.context('a'), cause }))
    const [own, mended] = suggestionsOf(page.desk.state.doc)
    expect(own?.kind).toBe('insert')
    expect(mended).toMatchObject({ kind: 'replace', deleted: '地', inserted: '黄', meta: cause })
  })
})

describe('accepting and rejecting', () => {
  const suggested = () => {
    const page = writing(paragraph('p1', '天地玄黄'), paragraph('p2', '宇宙'))
    page.over('地')
    page.type('甲')
    page.over('宇')
    page.type('乙', 'b')
    const at = page.find('黄')
    page.desk.apply(typeText(page.desk.state, at, at + 1, '丙', { ...page.desk.context('a'), cause: { ruleId: 'r1' } }))
    return page
  }
  const resolve = (
    page: ReturnType<typeof writing>,
    ...how: [Parameters<typeof resolveSuggestions>[1], Parameters<typeof resolveSuggestions>[2]]
  ) => page.desk.apply(resolveSuggestions(page.desk.state, ...how))

  it('one by one', () => {
    const page = suggested()
    const [first, second] = suggestionsOf(page.desk.state.doc)
    resolve(page, 'accept', byId(first?.id ?? ''))
    expect(page.told).toBe('p1:天甲玄[-黄][+丙] | p2:[-宇][+乙]宙')
    expect(Object.keys(page.desk.state.doc.attrs['suggestions'] as object)).not.toContain(first?.id)
    resolve(page, 'reject', byId(second?.id ?? ''))
    expect(page.told).toBe('p1:天甲玄黄 | p2:[-宇][+乙]宙')
    page.desk.run(undo)
    expect(page.told).toBe('p1:天甲玄[-黄][+丙] | p2:[-宇][+乙]宙')
  })

  it('by person, by rule, by what is selected, and all', () => {
    const page = suggested()
    resolve(page, 'accept', byName('小羽毛'))
    expect(page.told).toBe('p1:天[-地][+甲]玄[-黄][+丙] | p2:乙宙')
    resolve(page, 'reject', byRule('r1'))
    expect(page.told).toBe('p1:天[-地][+甲]玄黄 | p2:乙宙')
    page.over('甲')
    const { from, to } = page.desk.state.selection
    resolve(page, 'accept', inRange(page.desk.state.doc, from, to))
    expect(page.told).toBe('p1:天甲玄黄 | p2:乙宙')
    const again = suggested()
    resolve(again, 'reject', everything)
    expect(again.told).toBe('p1:天地玄黄 | p2:宇宙')
  })

  it('nothing picked, nothing done', () => {
    expect(resolveSuggestions(suggested().desk.state, 'accept', byId('none')).steps).toHaveLength(0)
  })
})

describe('an input method', () => {
  /** Writes as ProseMirror reads a composition from the page: plain text, replaced with each key. */
  function compose(page: ReturnType<typeof writing>, stages: readonly string[], suggesting = true) {
    const { desk } = page
    const { from, to, empty } = desk.state.selection
    if (!empty) desk.apply(deleteRange(desk.state, from, to, 'forward', desk.context('a')))
    let composition = beginComposition(desk.state)
    const start = desk.state.selection.head
    let size = 0
    for (const stage of stages) {
      const tr = desk.state.tr.insertText(stage, start, start + size).setMeta('composition', 7)
      tr.setSelection(TextSelection.create(tr.doc, start + stage.length))
      size = stage.length
      composition = continueComposition(composition, tr)
      desk.state = desk.state.apply(tr)
    }
    if (suggesting) desk.apply(trackComposition(desk.state, composition, desk.context('a')))
    else desk.apply(plainComposition(desk.state, composition))
  }

  it('is read when it has ended, and undone at once', () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    compose(page, ['x', 'xu', 'xuan', '玄'])
    expect(page.told).toBe('p1:天[+玄]地')
    expect(page.caret).toBe('天玄^地')
    page.desk.run(undo)
    expect(page.told).toBe('p1:天地')
  })

  it('writes behind what was selected', () => {
    const page = writing(paragraph('p1', '天地玄黄'))
    page.over('地玄')
    compose(page, ['h', 'hong', '洪'])
    expect(page.told).toBe('p1:天[-地玄][+洪]黄')
    expect(page.kinds).toEqual(['replace'])
  })

  it('that is cancelled leaves nothing but what was selected marked', () => {
    const page = writing(paragraph('p1', '天地'))
    page.over('地')
    compose(page, ['h', 'ho', ''])
    expect(page.told).toBe('p1:天[-地]')
  })

  it("writes inside of one's own insertion, of a colleague's and of a deletion", () => {
    const page = writing(paragraph('p1', '天地'))
    page.after('天')
    page.type('玄黄')
    page.after('玄')
    compose(page, ['y', '宇'])
    expect(page.told).toBe('p1:天[+玄宇黄]地')
    page.desk.wait()
    page.after('玄')
    compose(page, ['z', '宙'])
    expect(suggestionsOf(page.desk.state.doc).map(({ inserted }) => inserted)).toEqual(['玄宇黄', '宙'])
    const other = writing(paragraph('p1', '天地玄'))
    other.over('天地')
    other.press('Delete')
    other.after('天')
    compose(other, ['h', '洪'])
    expect(other.told).toBe('p1:[-天][+洪][-地]玄')
    expect(other.caret).toBe('天洪^地玄')
    const plain = writing(paragraph('p1', '天地玄'))
    plain.over('天地')
    plain.press('Delete')
    plain.after('天')
    compose(plain, ['h', '洪'], false)
    expect(plain.told).toBe('p1:[-天]洪[-地]玄')
  })
})

describe('what a property found', () => {
  it('typing over a pasted list beside a table: the end of a block goes once, though two ask for it', () => {
    const before = document('', paragraph('p1', 'a宇'), table(paragraph('p2')), paragraph('p3'))
    const desk = new Desk(before)
    const slice = new Slice(Fragment.from([list(item(paragraph('x'))), paragraph('y')]), 0, 1)
    desk.act({ kind: 'paste', who: 'a', from: 2, to: 6, slice })
    desk.act({ kind: 'type', who: 'a', from: 19, to: 0, text: '新' })
    desk.state.doc.check()
    expect(projectDocument(desk.state.doc, 'base').eq(before)).toBe(true)
  })
})
