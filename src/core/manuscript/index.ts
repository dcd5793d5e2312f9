/** The manuscript's public face: one entry for the worker, one exporter, the document's hash. */
export { convertManuscript } from './convert'
export { documentHash } from './document-hash'
export { exportJson, JSON_EXPORT_VERSION, type JsonExportInput } from './export-json'
export type {
  FileToConvert,
  MailToConvert,
  ManuscriptAttachment,
  ManuscriptConversion,
  ManuscriptToConvert,
} from './types'
