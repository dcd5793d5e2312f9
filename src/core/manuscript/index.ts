/** The manuscript's public face: one entry for the worker, one exporter, the document's hash. */
export { convertManuscript } from './convert'
export { documentHash } from './document-hash'
export { exportJson, JSON_EXPORT_VERSION, type JsonExportInput } from './export-json'
export { MAX_PREVIEW_TEXT_BYTES, previewText } from './preview-text'
export { PREVIEW_HEAD_BYTES, previewKind } from './preview-kind'
export { editedText, type EditedDocument } from './edited-text'
export type { StepRefusal } from './apply-steps'
export type { SettledText, TextToSettle } from './settle-text'
export type {
  FileToConvert,
  MailToConvert,
  ManuscriptAttachment,
  ManuscriptConversion,
  ManuscriptToConvert,
  TellProgress,
} from './types'
export { ARTICLE_EXTENSIONS, readArticles } from './article/read-articles'
export { MAX_ARTICLE_FILE_BYTES, MAX_FEED_BYTES } from './article/limits'
export type { ArticleRefusal, ReadArticle } from './article/types'
