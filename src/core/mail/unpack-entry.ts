/** Unpacks one entry of an attached archive, under limits. Names never reach a file system. */
import type { UnpackRefusal } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { harmlessFilename } from './harmless-filename'
import { DEFAULT_PARSE_LIMITS } from './parse-limits'
import { entryName } from './zip-entries'

export interface UnpackedEntry {
  /** The last part of the entry's name, made harmless. */
  readonly filename: string
  readonly bytes: Uint8Array
}

export interface UnpackLimits {
  /** Entries of the archive that can be asked for: as many as are listed. */
  readonly entries: number
  /** Bytes that the entry may unpack to, counted while they stream, whatever the directory claims. */
  readonly unpackedBytes: number
  /** Unpacked to packed bytes, once there are more than `ratioFloorBytes`. */
  readonly ratio: number
  readonly ratioFloorBytes: number
}

export const UNPACK_LIMITS: UnpackLimits = {
  entries: DEFAULT_PARSE_LIMITS.zipEntries,
  // The largest raw photograph or recording an author sends; it is held in memory once.
  unpackedBytes: 128 * 1024 * 1024,
  // Text packs to a twentieth, deflate's ceiling is 1,032.
  ratio: 200,
  // Below this a high ratio is harmless.
  ratioFloorBytes: 1024 * 1024,
}

/** Stored and deflated: the methods that every zip program writes (APPNOTE 4.4.5). */
const STORED = 0
const DEFLATED = 8
/** WinZip's AES is marked by a method and not always by the flag. */
const AES = 99

const SIGNATURES: readonly { readonly bytes: Buffer; readonly reason: UnpackRefusal }[] = [
  { bytes: Buffer.from('Rar!\u001A\u0007', 'latin1'), reason: 'rar-not-supported' },
  { bytes: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), reason: '7z-not-supported' },
]

class TooLarge extends Error {}

/** `entry` is the place in the attachment's list of entries, from 0. */
export async function unpackEntry(
  bytes: Uint8Array,
  entry: number,
  limits: UnpackLimits = UNPACK_LIMITS,
): Promise<Result<UnpackedEntry, UnpackRefusal>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const foreign = SIGNATURES.find((one) => buffer.subarray(0, one.bytes.length).equals(one.bytes))
  if (foreign !== undefined) return fail(foreign.reason)
  let archive: ZipFile
  try {
    archive = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true })
  } catch {
    return fail('not-an-archive')
  }
  try {
    if (entry >= limits.entries) return fail('too-many-entries')
    const found = await entryAt(archive, entry)
    return found === null ? fail('no-such-entry') : await unpack(archive, found, entry, limits)
  } catch (error) {
    return fail(error instanceof TooLarge ? 'unpacks-too-large' : 'corrupt')
  } finally {
    archive.close()
  }
}

async function entryAt(archive: ZipFile, place: number): Promise<Entry | null> {
  let index = 0
  for await (const entry of archive.eachEntry()) {
    if (index === place) return entry
    index++
  }
  return null
}

async function unpack(
  archive: ZipFile,
  entry: Entry,
  place: number,
  limits: UnpackLimits,
): Promise<Result<UnpackedEntry, UnpackRefusal>> {
  const name = entryName(entry)
  if (/[\\/]$/.test(name)) return fail('no-such-entry')
  if (entry.isEncrypted() || entry.compressionMethod === AES) return fail('encrypted')
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return fail('method-not-supported')
  if (bursts(entry.uncompressedSize, entry, limits)) return fail('unpacks-too-large')
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop destroys the stream: nothing is inflated beyond the bound.
  for await (const chunk of (await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (bursts(size, entry, limits)) throw new TooLarge()
    chunks.push(chunk)
  }
  return ok({
    filename: harmlessFilename(name, `entry-${place + 1}`),
    bytes: new Uint8Array(Buffer.concat(chunks, size)),
  })
}

function bursts(size: number, entry: Entry, limits: UnpackLimits): boolean {
  return size > limits.unpackedBytes || (size > limits.ratioFloorBytes && size > entry.compressedSize * limits.ratio)
}
