/** HTML and Markdown of a manuscript, made in a worker: pictures are read from their files and may be many. */
import { readFileSync } from 'node:fs'
import type { ExportPicture, ManuscriptToExport } from '../manuscript/export-types'
import { imageType } from '../manuscript/images'
import { exportMarkdown } from '../manuscript/export-markdown'
import { htmlFragment, htmlPage } from '../manuscript/export-html/export-html'

/** A manuscript whose pictures are still in their files. */
export interface ExportRequest {
  readonly manuscript: Omit<ManuscriptToExport, 'pictures'>
  readonly pictures: readonly { readonly sha256: string; readonly contentType: string; readonly file: string }[]
}

export type TextExportKind = 'page' | 'fragment' | 'wechat' | 'markdown'

export interface TextExport {
  readonly text: string
  /** Of Markdown: the pictures that lie beside it. */
  readonly pictures: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

/** `pictureFolder`: where Markdown's pictures will lie, relative to the text. */
export function exportText(request: ExportRequest, kind: TextExportKind, pictureFolder: string): TextExport {
  const manuscript = withPictures(request)
  switch (kind) {
    case 'page':
      return { text: htmlPage(manuscript), pictures: [] }
    case 'fragment':
      return { text: htmlFragment(manuscript, 'clean'), pictures: [] }
    case 'wechat':
      return { text: htmlFragment(manuscript, 'wechat'), pictures: [] }
    case 'markdown':
      return exportMarkdown(manuscript, pictureFolder)
  }
}

/** Reads the pictures. One whose file is gone is left out: its words stand in for it. */
export function withPictures({ manuscript, pictures }: ExportRequest): ManuscriptToExport {
  const read = new Map<string, ExportPicture>()
  for (const { sha256, contentType, file } of pictures) {
    try {
      const bytes = readFileSync(file)
      // A portrait is known by its bytes alone.
      read.set(sha256, { bytes, contentType: contentType === '' ? (imageType(bytes) ?? '') : contentType })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return { ...manuscript, pictures: read }
}
