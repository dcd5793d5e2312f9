/** How names sound, so that 周舟 is found by `zhouzhou`, `zhou zhou` and `zz`. */
import { pinyin } from 'pinyin-pro'
import { namesWithoutSound, putSound } from '../store/repositories/people'
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

/** Notes the sounds of names that have none yet; what `listAuthors` searches by. Derived, so outside the record. */
export function ensureSounds(context: DeskContext): void {
  for (;;) {
    const names = namesWithoutSound(context.db, BATCH)
    if (names.length === 0) return
    context.db.transaction(() => {
      for (const name of names) putSound(context.db, name, soundOf(name))
    })()
  }
}
