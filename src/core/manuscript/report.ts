/** Collects an import's notes: each once, and no more than a human would read. */
import type { ImportNote } from '@shared/domain/manuscript'
import { MAX_DETAIL_CHARACTERS, MAX_NOTES } from './limits'

export class Report {
  private readonly notes = new Map<string, ImportNote>()

  note(code: ImportNote['code'], detail = ''): void {
    const short = clip(detail, MAX_DETAIL_CHARACTERS)
    const key = `${code}\n${short}`
    if (this.notes.size < MAX_NOTES && !this.notes.has(key)) this.notes.set(key, { code, detail: short })
  }

  add(notes: readonly ImportNote[]): void {
    for (const { code, detail } of notes) this.note(code, detail)
  }

  list(): readonly ImportNote[] {
    return [...this.notes.values()]
  }
}

/** The first `length` UTF-16 units, never half of a surrogate pair; an ellipsis says that there was more. */
export function clip(text: string, length: number): string {
  const clean = text
    .slice(0, length * 4)
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
  if (clean.length <= length) return clean
  return `${clean.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
