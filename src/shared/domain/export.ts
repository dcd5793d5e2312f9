/** What is added to a piece when it leaves the desk for the site's CMS, 公众号 or Word. */
import { z } from 'zod'

/** Characters of the closing lines and of a statement. */
export const CLOSING_MAX = 2_000

export const exportSettingsSchema = z.object({
  /** The site's closing lines (`本文为作者独立观点，…`); empty for none. */
  closing: z.string().max(CLOSING_MAX),
  /** The statement on first publication and rights; `{{ }}` takes the piece's own facts. Empty for none. */
  statement: z.string().max(CLOSING_MAX),
  /** Whether 署名 and 作者简介 go with the text. */
  byline: z.boolean(),
  bio: z.boolean(),
})
export type ExportSettings = z.infer<typeof exportSettingsSchema>

/** Until an editor says otherwise. The closing lines are the ones under the site's articles. */
export const DEFAULT_EXPORT_SETTINGS: ExportSettings = {
  closing: '',
  statement: '',
  byline: true,
  bio: true,
}
