/** Address headers (RFC 5322, 3.4). */
import type { MailAddress } from '@shared/domain/mail'
import parseAddresses from 'nodemailer/lib/addressparser'
import { harmlessLine } from '../harmless-filename'
import { decodeGuessed } from './charsets'
import { decodeWordsIn } from './encoded-words'

/** Addresses read of one header: an editor's mail has few, and a list of thousands says nothing more. */
export const MAX_ADDRESSES = 500

/** Characters of a header that are looked at. */
const MAX_ADDRESS_HEADER = 64 * 1024

/**
 * Reads an address header given as one character a byte. Taken apart before names are decoded: an encoded name may
 * hold a comma or an angle bracket, and must not become a second address by it.
 */
export function readAddresses(binary: string | null, hint = ''): MailAddress[] {
  if (binary === null) return []
  const bytes = Buffer.from(binary.slice(0, MAX_ADDRESS_HEADER), 'latin1')
  return parseAddresses(decodeGuessed(bytes, hint), { flatten: true })
    .slice(0, MAX_ADDRESSES)
    .map((entry) => ({
      name: cleanName(decodeWordsIn(entry.name)),
      address: harmlessLine(entry.address).toLowerCase(),
    }))
    .filter((entry) => entry.address !== '' || entry.name !== '')
}

function cleanName(name: string): string {
  return harmlessLine(harmlessLine(name).replace(/^"(.*)"$/s, '$1'))
}
