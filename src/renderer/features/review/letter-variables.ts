/** Which parts of a letter the template filled in. */
export interface LetterPart {
  readonly at: number
  readonly text: string
  readonly variable: boolean
}

/** Cuts a text at every occurrence of the values; longer values win over shorter ones inside them. */
export function highlightVariables(text: string, values: readonly string[]): LetterPart[] {
  const wanted = [...new Set(values.filter((value) => value.length > 0))].toSorted((a, b) => b.length - a.length)
  if (wanted.length === 0) return text === '' ? [] : [{ at: 0, text, variable: false }]
  const pattern = new RegExp(
    wanted.map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'),
    'gu',
  )
  const parts: LetterPart[] = []
  let done = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > done) parts.push({ at: done, text: text.slice(done, match.index), variable: false })
    parts.push({ at: match.index, text: match[0], variable: true })
    done = match.index + match[0].length
  }
  if (done < text.length) parts.push({ at: done, text: text.slice(done), variable: false })
  return parts
}
