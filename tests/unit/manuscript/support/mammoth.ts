/** What mammoth makes of a Word file: another reader of the format, to compare ours with. It knows no changes and no comments. */
import mammoth from 'mammoth'
import type { Draft } from '@core/manuscript/draft'
import { noImages } from '@core/manuscript/images'
import { importHtml } from '@core/manuscript/import-html'

const STYLE_MAP = [
  ...['Title', '标题', '文章标题', '文档标题'].map((name) => `p[style-name='${name}'] => h1:fresh`),
  ...['Subtitle', '副标题'].map((name) => `p[style-name='${name}'] => p:fresh`),
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  ...['Quote', 'Intense Quote', '引用', '明显引用', 'Quotations'].map(
    (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
  ),
  'u => u',
  'strike => s',
]

/** Pictures are left out. */
export async function mammothDraft(bytes: Uint8Array): Promise<Draft> {
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    { styleMap: STYLE_MAP, convertImage: mammoth.images.imgElement(async () => ({ src: 'docx-image:' })) },
  )
  const draft = importHtml(value, { images: noImages })
  if (!draft.ok) throw new Error(draft.error.code)
  return draft.value
}
