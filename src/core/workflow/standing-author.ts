/** Which record is meant by an author's id: merged ones are followed to where they went. */
import { erasedAuthor, standingAuthor } from '../store/repositories/authors'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** The record that stands for an id, or its refusal. */
export function standing(context: DeskContext, id: string): string {
  return standingAuthor(context.db, id) ?? refuse('not-found')
}

/** The record that is shown for an id: the one that stands, or what is left of one that was erased, so that its pieces still open. */
export function shownRecord(context: DeskContext, id: string): string {
  return standingAuthor(context.db, id) ?? erasedAuthor(context.db, id) ?? refuse('not-found')
}
