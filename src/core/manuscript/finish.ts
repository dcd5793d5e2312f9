/** A draft becomes a manuscript: title and byline found, blocks named, the whole checked against the schema. */
import type { Node } from 'prosemirror-model'
import type { ConversionRefusal, ConvertedManuscript } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { documentJson } from '@shared/manuscript/document-json'
import { suggestionIdsIn } from '@shared/manuscript/projection'
import { manuscriptSchema, TITLE_BLOCK_ID } from '@shared/manuscript/schema'
import type { Suggestions } from '@shared/manuscript/suggestions'
import type { Draft } from './draft'
import { placeFootnotes } from './footnotes'
import { isTextblock, type NodeJson } from './node-json'
import { Report } from './report'
import { placeThreads, withoutThreadMarks } from './threads'
import { takeTitleAndByline } from './title-and-byline'

export interface FinishOptions {
  /** The title inside the mail's subject or the file's name; empty when there is none. */
  readonly subjectTitle: string
  /** Whether a letter may stand before the manuscript. */
  readonly letter: boolean
}

export function finishManuscript(draft: Draft, options: FinishOptions): Result<ConvertedManuscript, ConversionRefusal> {
  if (draft.blocks.every((block) => block.type === 'horizontalRule')) return fail({ code: 'empty', detail: '' })
  const { declaredTitle, declaredByline } = draft
  const head = takeTitleAndByline(draft.blocks, { declaredTitle, declaredByline, ...options })
  const report = new Report()
  report.add(draft.notes)
  for (const line of head.letterLines) report.note('element-dropped', line)

  const title: NodeJson = { type: 'title', attrs: { id: TITLE_BLOCK_ID }, content: head.titleContent }
  const { body, footnotes } = placeFootnotes(head.body, draft.footnotes ?? [], report)
  const marked = [title, ...named([...body, ...footnotes])]
  const { blocks, ranges } = withoutThreadMarks(marked)
  const bare = manuscriptSchema.nodeFromJSON({ type: 'doc', content: blocks })
  const made = draft.suggestions ?? {}
  const suggestions = usedBy(bare, made)
  const document = bare.type.create({ suggestions }, bare.content)
  // Those of the byline and of what a title cannot hold are gone with their places.
  const accepted = (draft.changesAccepted ?? 0) + Object.keys(made).length - Object.keys(suggestions).length
  if (accepted > 0) report.note('tracked-changes-accepted', String(accepted))
  // An importer that builds what the schema refuses is a bug: it throws here, not in the editor.
  document.check()
  return ok({
    sourceKind: draft.sourceKind,
    title: head.title,
    byline: head.byline,
    document: documentJson(document),
    images: draft.images,
    threads: placeThreads(document, draft.threads ?? [], ranges, report),
    report: report.list(),
  })
}

function usedBy(document: Node, suggestions: Suggestions): Suggestions {
  const ids = suggestionIdsIn(document)
  return Object.fromEntries(Object.entries(suggestions).filter(([id]) => ids.has(id)))
}

/** Names textblocks `p1`, `p2`, … in document order: the same source gives the same names. */
function named(blocks: readonly NodeJson[]): readonly NodeJson[] {
  let ordinal = 0
  const name = (node: NodeJson): NodeJson => {
    if (isTextblock(node)) {
      ordinal += 1
      return { ...node, attrs: { ...node.attrs, id: `p${ordinal}` } }
    }
    return node.content === undefined ? node : { ...node, content: node.content.map(name) }
  }
  return blocks.map(name)
}
