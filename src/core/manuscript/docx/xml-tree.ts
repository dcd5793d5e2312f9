/**
 * An XML part as a tree, names with the prefixes that the standard's texts use, whatever the part calls them. No document
 * types, no entities but XML's own five (the parts were looked over before, see ooxml-parts.ts).
 */
import { Parser } from 'htmlparser2'
import { fail, ok, type Result } from '@shared/domain/result'
import { MAX_XML_DEPTH, MAX_XML_ELEMENTS } from '../limits'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

/** Prefixes by the namespaces of ECMA-376, transitional and strict, and of Word's extensions. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', ''],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['http://schemas.openxmlformats.org/drawingml/2006/picture', 'pic'],
  ['http://purl.oclc.org/ooxml/drawingml/picture', 'pic'],
  ['http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing', 'wp'],
  ['http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing', 'wp'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2012/wordml', 'w15'],
  ['http://schemas.microsoft.com/office/word/2016/wordml/cid', 'w16cid'],
  ['http://schemas.microsoft.com/office/word/2018/wordml/cex', 'w16cex'],
  ['http://schemas.microsoft.com/office/word/2023/wordml/word16du', 'w16du'],
])

/** The elements whose characters are text; white space between others is layout. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['w:t', 'w:delText', 'w:instrText', 'w:delInstrText'])

/** Declared prefixes with what the standard calls them; null where they are called that. */
type Scope = ReadonlyMap<string, string> | null

interface Open {
  readonly element: { readonly name: string; readonly attributes: Record<string, string>; children: XmlNode[] }
  readonly scope: Scope
}

class Fault extends Error {}

/** The root of a part, with the characters of Word's text elements or of those named; what is wrong with it when it is not well-formed or beyond the limits. */
export function parseXml(
  text: string,
  holdsText: (name: string) => boolean = (name) => TEXT_ELEMENTS.has(name),
): Result<XmlElement, string> {
  const stack: Open[] = []
  let root: XmlElement | null = null
  let count = 0
  const parser = new Parser(
    {
      onopentag: (raw, attributes) => {
        count += 1
        if (count > MAX_XML_ELEMENTS) throw new Fault('too many elements')
        if (stack.length >= MAX_XML_DEPTH) throw new Fault('nested too deep')
        const scope = scopeOf(stack.at(-1)?.scope ?? null, attributes)
        const element = { name: renamed(raw, scope), attributes: renamedAttributes(attributes, scope), children: [] }
        stack.at(-1)?.element.children.push(element)
        root ??= element
        stack.push({ element, scope })
      },
      ontext: (data) => {
        const element = stack.at(-1)?.element
        if (element === undefined || !holdsText(element.name)) return
        element.children.push(data)
      },
      onclosetag: (name, implied) => {
        // `<a/>` is closed by itself; any other end that is not written is missing.
        if (implied && text.charAt(parser.endIndex - 1) !== '/') throw new Fault(`${name} is not closed`)
        stack.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  try {
    parser.write(text)
    if (stack.length > 0) return fail('ends too early')
    parser.end()
  } catch (error) {
    if (error instanceof Fault) return fail(error.message)
    throw error
  }
  return root === null ? fail('no element') : ok(root)
}

function scopeOf(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let scope: Map<string, string> | null = null
  for (const name of Object.keys(attributes)) {
    if (!name.startsWith('xmlns')) continue
    const prefix = name === 'xmlns' ? '' : name.slice(6)
    const known = PREFIXES.get(attributes[name] ?? '')
    if ((known ?? prefix) === (outer?.get(prefix) ?? prefix)) continue
    scope ??= new Map(outer ?? [])
    scope.set(prefix, known ?? prefix)
  }
  return scope ?? outer
}

function renamed(name: string, scope: Scope): string {
  if (scope === null) return name
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const known = scope.get(prefix)
  if (known === undefined) return name
  const local = name.slice(colon + 1)
  return known === '' ? local : `${known}:${local}`
}

function renamedAttributes(attributes: Record<string, string>, scope: Scope): Record<string, string> {
  if (scope === null) return attributes
  const entries = Object.entries(attributes)
  // An attribute without a prefix is of no namespace, whatever the default one is.
  return Object.fromEntries(entries.map(([name, value]) => [name.includes(':') ? renamed(name, scope) : name, value]))
}

export function elements(parent: XmlElement | undefined): readonly XmlElement[] {
  return parent === undefined ? [] : parent.children.filter((child) => typeof child !== 'string')
}

export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const node of parent?.children ?? []) if (typeof node !== 'string' && node.name === name) return node
  return undefined
}

export function childrenNamed(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return elements(parent).filter((element) => element.name === name)
}

/** `w:val` of a child: what most properties of Word are; null when the child is not there or says nothing. */
export function childValue(parent: XmlElement | undefined, name: string): string | null {
  return child(parent, name)?.attributes['w:val'] ?? null
}

/** A property that is there and not switched off (ECMA-376-1, 17.17.4 ST_OnOff); null when it is not there. */
export function toggle(parent: XmlElement | undefined, name: string): boolean | null {
  const property = child(parent, name)
  if (property === undefined) return null
  return !/^(?:0|false|off|none)$/i.test(property.attributes['w:val'] ?? '')
}

/** The first element of a name anywhere below. */
export function descendant(parent: XmlElement, name: string): XmlElement | undefined {
  for (const element of elements(parent)) {
    if (element.name === name) return element
    const found = descendant(element, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** All elements of a name below, in order, those inside others of the name too. */
export function descendants(parent: XmlElement, name: string, found: XmlElement[] = []): readonly XmlElement[] {
  for (const element of elements(parent)) {
    if (element.name === name) found.push(element)
    descendants(element, name, found)
  }
  return found
}

/** The characters that stand in an element itself. */
export function ownText(element: XmlElement): string {
  return element.children.map((node) => (typeof node === 'string' ? node : '')).join('')
}

/** All characters below an element. */
export function allText(element: XmlElement): string {
  return element.children.map((node) => (typeof node === 'string' ? node : allText(node))).join('')
}
