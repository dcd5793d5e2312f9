/**
 * Codes in pictures (QR, Data Matrix, Aztec, PDF417), read here and nowhere else: the reader is a WebAssembly module out of the
 * package, loaded from disk. 小程序码 and other codes of single vendors are not among them. Runs in a worker.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { PictureCode } from '@shared/domain/piece'
import { bitmapSize } from './bitmap-size'
import { MAX_CODES, MAX_CODE_CHARACTERS, MAX_CODE_PIXELS, MAX_IMAGE_BYTES } from './limits'

const FORMATS = ['QRCode', 'MicroQRCode', 'rMQRCode', 'DataMatrix', 'Aztec', 'PDF417'] as const

let prepared = false

function prepare(): void {
  if (prepared) return
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  // Given as bytes: without them the package would fetch the module from the network.
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(file)).buffer } })
  prepared = true
}

/** The codes in a bitmap, each text once; null when it cannot be looked at (too large, or no bitmap that the reader knows). */
export async function readPictureCodes(bytes: Uint8Array): Promise<readonly PictureCode[] | null> {
  const size = bitmapSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (size === null || size.width * size.height > MAX_CODE_PIXELS || bytes.byteLength > MAX_IMAGE_BYTES) return null
  prepare()
  const found = await readBarcodes(bytes, {
    formats: [...FORMATS],
    tryHarder: true,
    maxNumberOfSymbols: MAX_CODES,
    returnErrors: true,
  })
  // Of bytes that its decoder does not know (WebP, a picture that ends early) there is one result, with an error and without a format.
  if (found.some(({ error, format }) => error !== '' && !isFormat(format))) return null
  const codes = new Map<string, PictureCode>()
  for (const { isValid, format, text } of found) {
    const kept = text.slice(0, MAX_CODE_CHARACTERS)
    if (isValid && kept !== '') codes.set(kept, { format, text: kept })
  }
  return [...codes.values()]
}

function isFormat(name: string): boolean {
  return (FORMATS as readonly string[]).includes(name)
}
