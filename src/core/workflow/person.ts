/** What is known of a person: names, addresses, ways to be reached, tags. */
import type { FactField } from '@shared/domain/author'
import { change } from '@shared/domain/event'
import { addressesOf, authorOfAddress, getAuthor } from '../store/repositories/authors'
import { factsOf, penNamesOf, personRow, tagsOf } from '../store/repositories/people'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { standing } from './standing-author'

/** The name that lists show. */
export function renameAuthor(context: DeskContext, id: string, name: string): void {
  transact(context, () => {
    const author = getAuthor(context.db, standing(context, id)) ?? refuse('not-found')
    if (author.name === name) return
    append(context, [change('author.renamed', author.id, { authorId: author.id, from: author.name, name })])
  })
  announce(context, 'authors', 'submissions')
}

/** An address more: mail from it is this author's from now on. Refused when it is somebody else's: then they are merged. */
export function addAddress(context: DeskContext, id: string, typed: string): void {
  const address = typed.trim().toLowerCase()
  transact(context, () => {
    const authorId = standing(context, id)
    const holder = authorOfAddress(context.db, address)
    if (holder === authorId) return
    if (holder !== null) refuse('address-taken', { address, name: getAuthor(context.db, holder)?.name ?? '' })
    append(context, [change('author.address-noted', authorId, { authorId, address, present: true })])
  })
  announce(context, 'authors', 'submissions')
}

/** Mail from it is nobody's in particular any more. Refused for one that mail came from: it would register the same person anew. */
export function removeAddress(context: DeskContext, id: string, address: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    if (!addressesOf(context.db, authorId).includes(address)) refuse('not-found')
    const wrote = context.db.prepare('SELECT 1 FROM parsed_messages WHERE from_address = ? LIMIT 1').get(address)
    if (wrote !== undefined) refuse('address-in-use', { address })
    append(context, [change('author.address-noted', authorId, { authorId, address, present: false })])
  })
  announce(context, 'authors', 'submissions')
}

export function setPenName(context: DeskContext, id: string, name: string, present: boolean): void {
  transact(context, () => {
    const authorId = standing(context, id)
    if (penNamesOf(context.db, authorId).includes(name) === present) return
    append(context, [change('author.pen-name-noted', authorId, { authorId, name, present })])
  })
  announce(context, 'authors')
}

/** A fact; empty takes it back. `field`: a known one, or `own:` and a name. */
export function setFact(context: DeskContext, id: string, field: FactField | `own:${string}`, value: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    const from = factsOf(context.db, authorId).find((fact) => fact.field === field)?.value ?? ''
    if (from === value) return
    append(context, [change('author.fact-noted', authorId, { authorId, field, value, from })])
  })
  announce(context, 'authors')
}

export function setTag(context: DeskContext, id: string, tag: string, present: boolean): void {
  transact(context, () => {
    const authorId = standing(context, id)
    if (tagsOf(context.db, authorId).includes(tag) === present) return
    append(context, [change('author.tagged', authorId, { authorId, tag, present })])
  })
  announce(context, 'authors')
}

/** 每 N 周联系一次; null ends it. */
export function setKeepInTouch(context: DeskContext, id: string, weeks: number | null): void {
  transact(context, () => {
    const authorId = standing(context, id)
    const from = personRow(context.db, authorId)?.keepWeeks ?? null
    if (from === weeks) return
    append(context, [change('author.keep-in-touch-set', authorId, { authorId, from, weeks })])
  })
  announce(context, 'authors')
}
