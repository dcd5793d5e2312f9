/** A text cut where passages begin and end: pure. */
export interface Span {
  readonly start: number
  readonly end: number
  /** The passage's number. */
  readonly passage: number
}

export interface Segment {
  readonly text: string
  /** Null between passages. */
  readonly passage: number | null
}

/** Spans may overlap (one place may answer to two of the other text): what was marked first keeps it. */
export function segmentsOf(text: string, spans: readonly Span[]): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const { start, end, passage } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const from = Math.max(start, at)
    const to = Math.min(end, text.length)
    if (from >= to) continue
    if (from > at) segments.push({ text: text.slice(at, from), passage: null })
    segments.push({ text: text.slice(from, to), passage })
    at = to
  }
  if (at < text.length) segments.push({ text: text.slice(at), passage: null })
  return segments
}
