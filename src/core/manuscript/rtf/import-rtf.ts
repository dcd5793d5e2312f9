/** .rtf → blocks: a reader of our own (RTF 1.9.1), for what Word, WPS, LibreOffice and WordPad write. Nothing linked is opened. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, type Result } from '@shared/domain/result'
import type { Draft } from '../draft'
import { MAX_FILE_BYTES } from '../limits'
import { ZonedClock } from '@shared/zoned-clock'
import { RtfWalk } from './walk'

/** `zone`: of the clock that wrote the times in it; null for UTC. */
export function importRtf(bytes: Uint8Array, zone: string | null = null): Result<Draft, ConversionRefusal> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  const start = head.indexOf('{\\rtf')
  if (start < 0) return fail({ code: 'corrupt', detail: 'no RTF' })
  return new RtfWalk(bytes.subarray(start), new ZonedClock(zone)).walk()
}
