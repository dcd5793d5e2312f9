/**
 * The library's package made to be the same bytes for the same manuscript: it numbers with chance and with counters that go
 * on from document to document, and writes the time of writing. Both are replaced; nothing else is touched.
 */
import { ZipFile } from 'yazl'
import { wordTime } from './word-time'

export interface NamedPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A tag with its attributes: what an attribute or the text itself says is never taken for one. */
const DATED_TAG = /<w:[A-Za-z]+(?: [\w:]+="[^"]*")*/g

/** In whole seconds; none where nobody said a time. */
const DATE = / w:date="([^".Z]*)(?:\.\d+)?Z"/

/** The parts in the archive's order; `at`: UTC milliseconds that the document says it was made. */
export async function finishParts(parts: ReadonlyMap<string, Uint8Array>, at: number): Promise<Uint8Array> {
  const finished = [...parts].map(([name, bytes]) => ({ name, bytes: bytesOf(name, bytes, parts, at) }))
  return archive(finished)
}

function bytesOf(name: string, bytes: Uint8Array, parts: ReadonlyMap<string, Uint8Array>, at: number): Uint8Array {
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
    text = text.replace(DATED_TAG, (tag) =>
      tag.replace(DATE, (_, time: string) => (time < '0002' ? '' : ` w:date="${time}Z"`)),
    )
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
