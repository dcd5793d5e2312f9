/** A Word file as an OPC package (ECMA-376-2): which part is the text, and what its relationships lead to. */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { OoxmlParts } from '../ooxml-parts'
import { childrenNamed, parseXml, type XmlElement } from './xml-tree'

export interface Relationship {
  /** The last word of its type: `image`, `comments`, …, the same in transitional and strict files. */
  readonly type: string
  /** The part's name, or an address when it is external. */
  readonly target: string
  readonly external: boolean
}

/** A part with its relationships by id. */
export interface Part {
  readonly name: string
  readonly root: XmlElement
  readonly relationships: ReadonlyMap<string, Relationship>
}

const DEFAULT_MAIN = 'word/document.xml'

export class WordPackage {
  private constructor(
    private readonly parts: OoxmlParts,
    readonly main: Part,
  ) {}

  static open(parts: OoxmlParts): Result<WordPackage, ConversionRefusal> {
    const top = relationshipsOf(parts, '')
    if (!top.ok) return top
    const found = [...top.value.values()].find(({ type, external }) => type === 'officeDocument' && !external)
    const name = found !== undefined && parts.xml.has(found.target) ? found.target : DEFAULT_MAIN
    const main = readPart(parts, name)
    return main.ok ? ok(new WordPackage(parts, main.value)) : main
  }

  /** The part that the main one has a relationship of the type to, else the one that usually is it; null when there is none. */
  related(type: string, usualName: string): Result<Part | null, ConversionRefusal> {
    const found = [...this.main.relationships.values()].find((each) => each.type === type && !each.external)
    const name = found?.target ?? `${folderOf(this.main.name)}${usualName}`
    return this.parts.xml.has(name) ? readPart(this.parts, name) : ok(null)
  }

  /** A part's bytes; null when there is none of the name. */
  bytes(name: string): Uint8Array | null {
    return this.parts.binary.get(name) ?? null
  }
}

function readPart(parts: OoxmlParts, name: string): Result<Part, ConversionRefusal> {
  const text = parts.xml.get(name)
  if (text === undefined) return fail({ code: 'corrupt', detail: `${name} is missing` })
  const root = parseXml(text)
  if (!root.ok) return fail({ code: 'corrupt', detail: `${name}: ${root.error}` })
  const relationships = relationshipsOf(parts, name)
  return relationships.ok ? ok({ name, root: root.value, relationships: relationships.value }) : relationships
}

/** The relationships of a part, of the package itself for the empty name. */
function relationshipsOf(
  parts: OoxmlParts,
  name: string,
): Result<ReadonlyMap<string, Relationship>, ConversionRefusal> {
  const folder = folderOf(name)
  const file = `${folder}_rels/${name.slice(folder.length)}.rels`
  const text = parts.xml.get(file)
  if (text === undefined) return ok(new Map())
  const root = parseXml(text)
  if (!root.ok) return fail({ code: 'corrupt', detail: `${file}: ${root.error}` })
  return ok(
    new Map(
      childrenNamed(root.value, 'Relationship').map(({ attributes }) => {
        const external = attributes['TargetMode'] === 'External'
        const target = attributes['Target'] ?? ''
        return [
          attributes['Id'] ?? '',
          {
            type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
            target: external ? target : partName(folder, target),
            external,
          },
        ]
      }),
    ),
  )
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}

/** A target relative to its source's folder, as the name of a part: never out of the package. */
function partName(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
