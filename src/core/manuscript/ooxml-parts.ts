/**
 * A Word file's parts, looked over before anything interprets them: no document type, no entities, no
 * oversized XML; and formulas, which nothing reads, are counted.
 */
import type { ConversionRefusal, ImportNote } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { MAX_XML_PART_BYTES } from './limits'
import { decodeXml } from './xml-part'
import type { UnpackedZip } from './zip'

export interface OoxmlParts {
  /** XML parts as text. */
  readonly xml: ReadonlyMap<string, string>
  readonly binary: UnpackedZip
  readonly notes: readonly ImportNote[]
}

/** Parts that are XML by their name (ECMA-376-2, 10.1.2.2 names any part by content type; Word uses these). */
const XML_NAME = /\.(?:xml|rels|vml)$/i

export function readOoxmlParts(entries: UnpackedZip): Result<OoxmlParts, ConversionRefusal> {
  const xml = new Map<string, string>()
  const binary = new Map<string, Uint8Array>()
  for (const [name, bytes] of entries) {
    if (!XML_NAME.test(name) && !looksLikeXml(name, bytes)) {
      binary.set(name, bytes)
      continue
    }
    if (bytes.byteLength > MAX_XML_PART_BYTES) return fail({ code: 'too-large', detail: name })
    const text = decodeXml(bytes)
    // OOXML needs neither (ECMA-376-1, 17.2 has no DTD); whoever writes one wants it expanded.
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return fail({ code: 'external-entity', detail: name })
    xml.set(name, text)
  }
  return ok({ xml, binary, notes: countNotes(xml) })
}

/** A part of any name may be declared XML: what begins with `<` is treated as such, drawings beside the text aside. */
function looksLikeXml(name: string, bytes: Uint8Array): boolean {
  if (/\.(?:svg|html?|mht)$/i.test(name)) return false
  const head = decodeXml(bytes.subarray(0, 64)).trimStart()
  return head.startsWith('<')
}

function countNotes(xml: ReadonlyMap<string, string>): ImportNote[] {
  const notes: ImportNote[] = []
  const main = [...xml]
    .filter(([name]) => /^word\/(?:document\d*|footnotes|endnotes)\.xml$/i.test(name))
    .map(([, text]) => text)
  const formulas = main.reduce((sum, text) => sum + count(text, /<m:oMath[\s>]/g), 0)
  if (formulas > 0) notes.push({ code: 'element-dropped', detail: `oMath ${formulas}` })
  return notes
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
