/** What is added to a piece when it leaves the desk for the site's CMS, 公众号 or Word. */
import { z } from 'zod'

/** Files that a piece can be saved as. `docx` carries all marks, `docx-author` only what is meant for the author, `docx-clean` none. */
export const exportFormatSchema = z.enum(['docx', 'docx-author', 'docx-clean', 'html', 'md', 'pdf', 'json', 'bundle'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** Where rich text is pasted: a CMS that has its own styles, or 公众号, whose editor keeps inline styles alone. */
export const pasteTargetSchema = z.enum(['site', 'wechat'])
export type PasteTarget = z.infer<typeof pasteTargetSchema>

/** Characters of the closing lines and of a statement. */
export const CLOSING_MAX = 2_000

export const exportSettingsSchema = z.object({
  /** The site's closing lines (`本文为作者独立观点，…`); empty for none. */
  closing: z.string().max(CLOSING_MAX),
  /** The statement on first publication and rights, a Liquid template over the piece's own facts. Empty for none. */
  statement: z.string().max(CLOSING_MAX),
  /** Whether 署名 and 作者简介 go with the text. */
  byline: z.boolean(),
  bio: z.boolean(),
})
export type ExportSettings = z.infer<typeof exportSettingsSchema>

/** Until an editor says otherwise. The closing lines are the ones under the site's articles. */
export const DEFAULT_EXPORT_SETTINGS: ExportSettings = {
  closing: '本文为作者独立观点，不代表鸟哥笔记立场，未经允许不得转载。',
  statement: '',
  byline: true,
  bio: true,
}
