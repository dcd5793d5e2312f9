/** A part of an office document that is XML: neither document types nor entities of its own, and bounds on what it costs. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, type Result } from '@shared/domain/result'
import { parseXml, type XmlElement } from './docx/xml-tree'
import { MAX_XML_PART_BYTES } from './limits'

/** The root element of a part whose text stands in any element; `name` is what a refusal calls it. */
export function readXmlPart(name: string, bytes: Uint8Array): Result<XmlElement, ConversionRefusal> {
  if (bytes.byteLength > MAX_XML_PART_BYTES) return fail({ code: 'too-large', detail: name })
  const source = decodeXml(bytes)
  // Neither office format needs one; whoever writes one wants it expanded.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(source)) return fail({ code: 'external-entity', detail: name })
  const root = parseXml(source, () => true)
  return root.ok ? root : fail({ code: 'corrupt', detail: `${name}: ${root.error}` })
}

/** XML in its own encoding (XML 1.0, appendix F.1): UTF-8 unless the first bytes say UTF-16. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
