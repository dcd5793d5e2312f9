/**
 * The library's package made to be the same bytes for the same manuscript: it numbers with chance and with counters that go
 * on from document to document, and writes the time of writing. Both are replaced; nothing else is touched.
 */
import { ZipFile } from 'yazl'
import type { ZonedClock } from '@shared/zoned-clock'
import { withCommentTimes, withTimes, type CommentTime } from './real-times'
import { wordTime } from './word-time'

export interface NamedPart {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Finishing {
  /** When the document says it was made, UTC milliseconds. */
  readonly at: number
  /** Of the zone whose clock readers know; null for UTC. */
  readonly clock: ZonedClock | null
  readonly comments: readonly CommentTime[]
}

/** The file. */
export async function finishParts(parts: ReadonlyMap<string, Uint8Array>, finishing: Finishing): Promise<Uint8Array> {
  const whole = finishing.clock === null ? parts : withCommentTimes(parts, finishing.comments)
  return archive([...whole].map(([name, bytes]) => ({ name, bytes: bytesOf(name, bytes, whole, finishing) })))
}

function bytesOf(
  name: string,
  bytes: Uint8Array,
  parts: ReadonlyMap<string, Uint8Array>,
  { at, clock }: Finishing,
): Uint8Array {
  if (!/\.(?:xml|rels)$/.test(name)) return bytes
  let text = Buffer.from(bytes).toString('utf8')
  if (name === 'docProps/core.xml') {
    text = text.replace(/(<dcterms:(?:created|modified)\b[^>]*>)[^<]*/g, (_, tag: string) => tag + wordTime(at))
  }
  if (name.startsWith('word/')) {
    text = withRelationshipIds(name, text, parts)
    let drawing = 0
    text = text.replace(/<wp:docPr id="\d+"/g, () => {
      drawing += 1
      return `<wp:docPr id="${drawing}"`
    })
    text = withTimes(text, clock)
  }
  return Buffer.from(text, 'utf8')
}

/** Ids of relationships that the library made by chance, by their order instead. */
function withRelationshipIds(name: string, text: string, parts: ReadonlyMap<string, Uint8Array>): string {
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  const own = name.endsWith('.rels') ? name : `${folder}_rels/${name.slice(folder.length)}.rels`
  const bytes = parts.get(own)
  if (bytes === undefined) return text
  const ids = [
    ...Buffer.from(bytes)
      .toString('utf8')
      .matchAll(/<Relationship\b[^>]*? Id="([^"]*)"/g),
  ].map(([, id]) => id)
  const numbers = new Map(ids.map((id, at) => [id, `rId${at + 1}`]))
  const pattern = name.endsWith('.rels') ? /( Id=")([^"]*)"/g : /( r:(?:id|embed|link|pict)=")([^"]*)"/g
  return text.replace(pattern, (whole: string, before: string, id: string) => {
    const number = numbers.get(id)
    return number === undefined ? whole : `${before}${number}"`
  })
}

/** The same parts are the same bytes, in whatever zone they are packed. */
async function archive(parts: readonly NamedPart[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  const mtime = new Date(1980, 0, 1)
  for (const { name, bytes } of parts)
    zip.addBuffer(Buffer.from(bytes), name, { mtime, forceDosTimestamp: true, mode: 0o100644 })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
