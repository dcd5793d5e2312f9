/** Footnotes of a draft at the end of its document: in the order of their references, each reference with its note. */
import type { DraftFootnote } from './draft'
import { inlineText, paragraphNode, type NodeJson } from './node-json'
import type { Report } from './report'

export interface PlacedFootnotes {
  readonly body: readonly NodeJson[]
  readonly footnotes: readonly NodeJson[]
}

/** Notes that nothing refers to become paragraphs at the end of the text; references to no note go. */
export function placeFootnotes(
  blocks: readonly NodeJson[],
  notes: readonly DraftFootnote[],
  report: Report,
): PlacedFootnotes {
  const byName = new Map(notes.map((note) => [note.note, note]))
  const numbers = new Map<string, string>()
  const numbered = (node: NodeJson): NodeJson[] => {
    if (node.type !== 'footnoteRef') {
      return [node.content === undefined ? node : { ...node, content: node.content.flatMap(numbered) }]
    }
    const named = node.attrs?.['note']
    const name = typeof named === 'string' ? named : ''
    // A second reference to a note would need a second note.
    if (!byName.has(name) || numbers.has(name)) return []
    const number = `n${numbers.size + 1}`
    numbers.set(name, number)
    return [{ ...node, attrs: { note: number } }]
  }
  const body = blocks.flatMap(numbered)
  const footnotes = [...numbers].map(([name, note]): NodeJson => ({
    type: 'footnote',
    attrs: { note },
    content: paragraphsOf(byName.get(name)?.blocks ?? []),
  }))
  const loose = notes.filter(({ note }) => !numbers.has(note)).flatMap(({ blocks: own }) => paragraphsOf(own))
  const flattened = loose.filter((block) => block.content !== undefined)
  if (flattened.length > 0) report.note('footnotes-flattened', String(flattened.length))
  return { body: [...body, ...flattened], footnotes }
}

/** A footnote holds paragraphs only: the text of whatever else stands in one, references to further notes left out. */
function paragraphsOf(blocks: readonly NodeJson[]): readonly NodeJson[] {
  const paragraphs: NodeJson[] = []
  const visit = (node: NodeJson): void => {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'caption') {
      const content = node.content?.filter(({ type }) => type !== 'footnoteRef') ?? []
      const { level: _, ...attrs } = node.attrs ?? {}
      paragraphs.push({ type: 'paragraph', attrs, ...(content.length > 0 && { content }) })
    } else if (node.type === 'codeBlock') paragraphs.push(paragraphNode([{ type: 'text', text: inlineText(node) }]))
    else node.content?.forEach(visit)
  }
  blocks.forEach(visit)
  return paragraphs.length === 0 ? [paragraphNode([])] : paragraphs
}
