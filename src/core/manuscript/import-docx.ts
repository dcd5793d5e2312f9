/**
 * .docx → blocks. The archive is unpacked by us, under limits and looked over; mammoth then reads our
 * parts, never the archive, so that it cannot see more than was counted and checked.
 */
import mammoth from 'mammoth'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { Draft } from './draft'
import { TITLE_CLASS } from './html-walk'
import { importHtml } from './import-html'
import { MAX_FILE_BYTES, MAX_IMAGE_BYTES } from './limits'
import { readOoxmlParts, type OoxmlParts } from './ooxml-parts'
import { isOleContainer, oleRefusal } from './ole'
import { Report } from './report'
import { unpackZip } from './zip'

/** Style names are matched without regard to case; Word keeps English ones inside, WPS and others localised ones. */
const STYLE_MAP = [
  ...['Title', '标题', '文章标题', '文档标题'].map((name) => `p[style-name='${name}'] => h1.${TITLE_CLASS}:fresh`),
  `p.Title => h1.${TITLE_CLASS}:fresh`,
  ...['Subtitle', '副标题'].map((name) => `p[style-name='${name}'] => p:fresh`),
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  ...['Quote', 'Intense Quote', '引用', '明显引用', 'Quotations'].map(
    (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
  ),
  'u => u',
  'strike => s',
]

/** Where mammoth looks for a style map inside a file: a stranger's, and read even when it is not to be used. */
const STYLE_MAP_PART = 'mammoth/style-map'

/** The address under which a picture of the file is handed from mammoth to the HTML import. */
const IMAGE_SCHEME = 'docx-image:'

export async function importDocx(bytes: Uint8Array): Promise<Result<Draft, ConversionRefusal>> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  if (isOleContainer(bytes)) return fail(oleRefusal(bytes))
  const unpacked = await unpackZip(bytes)
  if (!unpacked.ok) return unpacked
  const parts = readOoxmlParts(unpacked.value)
  if (!parts.ok) return parts
  const converted = await convert(parts.value)
  if (!converted.ok) return converted
  const { html, images, dropped } = converted.value
  const draft = importHtml(html, { sourceKind: 'docx', images: (source) => images.get(source) ?? null })
  if (!draft.ok) return draft
  const report = new Report()
  report.add(parts.value.notes)
  for (const name of dropped) report.note('element-dropped', name)
  report.add(draft.value.notes)
  return ok({ ...draft.value, notes: report.list() })
}

interface Converted {
  readonly html: string
  readonly images: ReadonlyMap<string, Uint8Array>
  /** Elements that mammoth did not know. */
  readonly dropped: readonly string[]
}

async function convert(parts: OoxmlParts): Promise<Result<Converted, ConversionRefusal>> {
  const images = new Map<string, Uint8Array>()
  let seen = 0
  try {
    // Mammoth takes an opened archive too (`file`, see its lib/unzip.js); its types only name paths and buffers.
    const result = await mammoth.convertToHtml({ file: archiveOf(parts) } as unknown as { buffer: Buffer }, {
      styleMap: STYLE_MAP,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async (image) => {
        // Pictures are read side by side: the number is taken before waiting.
        seen += 1
        const src = `${IMAGE_SCHEME}${seen}`
        const content = await image.readAsBuffer()
        if (content.byteLength <= MAX_IMAGE_BYTES) images.set(src, content)
        return { src }
      }),
    })
    return ok({
      html: result.value,
      images,
      dropped: result.messages.flatMap(({ message }) => unknownElement(message)),
    })
  } catch (error) {
    return fail({ code: 'corrupt', detail: error instanceof Error ? error.message.slice(0, 200) : '' })
  }
}

/** The archive as mammoth reads it (its lib/zipfile.js), made of parts that were counted and checked. */
function archiveOf(parts: OoxmlParts) {
  return {
    exists: (name: string): boolean => name !== STYLE_MAP_PART && (parts.xml.has(name) || parts.binary.has(name)),
    read: async (name: string, encoding?: string): Promise<string | Uint8Array> => {
      const text = parts.xml.get(name)
      if (encoding !== undefined && encoding !== 'base64') {
        if (text === undefined) throw new Error(`${name} is no XML part`)
        return text
      }
      const bytes = parts.binary.get(name) ?? (text === undefined ? undefined : Buffer.from(text, 'utf8'))
      if (bytes === undefined) throw new Error(`${name} is missing`)
      return encoding === 'base64' ? Buffer.from(bytes).toString('base64') : bytes
    },
  }
}

function unknownElement(message: string): string[] {
  const name = /^An unrecognised element was ignored: (\S{1,60})/.exec(message)?.[1]
  if (name !== undefined) return [name]
  return /^could not (?:read|open|find) external image/i.test(message) ? ['external image'] : []
}
