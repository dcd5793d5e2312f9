/** A textblock's content as Word's runs: with formatting, links, pictures, notes, comments and tracked changes. */
import {
  BuilderElement,
  ExternalHyperlink,
  FootnoteReferenceRun,
  RunProperties,
  type IRunPropertiesOptions,
  type ParagraphChild,
  type XmlComponent,
} from 'docx'
import type { Mark, Node } from 'prosemirror-model'
import { formerMarksSchema, type FormerMarks } from '@shared/manuscript/suggestions'
import { safeHref } from '../html-attributes'
import type { ExportPicture } from '../export-types'
import type { CommentMarks } from './comment-marks'
import { pictureRun } from './pictures'
import type { Revisions } from './revisions'
import { CODE_RUN_STYLE, LINK_RUN_STYLE } from './styles'
import { lineBreak, runText } from './xml-text'

/** Suggestions that a whole block stands under, and so all that is in it. */
export interface Under {
  readonly insertion: string | null
  readonly deletion: string | null
}

export const UNDER_NOTHING: Under = { insertion: null, deletion: null }

export interface InlineSetting {
  readonly comments: CommentMarks
  readonly revisions: Revisions
  readonly pictures: ReadonlyMap<string, ExportPicture>
  /** The number of each footnote by its note. */
  readonly notes: ReadonlyMap<string, number>
}

/** The content of a textblock that begins at `from` in the document. */
export function inlineContent(block: Node, from: number, setting: InlineSetting, under: Under): ParagraphChild[] {
  const { comments } = setting
  const children: ParagraphChild[] = []
  let at = from
  block.forEach((node) => {
    const end = at + node.nodeSize
    if (node.isText) {
      const cuts = [...comments.between(at + 1, end - 1), end]
      let start = at
      for (const cut of cuts) {
        children.push(...comments.at(start), text(node, (node.text ?? '').slice(start - at, cut - at), setting, under))
        start = cut
      }
    } else {
      children.push(...comments.at(at), ...leaf(node, setting, under))
    }
    at = end
  })
  children.push(...comments.at(at))
  return children
}

/** What marks say of suggestions, with those of the block. */
export function changesOf(marks: readonly Mark[], under: Under): Under {
  const idOf = (name: string): string | null => {
    const mark = marks.find(({ type }) => type.name === name)
    return mark === undefined ? null : String(mark.attrs['id'])
  }
  return { insertion: idOf('insertion') ?? under.insertion, deletion: idOf('deletion') ?? under.deletion }
}

function text(node: Node, words: string, setting: InlineSetting, under: Under): ParagraphChild {
  const changes = changesOf(node.marks, under)
  const run = new BuilderElement({
    name: 'w:r',
    children: [
      new RunProperties(formatOf(node.marks, setting.revisions)),
      ...runText(words, changes.deletion !== null),
    ],
  })
  const changed = wrapped(run, changes, setting.revisions)
  const link = node.marks.find(({ type }) => type.name === 'link')
  const href = link === undefined ? null : safeHref(String(link.attrs['href']))
  return href === null ? child(changed) : new ExternalHyperlink({ link: href, children: [child(changed)] })
}

function leaf(node: Node, setting: InlineSetting, under: Under): ParagraphChild[] {
  const run = leafRun(node, setting, changesOf(node.marks, under))
  return run === null ? [] : [child(wrapped(run, changesOf(node.marks, under), setting.revisions))]
}

function leafRun(node: Node, { pictures, notes }: InlineSetting, { deletion }: Under): XmlComponent | null {
  switch (node.type.name) {
    case 'hardBreak':
      return new BuilderElement({ name: 'w:r', children: [lineBreak()] })
    case 'footnoteRef': {
      const number = notes.get(String(node.attrs['note']))
      return number === undefined ? null : new FootnoteReferenceRun(number)
    }
    case 'image': {
      const alt = String(node.attrs['alt'])
      const picture = pictures.get(String(node.attrs['sha256']))
      const shown = picture === undefined ? null : pictureRun(picture, alt)
      if (shown !== null) return shown
      // The words of a picture that is not there, as the other exporters write them.
      if (alt === '') return null
      return new BuilderElement({ name: 'w:r', children: runText(`[${alt}]`, deletion !== null) })
    }
    default:
      throw new Error(`no way to write ${node.type.name} in a line`)
  }
}

/** What was inserted and then deleted is a deletion inside the insertion. */
function wrapped(run: XmlComponent, { insertion, deletion }: Under, revisions: Revisions): XmlComponent {
  const gone = deletion === null ? run : revisions.wrapped('deletion', deletion, run)
  return insertion === null ? gone : revisions.wrapped('insertion', insertion, gone)
}

function formatOf(marks: readonly Mark[], revisions: Revisions): IRunPropertiesOptions {
  const now = properties(marks.map(({ type }) => type.name))
  const format = marks.find(({ type }) => type.name === 'format')
  if (format === undefined) return now
  const before: FormerMarks = formerMarksSchema.parse(format.attrs['before'])
  return {
    ...now,
    revision: { ...properties(before.map(({ type }) => type)), ...revisions.next(String(format.attrs['id'])) },
  }
}

function properties(names: readonly string[]): IRunPropertiesOptions {
  const has = (name: string): boolean => names.includes(name)
  const style = has('code') ? CODE_RUN_STYLE : has('link') ? LINK_RUN_STYLE : null
  return {
    ...(style !== null && { style }),
    ...(has('bold') && { bold: true, boldComplexScript: true }),
    ...(has('italic') && { italics: true, italicsComplexScript: true }),
    ...(has('underline') && { underline: {} }),
    ...(has('strike') && { strike: true }),
  }
}

/** The library's list of what may stand in a paragraph names its own classes only; anything else it writes as it is. */
function child(component: XmlComponent): ParagraphChild {
  return component as ParagraphChild
}
