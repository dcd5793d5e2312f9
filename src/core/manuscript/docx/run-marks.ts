/** Formatting of Word's runs as marks. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { formerMarksSchema, type FormerMarks } from '@shared/manuscript/suggestions'
import { orderMarks, type MarkJson } from '../node-json'
import type { Styles } from './styles'
import { child, childValue, toggle, type XmlElement } from './xml-tree'

const TOGGLES: readonly (readonly [string, ManuscriptMarkName])[] = [
  ['w:b', 'bold'],
  ['w:i', 'italic'],
  ['w:strike', 'strike'],
  ['w:dstrike', 'strike'],
]

/** The marks of a run with these properties (`w:rPr`). */
export function marksOf(properties: XmlElement | undefined, styles: Styles, href: string | null): readonly MarkJson[] {
  const names = new Set(styles.characterMarks(childValue(properties, 'w:rStyle')))
  for (const [property, mark] of TOGGLES) {
    const on = toggle(properties, property)
    if (on === true) names.add(mark)
    else if (on === false && property !== 'w:dstrike') names.delete(mark)
  }
  const underline = child(properties, 'w:u')
  // Without a kind it says nothing (ECMA-376-1, 17.3.2.40).
  if (underline !== undefined && !/^(?:none|0|false|)$/i.test(underline.attributes['w:val'] ?? ''))
    names.add('underline')
  return orderMarks(names, href)
}

/** The marks that the run had before its formatting was changed; null when it was not, or not in what the schema knows. */
export function formerMarksOf(
  change: XmlElement,
  styles: Styles,
  href: string | null,
  now: readonly MarkJson[],
): FormerMarks | null {
  const before = marksOf(child(change, 'w:rPr'), styles, href)
  return JSON.stringify(before) === JSON.stringify(now) ? null : formerMarksSchema.parse(before)
}

/** Raised or lowered text: kept, but not as such. */
export function isRaised(properties: XmlElement | undefined): boolean {
  return /^(?:superscript|subscript)$/.test(childValue(properties, 'w:vertAlign') ?? '')
}
