/** How names sound, so that 周舟 is found by `zhouzhou`, `zhou zhou` and `zz`. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pinyin } from 'pinyin-pro'
import { namesAfter, putSound, saidOfAuthors } from '../store/repositories/people'
import type { DeskContext } from './context'

/** Names in one go: a transaction of a few milliseconds. */
const BATCH = 500

/** The sound of a name without tones and its initials; letters stay, what is neither says nothing. */
export function soundOf(name: string): { readonly full: string; readonly initials: string } {
  const parts = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true })
    .map((part) => part.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ''))
    .filter((part) => part !== '')
  return { full: parts.join(''), initials: parts.map((part) => part[0] ?? '').join('') }
}

/** Up to which event the names of a desk are known to have their sounds. */
const soundTo = new WeakMap<DeskContext, number>()

/**
 * Notes the sounds of names that have none yet; what `listAuthors` searches by. Derived, so outside the record. In slices: a
 * directory of ten thousands holds up nobody else.
 */
export async function ensureSounds(context: DeskContext): Promise<void> {
  const { db } = context
  const { newest, any } = saidOfAuthors(db, soundTo.get(context) ?? 0)
  if (any) {
    for (let after = ''; ;) {
      const names = namesAfter(db, after, BATCH)
      const missing = names.filter(({ known }) => !known)
      db.transaction(() => {
        for (const { name } of missing) putSound(db, name, soundOf(name))
      })()
      const last = names.at(-1)
      if (last === undefined) break
      after = last.name
      await nextTurn()
    }
  }
  soundTo.set(context, newest)
}
