/**
 * A contact that is written down the page, a piece a line: `加 / 我 / 薇 / 信 / abc8899`. Rules read one block at a time
 * and cannot see it. Only runs of very short lines are read, and only a number or an account behind a word that asks for it counts:
 * columns of figures are short lines too.
 */
import { sourceRange } from '../offset-map'
import type { Detected, Detector, ReadBlock } from './detector'

/** UTF-16 units of a line that can be a piece of a contact. */
const longestPiece = 16

/** Signs between the pieces of a number; `\d` and letters stay. */
const filler = /[^a-z0-9一-鿿❤]/u

const contacts = [
  /(?:电话|手机|联系|找我|打我|致电|拨打|咨询|加我|微信|薇信|热线)[一-鿿]{0,2}1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d{9}(?:找我|联系|微信|加我|电联|咨询)/gu,
  /(?:[微薇威徽卫维][信星芯❤]|(?<![a-z])[vw][x信❤])(?:号|id)?(?=[a-z]{0,18}\d)(?=[a-z0-9]{6,20}(?![a-z0-9]))[a-z][a-z0-9]{5,19}/gu,
  /(?:加|进|入|找)(?:我)?(?:q{1,2}|扣扣|企鹅)[号群裙]?[1-9]\d{4,10}(?!\d)|(?<![a-z])(?:qq|扣扣)[号群裙]?[1-9]\d{4,10}(?!\d)/gu,
]

interface Piece {
  readonly read: ReadBlock
  readonly at: number
}

export const contactOverLines: Detector = {
  scope: 'document',
  find: (blocks) => runsOfShortLines(blocks).flatMap(contactsOfRun),
}

/** Two and more short lines after one another. Longer ones are not normalised for it. */
function runsOfShortLines(blocks: readonly ReadBlock[]): ReadBlock[][] {
  const runs: ReadBlock[][] = []
  let run: ReadBlock[] = []
  for (const read of blocks) {
    const { length } = read.block.text
    if (length > 0 && length <= longestPiece) {
      run.push(read)
      continue
    }
    if (run.length > 1) runs.push(run)
    run = []
  }
  if (run.length > 1) runs.push(run)
  return runs
}

/** What crosses the end of a line; its part in the first line stands for it. */
function contactsOfRun(run: readonly ReadBlock[]): (Detected & { readonly block: string })[] {
  const pieces: Piece[] = []
  let joined = ''
  for (const read of run) {
    const { text } = read.views.digits
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charAt(at)
      if (filler.test(sign)) continue
      joined += sign
      pieces.push({ read, at })
    }
  }
  return contacts.flatMap((contact) =>
    [...joined.matchAll(contact)].flatMap(({ index, 0: words }) => {
      const first = pieces[index]
      if (first === undefined || pieces[index + words.length - 1]?.read === first.read) return []
      const inLine = pieces.slice(index, index + words.length).filter(({ read }) => read === first.read)
      const last = inLine.at(-1) ?? first
      const range = sourceRange(first.read.views.digits.map, first.at, last.at + 1)
      return [{ block: first.read.block.id, ...range, detail: words }]
    }),
  )
}
