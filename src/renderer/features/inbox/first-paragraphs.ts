/** How a manuscript begins: its first blocks of text, without the title and without pictures. */
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { BREAK_CHARACTER, IMAGE_CHARACTER, textBlocks } from '@shared/manuscript/text'

export interface Excerpt {
  readonly blocks: readonly { readonly id: string; readonly heading: boolean; readonly text: string }[]
  /** There is more than is shown. */
  readonly more: boolean
}

const ENOUGH = 1500

export function firstParagraphs(json: string): Excerpt {
  const blocks = textBlocks(projectDocument(manuscriptSchema.nodeFromJSON(JSON.parse(json)), 'current'))
    .filter(({ kind }) => kind !== 'title')
    .map(({ id, kind, text }) => ({
      id,
      heading: kind === 'heading',
      text: text.replaceAll(IMAGE_CHARACTER, '').replaceAll(BREAK_CHARACTER, '\n').trim(),
    }))
    .filter(({ text }) => text !== '')
  let length = 0
  const shown = blocks.filter(({ text }) => {
    const fits = length < ENOUGH
    length += text.length
    return fits
  })
  return { blocks: shown, more: shown.length < blocks.length }
}
