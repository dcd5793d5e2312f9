/** The suggested changes of the text on screen, read again when the writing rests. */
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { hasSettled } from '@renderer/editor/suggest/suggest-changes'
import { suggestionsOf, type Suggestion } from '@shared/manuscript/suggestion-list'
import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { useEffect, useMemo, useState } from 'react'
import type { PanelSuggestion } from './panel-items'
import { useTextHandle } from './text-handle'

/** Milliseconds without a change after which the list is made anew. */
const AT_REST = 300

const read = new WeakMap<Node, readonly Suggestion[]>()

function suggestionsIn(document: Node): readonly Suggestion[] {
  const known = read.get(document) ?? suggestionsOf(document)
  read.set(document, known)
  return known
}

/** `document`: the recorded text, for as long as no editor shows it. */
export function useSuggestions(document: Node | null): readonly Suggestion[] {
  const handle = useTextHandle((state) => state.handle)
  const live = useDocumentAtRest(handle)
  const shown = live ?? document
  return useMemo(() => (shown === null ? [] : suggestionsIn(shown)), [shown])
}

function useDocumentAtRest(handle: ManuscriptHandle | null): Node | null {
  const [rested, setRested] = useState<{ handle: ManuscriptHandle; document: Node } | null>(null)
  useEffect(() => {
    if (handle === null) return
    const { editor } = handle
    const rest = (): void => {
      if (!editor.isDestroyed) setRested({ handle, document: editor.state.doc })
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const onTransaction = ({ transaction }: { readonly transaction: Transaction }): void => {
      if (!transaction.docChanged) return
      clearTimeout(timer)
      // Who settles them looks at the list.
      if (hasSettled(transaction)) rest()
      else timer = setTimeout(rest, AT_REST)
    }
    rest()
    editor.on('transaction', onTransaction)
    return () => {
      clearTimeout(timer)
      editor.off('transaction', onTransaction)
    }
  }, [handle])
  return rested !== null && rested.handle === handle ? rested.document : null
}

/** As the panel lists and filters them. */
export function panelSuggestions(suggestions: readonly Suggestion[]): PanelSuggestion[] {
  return suggestions.map(({ id, meta, ranges }) => ({
    id,
    from: ranges[0]?.from ?? 0,
    to: ranges.at(-1)?.to ?? 0,
    editorId: meta?.editorId ?? null,
    name: meta?.name ?? '',
    at: meta?.at ?? null,
    ruleId: meta?.ruleId,
    findingId: meta?.findingId,
  }))
}
