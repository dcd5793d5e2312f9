/** Tells a senior of drafts that wait: of each once while the desk is open, when a senior sits at it. */
import { waitingDrafts } from '../store/repositories/publication'
import type { Db } from '../store/open-database'
import type { DeskContext } from './context'
import { actsAsSenior } from './roles'

/** By editor: what they were told of. In memory: who opens the desk on another day is told again of what still waits. */
const told = new WeakMap<Db, Map<string, Set<string>>>()

/** How many drafts of colleagues wait that whoever sits at the desk, a senior, was not told of; from now on they were. */
export function newDrafts(context: DeskContext): number {
  const { db, editorId } = context
  if (!actsAsSenior(context)) return 0
  const byEditor = told.get(db) ?? new Map<string, Set<string>>()
  told.set(db, byEditor)
  const known = byEditor.get(editorId) ?? new Set<string>()
  byEditor.set(editorId, known)
  // Their own are another senior's to approve.
  const fresh = waitingDrafts(db).filter((draft) => draft.editorId !== editorId && !known.has(draft.id))
  for (const { id } of fresh) known.add(id)
  return fresh.length
}
