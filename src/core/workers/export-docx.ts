/** The task that makes a Word file: its pictures are read here, and a long text is written off the core's thread. */
import { exportDocx, type DocxOptions } from '../manuscript/export-docx/export-docx'
import { withPictures, type ExportRequest } from './export-text'

/** The file's bytes, in memory of their own. */
export async function exportWord(request: ExportRequest, options: DocxOptions): Promise<Uint8Array> {
  return new Uint8Array(await exportDocx(withPictures(request), options))
}
