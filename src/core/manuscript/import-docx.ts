/** .docx → blocks. The archive is unpacked under limits and its parts are looked over before anything interprets them. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, type Result } from '@shared/domain/result'
import { readDocx } from './docx/read-docx'
import type { Draft } from './draft'
import { MAX_FILE_BYTES } from './limits'
import { readOoxmlParts } from './ooxml-parts'
import { isOleContainer, oleRefusal } from './ole'
import { unpackZip } from './zip'

/** `zone`: of the clock that wrote the times in it; null for UTC. */
export async function importDocx(
  bytes: Uint8Array,
  zone: string | null = null,
): Promise<Result<Draft, ConversionRefusal>> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  if (isOleContainer(bytes)) return fail(oleRefusal(bytes))
  const unpacked = await unpackZip(bytes)
  if (!unpacked.ok) return unpacked
  const parts = readOoxmlParts(unpacked.value)
  return parts.ok ? readDocx(parts.value, zone) : parts
}
