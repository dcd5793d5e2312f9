/** Pictures and text boxes in Word's drawings, DrawingML and VML. */
import type { ImageStore } from '../images'
import { cleanText } from '../inline-content'
import type { NodeJson } from '../node-json'
import type { Report } from '../report'
import type { Part, WordPackage } from './package'
import { child, descendant, elements, type XmlElement } from './xml-tree'

export interface Drawn {
  readonly pictures: readonly NodeJson[]
  /** Contents of text boxes (`w:txbxContent`). */
  readonly boxes: readonly XmlElement[]
  /** A line across the page. */
  readonly rule: boolean
}

export class Drawings {
  constructor(
    private readonly file: WordPackage,
    private readonly store: ImageStore,
    private readonly report: Report,
  ) {}

  /** What a `w:drawing`, `w:pict` or `w:object` of the part shows. */
  read(drawing: XmlElement, part: Part): Drawn {
    const pictures: NodeJson[] = []
    const boxes: XmlElement[] = []
    let rule = false
    const visit = (element: XmlElement, alternative: string): void => {
      switch (element.name) {
        case 'w:txbxContent':
          boxes.push(element)
          return
        case 'a:blip':
          pictures.push(
            ...this.picture(element.attributes['r:embed'] ?? element.attributes['r:link'], alternative, part),
          )
          return
        case 'v:imagedata': {
          const { attributes } = element
          const id = attributes['r:id'] ?? attributes['r:pict']
          pictures.push(...this.picture(id, attributes['o:title'] || alternative, part))
          return
        }
        case 'mc:AlternateContent':
          visit(chosen(element), alternative)
          return
        case 'v:rect':
          rule ||= /^(?:t|true|1)$/.test(element.attributes['o:hr'] ?? '')
          break
        default:
          break
      }
      const own = alternativeOf(element) || alternative
      for (const inner of elements(element)) visit(inner, own)
    }
    visit(drawing, '')
    if (pictures.length === 0 && boxes.length === 0 && !rule && descendant(drawing, 'a:graphicData') !== undefined)
      this.report.note('element-dropped', 'drawing')
    return { pictures, boxes, rule }
  }

  private picture(id: string | undefined, alternative: string, part: Part): NodeJson[] {
    const relationship = id === undefined ? undefined : part.relationships.get(id)
    if (relationship === undefined) return []
    if (relationship.external) {
      this.report.note('element-dropped', 'external image')
      return []
    }
    const bytes = this.file.bytes(relationship.target)
    const words = cleanText(alternative)
    return [bytes === null ? this.store.absent(words, relationship.target) : this.store.keep(bytes, words, '')]
  }
}

/** Which of the alternatives is read: the one for older programs shows most of what the newer one draws. */
export function chosen(alternatives: XmlElement): XmlElement {
  const fallback = child(alternatives, 'mc:Fallback')
  const shown = ['w:txbxContent', 'v:imagedata', 'a:blip', 'w:t'].some(
    (name) => fallback !== undefined && descendant(fallback, name) !== undefined,
  )
  return (shown ? fallback : child(alternatives, 'mc:Choice')) ?? fallback ?? alternatives
}

/** A drawing's or shape's words for those who do not see it. */
function alternativeOf(element: XmlElement): string {
  const { attributes } = element
  if (element.name === 'wp:inline' || element.name === 'wp:anchor') {
    const said = child(element, 'wp:docPr')?.attributes
    return said?.['descr']?.trim() || said?.['title']?.trim() || ''
  }
  return element.name === 'v:shape' ? (attributes['alt'] ?? '') : ''
}
