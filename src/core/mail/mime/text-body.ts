/** The text of a text part: its charset, and RFC 3676's flowed lines. */
import { decodeText, metaCharset } from './charsets'
import type { StructuredField } from './structured-field'

/** Decodes the bytes of a `text/*` part; line ends become LF. */
export function decodeTextPart(bytes: Buffer, contentType: StructuredField, hint: string): string {
  const declared = contentType.parameters.get('charset') ?? ''
  const meta = contentType.value === 'text/html' ? metaCharset(bytes) : ''
  // Header and page may disagree: then the page's word is what a guess tries first.
  const text = decodeText(bytes, declared === '' ? meta : declared, meta === '' ? hint : meta)
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u0000', '')
  if (contentType.parameters.get('format')?.toLowerCase() !== 'flowed') return text
  return unflow(text, contentType.parameters.get('delsp')?.toLowerCase() === 'yes')
}

/** Joins lines that end in a blank to the next of the same quote depth (RFC 3676, 4); `-- ` is a signature's mark. */
function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = []
  let open: { depth: number } | null = null
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)?.[0] ?? ''
    const content = line.slice(marks.length).replace(/^ /, '')
    const signature = content === '-- '
    const flowed = content.endsWith(' ') && !signature
    const piece = flowed && deleteSpace ? content.slice(0, -1) : content
    if (open !== null && open.depth === marks.length && !signature) out[out.length - 1] += piece
    else out.push(marks === '' ? piece : `${marks} ${piece}`)
    open = flowed ? { depth: marks.length } : null
  }
  return out.join('\n')
}
