/**
 * pdf.js in this very thread, which is a worker already and ends at its deadline: nothing is fetched, nothing evaluated, no
 * WebAssembly, no system fonts. Character maps and stand-in fonts come out of the app's own files (scripts/lib/pdf-files.mjs).
 */
import { pdfFiles } from 'virtual:pdf-files'
import type * as PdfjsModule from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { MAX_PDF_IMAGE_PIXELS } from '../limits'

type Pdfjs = typeof PdfjsModule

let loaded: Promise<Pdfjs> | null = null

/** The library, loaded when the first PDF comes. */
export function pdfjs(): Promise<Pdfjs> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Pdfjs> {
  // It draws on canvases and asks for their classes while it loads; nothing is drawn here.
  const scope = globalThis as Record<string, unknown>
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= Object
  // Its worker's half, found by this name, runs beside the other half instead of in a thread of its own.
  scope['pdfjsWorker'] = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

async function builtIn(name: string): Promise<Uint8Array> {
  const file = Object.hasOwn(pdfFiles, name) ? pdfFiles[name] : undefined
  if (file === undefined) throw new Error(`pdf.js has no file ${name}`)
  return new Uint8Array(Buffer.from((await file()).base64, 'base64'))
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

/** Opens a PDF. The bytes are the library's from then on. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentLoadingTask> {
  const { getDocument } = await pdfjs()
  return getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: MAX_PDF_IMAGE_PIXELS,
    CMapReaderFactory: BuiltInMaps,
    StandardFontDataFactory: BuiltInFonts,
    cMapUrl: 'built-in/',
    standardFontDataUrl: 'built-in/',
    verbosity: 0,
  })
}
