/**
 * Unpacks an archive into memory under limits: entries, bytes (counted while they stream, whatever
 * the directory claims) and ratio. Names never reach a file system; they only name parts.
 */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO, ZIP_RATIO_FLOOR_BYTES } from './limits'

/** The entries of an archive by name, in the archive's order; folders left out. */
export type UnpackedZip = ReadonlyMap<string, Uint8Array>

/** General purpose flag bit 11: the name is UTF-8 (APPNOTE 4.4.4). */
const UTF8_FLAG = 0x800

/** Info-ZIP's Unicode path extra field (APPNOTE 4.6.9), with its version byte and CRC before the name. */
const UNICODE_PATH_FIELD = 0x7075
const UNICODE_PATH_HEADER_BYTES = 5

export interface ZipLimits {
  readonly entries: number
  /** Bytes that all entries together unpack to. */
  readonly unpackedBytes: number
  /** Unpacked to packed bytes of one entry, once it is larger than `ratioFloorBytes`. */
  readonly ratio: number
  readonly ratioFloorBytes: number
}

export const ZIP_LIMITS: ZipLimits = {
  entries: MAX_ZIP_ENTRIES,
  unpackedBytes: MAX_UNPACKED_BYTES,
  ratio: MAX_ZIP_RATIO,
  ratioFloorBytes: ZIP_RATIO_FLOOR_BYTES,
}

export async function unpackZip(
  bytes: Uint8Array,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<Result<UnpackedZip, ConversionRefusal>> {
  let archive: ZipFile
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    archive = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true })
  } catch (error) {
    return fail({ code: 'corrupt', detail: reasonOf(error) })
  }
  try {
    return await unpack(archive, limits)
  } catch (error) {
    if (error instanceof TooMuch) return fail({ code: 'unpacks-too-large', detail: error.message })
    return fail({ code: 'corrupt', detail: reasonOf(error) })
  } finally {
    archive.close()
  }
}

async function unpack(archive: ZipFile, limits: ZipLimits): Promise<Result<UnpackedZip, ConversionRefusal>> {
  if (archive.entryCount > limits.entries) return fail({ code: 'too-many-entries', detail: String(archive.entryCount) })
  const entries: (readonly [string, Entry])[] = []
  let claimed = 0
  for await (const entry of archive.eachEntry()) {
    const name = entryName(entry)
    if (entry.isEncrypted()) return fail({ code: 'encrypted', detail: name })
    claimed += entry.uncompressedSize
    if (claimed > limits.unpackedBytes || bursts(entry.uncompressedSize, entry.compressedSize, limits)) {
      return fail({ code: 'unpacks-too-large', detail: name })
    }
    if (isSafeName(name)) entries.push([name, entry])
  }
  const unpacked = new Map<string, Uint8Array>()
  let total = 0
  for (const [name, entry] of entries) {
    // Two parts of one name: which of them a program reads is chance, so neither is (a known way past scanners).
    if (unpacked.has(name)) return fail({ code: 'corrupt', detail: name })
    const content = await read(archive, entry, name, limits, limits.unpackedBytes - total)
    total += content.byteLength
    unpacked.set(name, content)
  }
  return ok(unpacked)
}

class TooMuch extends Error {}

async function read(
  archive: ZipFile,
  entry: Entry,
  name: string,
  limits: ZipLimits,
  room: number,
): Promise<Uint8Array> {
  const stream = await archive.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop destroys the stream: nothing is inflated beyond the bound.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > room || bursts(size, entry.compressedSize, limits)) throw new TooMuch(name)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function bursts(unpacked: number, packed: number, limits: ZipLimits): boolean {
  return unpacked > limits.ratioFloorBytes && unpacked > packed * limits.ratio
}

/** Folders, and names that point out of the archive: no part of a document is called so. */
function isSafeName(name: string): boolean {
  return name !== '' && !name.endsWith('/') && !/^(?:[\\/]|[a-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/i.test(name)
}

function entryName(entry: Entry): string {
  const unicode = entry.extraFields.find((field) => field.id === UNICODE_PATH_FIELD)
  if (unicode !== undefined && unicode.data.length > UNICODE_PATH_HEADER_BYTES) {
    return unicode.data.subarray(UNICODE_PATH_HEADER_BYTES).toString('utf8')
  }
  const raw = entry.fileNameRaw
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 || isUtf8(raw)) return raw.toString('utf8')
  // Windows in China writes GBK and sets no flag; what is no GBK is DOS's own code page.
  const chinese = iconv.decode(raw, 'gb18030')
  return chinese.includes('\uFFFD') ? iconv.decode(raw, 'cp437') : chinese
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : ''
}
