/**
 * A stranger's PDF, read by pdf.js in a worker of the page's own files. Nothing is evaluated and nothing is fetched: its bytes
 * come through the core piece by piece, character maps and stand-in fonts from the app's own files. No forms, no scripts, no links.
 */
import {
  getDocument,
  PDFDataRangeTransport,
  PDFWorker,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { CoreClient } from '@renderer/client/core-client'
import { CHUNK_BYTES } from '@shared/domain/file'
import { pdfFiles } from 'virtual:pdf-files'
import { fromBase64 } from './base64'

/** Pixels of one picture inside a PDF; larger ones are left out, the page stays. */
export const MAX_PDF_IMAGE_PIXELS = 100_000_000
/** Bytes of one drawing surface that pdf.js makes for itself. */
const MAX_SURFACE_BYTES = 256 * 1024 * 1024

/** A file of pdf.js that was built into the app, by the name that a PDF asks for. */
async function builtIn(name: string): Promise<Uint8Array> {
  const load = Object.hasOwn(pdfFiles, name) ? pdfFiles[name] : undefined
  if (load === undefined) throw new Error(`pdf.js has no file ${name}`)
  return fromBase64((await load()).base64)
}

class BuiltInMaps {
  async fetch({ name }: { readonly name: string }): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> {
    return { cMapData: await builtIn(`${name}.bcmap`), isCompressed: true }
  }
}

class BuiltInFonts {
  fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    return builtIn(filename)
  }
}

/** Asks the core for the parts of the file that pdf.js looks at. */
class CoreTransport extends PDFDataRangeTransport {
  constructor(
    length: number,
    private readonly read: (begin: number, end: number) => Promise<Uint8Array>,
    private readonly onFailure: (error: unknown) => void,
  ) {
    super(length, null)
  }

  override requestDataRange(begin: number, end: number): void {
    this.read(begin, end).then(
      (bytes) => this.onDataRange(begin, bytes),
      (error: unknown) => this.onFailure(error),
    )
  }
}

export interface OpenedPdf {
  readonly task: PDFDocumentLoadingTask
  /** Ends the worker whatever it is doing. */
  close(): void
}

export function openPdf(
  client: CoreClient,
  file: { readonly sha256: string; readonly size: number },
  onFailure: (error: unknown) => void,
): OpenedPdf {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  const worker = PDFWorker.create({ port })
  const task = getDocument({
    range: new CoreTransport(file.size, (begin, end) => read(client, file.sha256, begin, end), onFailure),
    worker,
    rangeChunkSize: CHUNK_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    // The page's policy compiles no WebAssembly.
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: true,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: MAX_PDF_IMAGE_PIXELS,
    canvasMaxAreaInBytes: MAX_SURFACE_BYTES,
    CMapReaderFactory: BuiltInMaps,
    StandardFontDataFactory: BuiltInFonts,
    cMapUrl: 'built-in/',
    standardFontDataUrl: 'built-in/',
    verbosity: 0,
  })
  return {
    task,
    close() {
      // Not awaited: a worker that is stuck would never answer.
      void task.destroy().catch(() => undefined)
      port.terminate()
    },
  }
}

async function read(client: CoreClient, sha256: string, begin: number, end: number): Promise<Uint8Array> {
  const whole = new Uint8Array(end - begin)
  for (let offset = begin; offset < end; offset += CHUNK_BYTES) {
    const { base64 } = await client.files.chunk({ sha256, offset, length: Math.min(CHUNK_BYTES, end - offset) })
    whole.set(fromBase64(base64), offset - begin)
  }
  return whole
}
