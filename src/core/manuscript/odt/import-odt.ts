/**
 * .odt → blocks: an OpenDocument text (ODF 1.2 and later), read by us over an archive that was unpacked under limits. Pictures
 * come out of the archive; what lies outside it is named, never fetched.
 */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { Draft } from '../draft'
import { MAX_FILE_BYTES } from '../limits'
import { child, type XmlElement } from '../docx/xml-tree'
import { decodeXml, readXmlPart } from '../xml-part'
import { unpackZip } from '../zip'
import { ZonedClock } from '@shared/zoned-clock'
import { OdtStyles } from './styles'
import { OdtWalk } from './walk'

/** `zone`: of the clock that wrote the times in it; null for UTC. */
export async function importOdt(
  bytes: Uint8Array,
  zone: string | null = null,
): Promise<Result<Draft, ConversionRefusal>> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  const unpacked = await unpackZip(bytes)
  if (!unpacked.ok) return unpacked
  const files = unpacked.value
  const manifest = files.get('META-INF/manifest.xml')
  // ODF 1.2 part 3, 3.4.1: an entry that is encrypted says so in the manifest, and its bytes are no XML.
  if (
    manifest !== undefined &&
    /<(?:[a-z]+:)?encryption-data[\s/>]/i.test(decodeXml(manifest.subarray(0, 1_000_000)))
  ) {
    return fail({ code: 'encrypted', detail: '' })
  }
  const content = files.get('content.xml')
  if (content === undefined) return fail({ code: 'corrupt', detail: 'content.xml' })
  const parts: XmlElement[] = []
  for (const [name, part] of [['content.xml', content] as const, ['styles.xml', files.get('styles.xml')] as const]) {
    if (part === undefined) continue
    const root = readXmlPart(name, part)
    if (!root.ok) return root
    parts.push(root.value)
  }
  const [root] = parts
  const body = root === undefined ? undefined : child(root, 'office:body')
  const text = body === undefined ? undefined : child(body, 'office:text')
  if (text === undefined) return fail({ code: 'corrupt', detail: 'office:text' })
  return ok({
    sourceKind: 'odt',
    ...new OdtWalk(text, new OdtStyles(parts), files, new ZonedClock(zone)).walk(),
    declaredByline: '',
  })
}
