/** 查找: what was found in the text on screen, kept true while it is written. */
import { useCoreConnection } from '@renderer/client/use-core'
import { foundRanges, setFound, setFoundActive, type FoundRange } from '@renderer/editor/find/find-marks'
import { replaceMatches } from '@renderer/editor/find/replace'
import { bringIntoView, scrollerOf } from '@renderer/editor/bring-into-view'
import { findIn, type FindQuery, type Found } from '@shared/manuscript/find'
import { positionInDocument, projectedBlocks } from '@shared/manuscript/projection'
import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useRef, useState } from 'react'

/** Milliseconds after the last key before a text is searched anew. */
const PAUSE = 120

export interface FindView {
  /** The answer to what is asked now is on its way. */
  readonly searching: boolean
  readonly count: number
  /** There are more than can be gone through. */
  readonly more: boolean
  /** The number of the match that is selected, from 0; -1: none. */
  readonly at: number
  /** Why nothing could be looked for; empty when it could. */
  readonly problem: string
  readonly error: unknown
}

const nothing: FindView = { searching: false, count: 0, more: false, at: -1, problem: '', error: null }

export function useFind(editor: Editor, query: FindQuery) {
  const connection = useCoreConnection()
  // With the question that it answers: what was found for other words says nothing about these.
  const [answer, setAnswer] = useState<{ readonly query: FindQuery; readonly view: FindView } | null>(null)
  const view = answer?.query === query ? answer.view : { ...nothing, searching: query.words !== '' }
  const say = useCallback((said: FindView): void => setAnswer({ query, view: said }), [query])
  const latest = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stopScrolling = useRef<() => void>(() => undefined)

  /** What is found now; null when it could not be looked for, or another search overtook it. */
  const search = useCallback(async (): Promise<readonly FoundRange[] | null> => {
    latest.current += 1
    const asked = latest.current
    const blocks = projectedBlocks(editor.state.doc, 'current')
    const texts = blocks.map(({ text }) => text)
    const { doc } = editor.state
    let found: Found
    try {
      found = query.pattern
        ? await (await connection.client()).manuscripts.find({ texts, query })
        : findIn(texts, query)
    } catch (error) {
      if (latest.current === asked && !editor.isDestroyed) {
        editor.view.dispatch(setFound(editor.state, []))
        say({ ...nothing, error })
      }
      return null
    }
    // What was typed meanwhile has another search on its way.
    if (latest.current !== asked || editor.isDestroyed || editor.state.doc !== doc) return null
    if (found.kind === 'no-pattern') {
      editor.view.dispatch(setFound(editor.state, []))
      say({ ...nothing, problem: found.detail })
      return null
    }
    const ranges = found.matches.flatMap(({ text, start, end, replacement }): FoundRange[] => {
      const block = blocks[text]
      if (block === undefined) return []
      const from = positionInDocument(block, start, 'after')
      const to = positionInDocument(block, end, 'before')
      return from < to ? [{ from, to, replacement }] : []
    })
    editor.view.dispatch(setFound(editor.state, ranges))
    say({ ...nothing, count: ranges.length, more: found.more })
    return ranges
  }, [editor, query, connection, say])

  useEffect(() => {
    timer.current = setTimeout(() => void search(), PAUSE)
    const again = ({ transaction }: { transaction: { docChanged: boolean } }): void => {
      if (!transaction.docChanged) return
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void search(), PAUSE)
    }
    editor.on('transaction', again)
    return () => {
      clearTimeout(timer.current)
      latest.current += 1
      editor.off('transaction', again)
    }
  }, [editor, search])
  useEffect(
    () => () => {
      stopScrolling.current()
      if (!editor.isDestroyed) editor.view.dispatch(setFound(editor.state, []))
    },
    [editor],
  )

  /** Looks at once; the search that was to come after a pause would overtake it. */
  const searchNow = (): Promise<readonly FoundRange[] | null> => {
    clearTimeout(timer.current)
    return search()
  }
  const show = (at: number): void => {
    const range = foundRanges(editor.state)[at]
    if (range === undefined) return
    editor.view.dispatch(setFoundActive(editor.state, range))
    setAnswer((before) => (before === null ? null : { ...before, view: { ...before.view, at } }))
    const text = editor.view.dom
    stopScrolling.current()
    stopScrolling.current = bringIntoView(scrollerOf(text), () => text.querySelector('.found-active'))
  }
  return {
    view,
    /** To the next or previous match, around the end. */
    async step(by: 1 | -1): Promise<void> {
      if (view.searching) await searchNow()
      const { length } = foundRanges(editor.state)
      if (length === 0) return
      show(view.at < 0 ? (by === 1 ? 0 : length - 1) : (view.at + by + length) % length)
    },
    /** The selected match, or the first one, becomes the other words. Looked for anew first: the words may have been typed just now. */
    async replaceOne(): Promise<void> {
      const at = Math.max(view.at, 0)
      const chosen = (await searchNow())?.[at]
      if (chosen !== undefined) editor.view.dispatch(replaceMatches(editor.state, [chosen]))
    },
    /** How many were replaced. */
    async replaceAll(): Promise<number> {
      const ranges = (await searchNow()) ?? []
      if (ranges.length === 0) return 0
      // None of them is left to be moved through a thousand steps; what matches then is looked for again.
      editor.view.dispatch(setFound(editor.state, []))
      editor.view.dispatch(replaceMatches(editor.state, ranges))
      return ranges.length
    },
    /** Leaves the caret where the selected match is. */
    leave(): void {
      const range = foundRanges(editor.state)[view.at]
      if (range !== undefined) editor.commands.setTextSelection({ from: range.from, to: range.to })
      editor.view.focus()
    },
  }
}
