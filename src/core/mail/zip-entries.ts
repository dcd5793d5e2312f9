/** The names in a zip archive; nothing is unpacked. */
import iconv from 'iconv-lite'
import { isUtf8 } from 'node:buffer'
import { fromBuffer, type Entry } from 'yauzl'
import { withoutInvisible } from './harmless-filename'
import { guessEightBit } from './mime/guess-charset'
import { DEFAULT_PARSE_LIMITS } from './parse-limits'

/** General purpose flag bit 11: the name is UTF-8 (APPNOTE 4.4.4). */
const UTF8_FLAG = 0x800

/** Info-ZIP's Unicode path extra field (APPNOTE 4.6.9). */
const UNICODE_PATH_FIELD = 0x7075
const UNICODE_PATH_HEADER_BYTES = 5

/** The names in a file that came by itself, as many as an attachment's; null when it is no readable zip. */
export function listArchive(bytes: Uint8Array): Promise<string[] | null> {
  return listZipEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), DEFAULT_PARSE_LIMITS.zipEntries)
}

/** Lists at most `limit` names; null when the bytes are no readable zip. */
export function listZipEntries(bytes: Buffer, limit: number): Promise<string[] | null> {
  return new Promise((resolve) => {
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, (error, archive) => {
      if (error !== null || archive === undefined) {
        resolve(null)
        return
      }
      const names: string[] = []
      const finish = (): void => {
        archive.close()
        resolve(names)
      }
      archive.on('entry', (entry: Entry) => {
        names.push(withoutInvisible(entryName(entry)))
        if (names.length >= limit) finish()
        else archive.readEntry()
      })
      archive.once('end', finish)
      // A damaged directory: what was read until then is still true.
      archive.once('error', finish)
      archive.readEntry()
    })
  })
}

/** The name of an entry as its archiver wrote it: hostile until it is made harmless. */
export function entryName(entry: Entry): string {
  const unicode = entry.extraFields.find((field) => field.id === UNICODE_PATH_FIELD)
  if (unicode !== undefined && unicode.data.length > UNICODE_PATH_HEADER_BYTES) {
    return unicode.data.subarray(UNICODE_PATH_HEADER_BYTES).toString('utf8')
  }
  const raw = entry.fileNameRaw
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 || isUtf8(raw)) return raw.toString('utf8')
  // Windows in China writes GBK and sets no flag (in Taiwan Big5); what is neither is DOS's own code page.
  const guess = guessEightBit(raw)
  if (guess === 'big5') return iconv.decode(raw, 'big5-hkscs')
  const chinese = iconv.decode(raw, 'gb18030')
  return chinese.includes('\uFFFD') ? iconv.decode(raw, 'cp437') : chinese
}
