/**
 * What points into a manuscript: W3C Web Annotation's TextQuoteSelector and TextPositionSelector,
 * relative to a block. Offsets are UTF-16 code units. Words of several paragraphs are one part a paragraph:
 * the first is the anchor's own, `more` has the others in the order of the text.
 */
import { z } from 'zod'
import type { CheckBlock } from '../domain/compliance'

/** Characters kept on either side of a quote to tell equal quotes apart. */
export const ANCHOR_CONTEXT = 24

/** Paragraphs that one anchor goes over: a chapter. Beyond it a comment is about the piece. */
export const ANCHOR_BLOCKS_MAX = 200

const part = {
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  quote: z.string().max(20_000),
  prefix: z.string().max(200),
  suffix: z.string().max(200),
}

export const anchorSchema = z.object({
  /** sha256 of the document's canonical JSON that the anchor was made in. */
  contentHash: z.string(),
  /** Which projection of the working copy: without insertions (`base`) or without deletions (`current`). */
  projection: z.enum(['base', 'current']),
  ...part,
  /** The parts in further paragraphs; absent where all the words are in one. */
  more: z
    .array(z.object(part))
    .max(ANCHOR_BLOCKS_MAX - 1)
    .optional(),
})
export type Anchor = z.infer<typeof anchorSchema>

/** `[start, end)` of a block's text. */
export interface Span {
  readonly block: string
  readonly start: number
  readonly end: number
}

/** Spans in the order of the text: the first, and those in further blocks. */
export interface Spans extends Span {
  readonly more?: readonly Span[] | undefined
}

/** Where an anchor lies now, or that it needs re-placing. */
export type AnchorPlace =
  ({ readonly kind: 'exact' } & Spans) | ({ readonly kind: 'moved' } & Spans) | { readonly kind: 'lost' }

/** Each paragraph's part as an anchor by itself, in the order of the text. */
export function partsOf({ more = [], ...first }: Anchor): Anchor[] {
  const { contentHash, projection } = first
  return [first, ...more.map((part) => ({ contentHash, projection, ...part }))]
}

/**
 * One anchor of parts in the order of the text; null for none. White space between paragraphs is nobody's words and left out, as
 * are parts past the most that one goes over.
 */
export function joinParts(parts: readonly Anchor[]): Anchor | null {
  const told = parts.filter(({ quote }) => quote.trim() !== '')
  const [first, ...others] = told.length > 0 ? told : parts.slice(0, 1)
  if (first === undefined) return null
  const more = others
    .slice(0, ANCHOR_BLOCKS_MAX - 1)
    .map(({ contentHash: _hash, projection: _projection, more: _more, ...part }) => part)
  return more.length === 0 ? first : { ...first, more }
}

/** All the words, those of each paragraph on a line. */
export function quoteOf(anchor: Anchor): string {
  return partsOf(anchor)
    .map(({ quote }) => quote)
    .join('\n')
}

export function spansOf({ more = [], block, start, end }: Spans): Span[] {
  return [{ block, start, end }, ...more]
}

/** Spans in one; null for none. */
export function joinSpans(spans: readonly Span[]): (Span & { more?: Span[] }) | null {
  const [first, ...more] = spans
  if (first === undefined) return null
  return more.length === 0 ? first : { ...first, more }
}

/** Makes an anchor over `[start, end)` of a block. */
export function makeAnchor(contentHash: string, block: CheckBlock, start: number, end: number): Anchor {
  return {
    contentHash,
    projection: 'current',
    block: block.id,
    start,
    end,
    quote: block.text.slice(start, end),
    prefix: wholeCharacters(block.text.slice(Math.max(0, start - ANCHOR_CONTEXT), start)),
    suffix: wholeCharacters(block.text.slice(end, end + ANCHOR_CONTEXT)),
  }
}

/** Half of a surrogate pair at the outer edge would not survive UTF-8, and the context be found no more. */
function wholeCharacters(context: string): string {
  return context.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
}

/** Makes an anchor over spans of blocks in the order of the text; null where none of the blocks is there. */
export function makeAnchorOver(
  contentHash: string,
  blocks: readonly CheckBlock[],
  spans: readonly Span[],
): Anchor | null {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  return joinParts(
    spans.flatMap(({ block: id, start, end }) => {
      const block = byId.get(id)
      return block === undefined ? [] : [makeAnchor(contentHash, block, start, end)]
    }),
  )
}

/** Whether blocks say what an anchor says of them, in all its parts. */
export function standsIn(blocks: readonly CheckBlock[], anchor: Anchor): boolean {
  return partsOf(anchor).every(
    ({ block: id, start, end, quote }) =>
      quote !== '' && blocks.find((block) => block.id === id)?.text.slice(start, end) === quote,
  )
}

/**
 * Finds an anchor in blocks: at its own place if the quote still stands there, else wherever quote
 * and context are found exactly once. A quote found twice or not at all is `lost`: nobody guesses.
 * Of several paragraphs those that are found are the place.
 */
export function placeAnchor(blocks: readonly CheckBlock[], anchor: Anchor): AnchorPlace {
  if (anchor.more === undefined) return placePart(blocks, anchor)
  const places = partsOf(anchor).map((part) => placePart(blocks, part))
  const order = new Map(blocks.map(({ id }, at) => [id, at]))
  const spans = places
    .flatMap((place) => (place.kind === 'lost' ? [] : spansOf(place)))
    .toSorted((a, b) => (order.get(a.block) ?? 0) - (order.get(b.block) ?? 0) || a.start - b.start)
  const joined = joinSpans(spans)
  if (joined === null) return { kind: 'lost' }
  return { kind: places.every(({ kind }) => kind === 'exact') ? 'exact' : 'moved', ...joined }
}

function placePart(blocks: readonly CheckBlock[], anchor: Anchor): AnchorPlace {
  const home = blocks.find((block) => block.id === anchor.block)
  if (home?.text.slice(anchor.start, anchor.end) === anchor.quote && anchor.quote !== '') {
    return { kind: 'exact', block: home.id, start: anchor.start, end: anchor.end }
  }
  if (anchor.quote === '') return { kind: 'lost' }
  return (
    onlyOccurrence(blocks, anchor.prefix + anchor.quote + anchor.suffix, anchor.prefix.length, anchor.quote.length) ??
    onlyOccurrence(blocks, anchor.quote, 0, anchor.quote.length) ?? { kind: 'lost' }
  )
}

function onlyOccurrence(
  blocks: readonly CheckBlock[],
  needle: string,
  lead: number,
  length: number,
): AnchorPlace | null {
  let found: AnchorPlace | null = null
  for (const block of blocks) {
    for (let at = block.text.indexOf(needle); at >= 0; at = block.text.indexOf(needle, at + 1)) {
      if (found !== null) return null
      found = { kind: 'moved', block: block.id, start: at + lead, end: at + lead + length }
    }
  }
  return found
}
