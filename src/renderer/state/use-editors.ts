/** Who works at this desk, and the colour by which each is known. */
import { useCoreQuery } from '@renderer/client/use-core'
import type { Editor } from '@shared/domain/desk'
import { useMemo } from 'react'
import type { EditorColor } from '@shared/domain/editor-color'

const none: readonly Editor[] = []

export function useEditors(): readonly Editor[] {
  return useCoreQuery(['desk', 'editors'], (client) => client.desk.editors()).data ?? none
}

/** Those who work here: whom something new can be given to. */
export function useWorkingEditors(): readonly Editor[] {
  const editors = useEditors()
  return useMemo(() => editors.filter(({ retired }) => !retired), [editors])
}

/** The colour of an editor; null for the desk itself and for who is not known. */
export function colorIn(editors: readonly Editor[], editorId: string): EditorColor | null {
  return editors.find(({ id }) => id === editorId)?.color ?? null
}
