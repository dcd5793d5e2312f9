/**
 * @同事 in a comment: who is named, what is being typed after an `@`, and where names stand in the words. The words
 * themselves say who is meant, so that correcting them corrects it. Offsets are UTF-16. Pure functions.
 */
import { MENTIONS_MAX } from '@shared/domain/annotation'
import type { Editor } from '@shared/domain/desk'

type Named = Pick<Editor, 'id' | 'name'>

/** `@`, and the wide one that a Chinese input method types. */
const SIGNS = '@＠'
/** Characters that a name being typed may have. */
const QUERY_MAX = 20

export type MentionPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly editorIds: readonly string[] }

/** A text in pieces: words, and the names of editors after an `@` (the longest name that fits; two may share it). */
export function mentionParts(text: string, editors: readonly Named[]): MentionPart[] {
  const byLength = editors.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length)
  const parts: MentionPart[] = []
  let done = 0
  for (let at = 0; at < text.length; at += 1) {
    if (!isSign(text, at)) continue
    const named = byLength.find(({ name }) => text.startsWith(name, at + 1))
    if (named === undefined) continue
    const end = at + 1 + named.name.length
    if (at > done) parts.push({ kind: 'words', text: text.slice(done, at) })
    const editorIds = editors.filter(({ name }) => name === named.name).map(({ id }) => id)
    parts.push({ kind: 'mention', text: `@${named.name}`, editorIds })
    done = end
    at = end - 1
  }
  if (done < text.length) parts.push({ kind: 'words', text: text.slice(done) })
  return parts
}

/** The editors that a text names, each once, at most as many as a comment may. */
export function mentionsIn(text: string, editors: readonly Named[]): string[] {
  const ids = mentionParts(text, editors).flatMap((part) => (part.kind === 'mention' ? part.editorIds : []))
  return [...new Set(ids)].slice(0, MENTIONS_MAX)
}

/** What stands between an `@` and the caret while a name may still be meant; null otherwise. */
export function mentionBeingTyped(text: string, caret: number): { readonly at: number; readonly query: string } | null {
  for (let at = caret - 1; at >= 0 && caret - at <= QUERY_MAX + 1; at -= 1) {
    if (/\s/.test(text[at] ?? '')) return null
    if (isSign(text, at)) return { at, query: text.slice(at + 1, caret) }
  }
  return null
}

/** Editors whose name has what was typed, those that begin with it first. */
export function matchingEditors<Person extends Named>(editors: readonly Person[], query: string): Person[] {
  const wanted = query.toLowerCase()
  const found = editors.filter(({ name }) => name.toLowerCase().includes(wanted))
  const begins = ({ name }: Named): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1)
  return found.toSorted((a, b) => begins(a) - begins(b))
}

/** Puts a name in place of what was typed, with a space after it; the caret goes behind that. */
export function withMention(
  text: string,
  typed: { readonly at: number; readonly query: string },
  name: string,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(typed.at + 1 + typed.query.length)
  const words = `@${name}${after.startsWith(' ') ? '' : ' '}`
  return { text: text.slice(0, typed.at) + words + after, caret: typed.at + name.length + 2 }
}

/** An `@` inside an address (`a@b`) names nobody. */
function isSign(text: string, at: number): boolean {
  const sign = text[at]
  return sign !== undefined && SIGNS.includes(sign) && !/[\w.+-]/.test(text[at - 1] ?? '')
}
