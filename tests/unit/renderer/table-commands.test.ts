/** Cells are merged and split as people mean it, and Word agrees. `shape` writes a table as its rows of `words×columns/rows`. */
import { describe, expect, it } from 'vitest'
import { mergeSelectedCells, splitThisCell } from '@renderer/editor/table-commands'
import { trackTransaction } from '@renderer/editor/suggest/track-transaction'
import { exportDocx } from '@core/manuscript/export-docx/export-docx'
import { finishManuscript } from '@core/manuscript/finish'
import { importDocx } from '@core/manuscript/import-docx'
import { documentJsonSchema } from '@shared/domain/manuscript'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { history, undo } from '@tiptap/pm/history'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Command } from '@tiptap/pm/state'
import { getSchema } from '@tiptap/core'
import { manuscriptExtensions } from '@renderer/editor/manuscript-extensions'

/** Tiptap's, which knows what in a table is what. */
const schema = getSchema([...manuscriptExtensions])

const cell = (words: string, name = 'tableCell') => ({
  type: name,
  content: [
    {
      type: 'paragraph',
      attrs: { id: `p${words}` },
      ...(words !== '' && { content: [{ type: 'text', text: words }] }),
    },
  ],
})
const grid = (...rows: string[]) =>
  schema.nodeFromJSON({
    type: 'doc',
    content: [
      { type: 'title', content: [{ type: 'text', text: '题' }] },
      {
        type: 'table',
        content: rows.map((row) => ({ type: 'tableRow', content: row.split(' ').map((words) => cell(words)) })),
      },
    ],
  })

function shape(doc: Node): string[] {
  const rows: string[] = []
  doc.descendants((node) => {
    if (node.type.name !== 'tableRow') return true
    rows.push(
      node.children
        .map((each) => {
          const { colspan, rowspan } = each.attrs as { colspan: number; rowspan: number }
          const words = each.children.map(({ textContent }) => textContent).join('+')
          return colspan * rowspan === 1 ? words : `${words}×${colspan}/${rowspan}`
        })
        .join(' '),
    )
    return false
  })
  return rows
}

class Page {
  state: EditorState

  constructor(doc: Node) {
    this.state = EditorState.create({ doc, plugins: [history()] })
  }

  select(first: string, last = first): this {
    const [from, to] = [this.find(first), this.find(last)]
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)))
    return this
  }

  run(command: Command): boolean {
    const done = command(this.state, (tr) => {
      this.state = this.state.apply(tr)
    })
    this.state.doc.check()
    return done
  }

  private find(words: string): number {
    let at = -1
    this.state.doc.descendants((node, pos) => {
      if (node.text === words) at = pos
    })
    if (at < 0) throw new Error(`no ${words}`)
    return at
  }
}

async function throughWord(doc: Node): Promise<string[]> {
  const bytes = await exportDocx({
    document: documentJsonSchema.parse(doc.toJSON()),
    byline: '',
    threads: [],
    pictures: new Map(),
    closing: [],
  })
  const draft = await importDocx(bytes)
  if (!draft.ok) throw new Error(draft.error.code)
  const finished = finishManuscript(draft.value, { subjectTitle: '', letter: false })
  if (!finished.ok) throw new Error(finished.error.code)
  return shape(manuscriptSchema.nodeFromJSON(finished.value.document))
}

describe('merging and splitting cells', () => {
  it('over columns: one cell with the words of all, and back by undo', () => {
    const page = new Page(grid('甲 乙 丙', '丁 戊 己')).select('甲', '乙')
    const before = page.state.doc
    expect(page.run(mergeSelectedCells)).toBe(true)
    expect(shape(page.state.doc)).toEqual(['甲+乙×2/1 丙', '丁 戊 己'])
    expect(page.state.selection.empty).toBe(true)
    page.run(undo)
    expect(page.state.doc.eq(before)).toBe(true)
  })

  it('over rows and backwards, and paragraphs keep their ids', () => {
    const page = new Page(grid('甲 乙', '丙 丁', '戊 己')).select('丁', '乙')
    page.run(mergeSelectedCells)
    expect(shape(page.state.doc)).toEqual(['甲 乙+丁×1/2', '丙', '戊 己'])
    const ids: unknown[] = []
    page.state.doc.descendants((node) => void (node.type.name === 'paragraph' && ids.push(node.attrs['id'])))
    expect(ids).toEqual(['p甲', 'p乙', 'p丁', 'p丙', 'p戊', 'p己'])
  })

  it('whole rows become one row, not one with nothing in it', () => {
    const page = new Page(grid('甲 乙', '丙 丁', '戊 己')).select('甲', '丁')
    page.run(mergeSelectedCells)
    expect(shape(page.state.doc)).toEqual(['甲+乙+丙+丁×2/1', '戊 己'])
  })

  it('the last cells of a row that others reach into leave no empty row either', () => {
    const page = new Page(grid('甲 乙', '丙 丁', '戊 己'))
    page.select('甲', '丙').run(mergeSelectedCells)
    page.select('乙', '丁').run(mergeSelectedCells)
    expect(shape(page.state.doc)).toEqual(['甲+丙 乙+丁', '戊 己'])
  })

  it('splits a cell into as many as it covers, the words in the first', () => {
    const page = new Page(grid('甲 乙 丙', '丁 戊 己', '庚 辛 壬')).select('甲', '戊')
    page.run(mergeSelectedCells)
    expect(shape(page.state.doc)).toEqual(['甲+乙+丁+戊×2/2 丙', '己', '庚 辛 壬'])
    expect(page.select('丁').run(splitThisCell)).toBe(true)
    expect(shape(page.state.doc)).toEqual(['甲+乙+丁+戊  丙', '  己', '庚 辛 壬'])
  })

  it('is not offered within one cell, over another table, or for a cell of one place', () => {
    const page = new Page(grid('甲 乙', '丙 丁')).select('甲')
    expect(page.run(mergeSelectedCells)).toBe(false)
    expect(page.run(splitThisCell)).toBe(false)
    expect(page.select('题').run(mergeSelectedCells)).toBe(false)
    expect(page.run(splitThisCell)).toBe(false)
  })

  it('cannot be suggested: the text stays as it is', () => {
    const page = new Page(grid('甲 乙', '丙 丁')).select('甲', '乙')
    const seen: string[] = []
    mergeSelectedCells(page.state, (tr) => {
      const context = {
        editorId: 'a',
        name: '苏',
        now: 0,
        newSuggestionId: () => 's1',
        newBlockId: () => 'n1',
      }
      seen.push(trackTransaction(page.state, tr, context).kind)
    })
    expect(seen).toEqual(['refused'])
  })

  it.each([
    ['columns', '甲', '乙'],
    ['rows', '乙', '戊'],
    ['both', '戊', '壬'],
  ])('comes back from Word as it went: %s', async (_name, first, last) => {
    const page = new Page(grid('甲 乙 丙', '丁 戊 己', '庚 辛 壬')).select(first, last)
    page.run(mergeSelectedCells)
    expect(await throughWord(page.state.doc)).toEqual(shape(page.state.doc))
  })
})
