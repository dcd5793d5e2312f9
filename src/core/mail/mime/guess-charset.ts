/** Tells GB18030 from Big5 by the characters people write: both accept most byte pairs, but few pairs are common words. */
import iconv from 'iconv-lite'

/** Bytes looked at: a header or a first page says enough. */
const SAMPLE_BYTES = 4096

/** Share of pairs that must be everyday characters before a guess is made: below it the bytes are no Chinese text. */
const PLAUSIBLE_SHARE = 0.7

/**
 * Guesses which Chinese encoding bytes above 0x7F are in; null when neither is plausible. Frequency, not validity,
 * decides: everyday simplified characters lie in GB 2312's first level (leads B0 to D7, trails from A1), everyday
 * traditional ones in Big5's (leads A4 to C6, half of their trails under 7F).
 */
export function guessEightBit(bytes: Uint8Array): 'gb18030' | 'big5' | null {
  const sample = bytes.length > SAMPLE_BYTES ? cutBetweenCharacters(bytes.subarray(0, SAMPLE_BYTES)) : bytes
  const gb = shareOf(sample, isEverydayGb)
  const big5 = shareOf(sample, isEverydayBig5)
  const candidates: { charset: 'gb18030' | 'big5'; share: number }[] = [
    { charset: 'gb18030', share: gb },
    { charset: 'big5', share: big5 },
  ]
  candidates.sort((a, b) => b.share - a.share)
  for (const { charset, share } of candidates) {
    if (share >= PLAUSIBLE_SHARE && isValid(sample, charset)) return charset
  }
  // Names of rare characters (陈喆镕): Western text has its accents one at a time between plain letters.
  return hasNoLoneByte(sample) && isValid(sample, 'gb18030') ? 'gb18030' : null
}

function hasNoLoneByte(bytes: Uint8Array): boolean {
  const runs =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[\u0080-\u00FF]+/g) ?? []
  return runs.length > 0 && runs.every((run) => run.length > 1)
}

function shareOf(bytes: Uint8Array, everyday: (lead: number, trail: number) => boolean): number {
  let pairs = 0
  let hits = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0
    if (lead <= 0x80) continue
    pairs++
    const trail = bytes[++i] ?? 0
    if (everyday(lead, trail)) hits++
  }
  return pairs === 0 ? 0 : hits / pairs
}

function isEverydayGb(lead: number, trail: number): boolean {
  // A1 and A3: punctuation and full-width forms.
  return trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)
}

function isEverydayBig5(lead: number, trail: number): boolean {
  const validTrail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1
  return validTrail && lead >= 0xa1 && lead <= 0xc6 && lead !== 0xa2 && lead !== 0xa3
}

function isValid(bytes: Uint8Array, charset: 'gb18030' | 'big5'): boolean {
  return !iconv.decode(Buffer.from(bytes), charset === 'big5' ? 'big5-hkscs' : charset).includes('\uFFFD')
}

/** Cuts after the last byte that can be no part of a pair (below `0`), so that the sample does not end inside one. */
function cutBetweenCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] ?? 0) >= 0x30) end--
  // A run without such a byte to its end is all pairs, counted from where it begins.
  return end > bytes.length / 2 ? bytes.subarray(0, end) : bytes.subarray(0, bytes.length - ((bytes.length - end) % 2))
}
