/**
 * What points into a manuscript: W3C Web Annotation's TextQuoteSelector and TextPositionSelector,
 * relative to a block. Offsets are UTF-16 code units.
 */
import { z } from 'zod'
import type { CheckBlock } from '../domain/compliance'

/** Characters kept on either side of a quote to tell equal quotes apart. */
export const ANCHOR_CONTEXT = 24

export const anchorSchema = z.object({
  /** sha256 of the document's canonical JSON that the anchor was made in. */
  contentHash: z.string(),
  /** Which projection of the working copy: without insertions (`base`) or without deletions (`current`). */
  projection: z.enum(['base', 'current']),
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  quote: z.string().max(20_000),
  prefix: z.string().max(200),
  suffix: z.string().max(200),
})
export type Anchor = z.infer<typeof anchorSchema>

/** Where an anchor lies now, or that it needs re-placing. */
export type AnchorPlace =
  | { readonly kind: 'exact'; readonly block: string; readonly start: number; readonly end: number }
  | { readonly kind: 'moved'; readonly block: string; readonly start: number; readonly end: number }
  | { readonly kind: 'lost' }

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

/**
 * Finds an anchor in blocks: at its own place if the quote still stands there, else wherever quote
 * and context are found exactly once. A quote found twice or not at all is `lost`: nobody guesses.
 */
export function placeAnchor(blocks: readonly CheckBlock[], anchor: Anchor): AnchorPlace {
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
