/** Which record is meant by an author's id: merged ones are followed to where they went. */
import { standingAuthor } from '../store/repositories/authors'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** The record that stands for an id, or its refusal. */
export function standing(context: DeskContext, id: string): string {
  return standingAuthor(context.db, id) ?? refuse('not-found')
}
