/**
 * IMAP keywords by which desks and other mail programs see what was decided on a mail and who works on it. Keywords are
 * ASCII atoms and servers do not keep their case (RFC 9051, 2.3.2).
 */
import type { SubmissionState } from './submission'

/** The keyword of a state; a piece that is not decided has none. */
const BY_STATE: { readonly [State in SubmissionState]?: string } = {
  revising: '$TougaoRevising',
  accepted: '$TougaoAccepted',
  rejected: '$TougaoRejected',
  withdrawn: '$TougaoWithdrawn',
  junk: '$TougaoJunk',
  reserved: '$TougaoReserved',
}

export const STATE_KEYWORDS: readonly string[] = Object.values(BY_STATE)

export function stateKeyword(state: SubmissionState): string | null {
  return BY_STATE[state] ?? null
}

/** What every claim begins with. */
export const CLAIM = '$TougaoClaim-'
/** RFC 4648, 6, in lower case: letters and digits that survive a server that does not keep case. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** Bytes of a name that go into a keyword: Dovecot takes keywords of 50 characters. */
const MAX_NAME_BYTES = 22

/** The keyword of an editor's claim: the name itself in base32, so that every desk can read it. */
export function claimKeyword(name: string): string {
  return CLAIM + toBase32(shortened(name.normalize('NFC')))
}

export function isClaim(keyword: string): boolean {
  return keyword.toLowerCase().startsWith(CLAIM.toLowerCase())
}

/** The name in a claim, shortened if it is a long one; null for a keyword that no desk made. */
export function claimedBy(keyword: string): string | null {
  if (!isClaim(keyword)) return null
  const bytes = fromBase32(keyword.slice(CLAIM.length).toLowerCase())
  if (bytes === null || bytes.length === 0 || bytes.length > MAX_NAME_BYTES) return null
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    // Whoever reaches the mailbox can set a keyword: nothing but a visible name is one.
    return /^[^\p{C}\p{Z}](?:[^\p{C}]*[^\p{C}\p{Z}])?$/u.test(name) ? name : null
  } catch {
    return null
  }
}

/** Whether a claim names this editor; long names are told by their beginning. */
export function isClaimOf(keyword: string, name: string): boolean {
  return keyword.toLowerCase() === claimKeyword(name).toLowerCase()
}

/** Whole characters that fit. */
function shortened(name: string): Uint8Array {
  const encoder = new TextEncoder()
  let kept = new Uint8Array()
  let text = ''
  for (const character of name) {
    text += character
    const bytes = encoder.encode(text)
    if (bytes.length > MAX_NAME_BYTES) break
    kept = bytes
  }
  return kept
}

function toBase32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  let text = ''
  for (let at = 0; at < bits.length; at += 5) text += BASE32[Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2)]
  return text
}

function fromBase32(text: string): Uint8Array | null {
  let bits = ''
  for (const character of text) {
    const value = BASE32.indexOf(character)
    if (value < 0) return null
    bits += value.toString(2).padStart(5, '0')
  }
  const whole = Math.floor(bits.length / 8)
  // What is left over after the last byte is zeros and less than a character.
  if (bits.length - whole * 8 >= 5 || bits.slice(whole * 8).includes('1')) return null
  return Uint8Array.from({ length: whole }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2))
}
