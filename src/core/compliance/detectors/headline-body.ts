/** What a headline says and its body does not: figures and names. A short body proves nothing, an excerpt even less. */
import type { CheckBlock } from '@shared/domain/compliance'
import { readFigures, type ReadFigure } from '../figures/read-figures'
import { sourceRange } from '../offset-map'
import type { Detected, Detector, ReadBlock } from './detector'

/** Shortest body that is held against its headline, in UTF-16 units. */
const shortestBody = 150

/** `近百亿` for 98.6 亿: a headline may round this much. */
const rounding = 0.06

/** `7 个方法`, `三步`: how many parts the piece has is counted by its reader, not said in it. */
const partUnits = new Set(['个', '条', '场', '件', '次', '项', '篇', '张', '本', '天', '分钟', '字', '集'])

export const headlineFigures: Detector = {
  scope: 'document',
  find: (blocks) =>
    againstBody(blocks, (title, body) => {
      const claimed = readFigures(title.block).figures.filter(({ unit }) => !partUnits.has(unit))
      if (claimed.length === 0) return []
      const said = body.flatMap(({ block }) => readFigures(block).figures)
      return claimed
        .filter((figure) => !said.some((other) => isSame(figure, other)) && !isWritten(figure, body))
        .map(({ start, end, text }) => ({ start, end, detail: text }))
    }),
}

/** Work titles and Latin names: Han names cannot be told from words without a dictionary of the world. */
const names = /《([^》]{2,40})》|(?<![a-z0-9.])([a-z][a-z0-9]{2,24}(?:[ -][a-z0-9]{2,24})?)(?![a-z0-9])/gu

/** Everyday words of the trade, which a body may say in Chinese. */
const common = new Set(
  'app ceo cfo coo cto ipo roi gmv kol koc mcn ugc pgc saas api seo vip pk ppt tob toc b2b b2c o2o dau mau arpu the and top vlog live ip ai'.split(
    ' ',
  ),
)

export const headlineNames: Detector = {
  scope: 'document',
  find: (blocks) =>
    againstBody(blocks, ({ views }, body) => {
      const { text, map } = views.folded
      const squeezed = body.map((read) => read.views.squeezed.text)
      return [...text.matchAll(names)].flatMap((match): Detected[] => {
        const name = match[1] ?? match[2] ?? ''
        const letters = name.replaceAll(/[^\p{L}\p{N}]/gu, '')
        if (letters === '' || common.has(name) || squeezed.some((block) => block.includes(letters))) return []
        return [{ ...sourceRange(map, match.index, match.index + match[0].length), detail: name }]
      })
    }),
}

function againstBody(
  blocks: readonly ReadBlock[],
  find: (title: ReadBlock, body: readonly ReadBlock[]) => readonly Detected[],
): (Detected & { readonly block: string })[] {
  const title = blocks.find(({ block }) => block.kind === 'title')
  const body = blocks.filter(({ block }) => block.kind !== 'title')
  const length = body.reduce((sum, { block }) => sum + block.text.length, 0)
  if (title === undefined || length < shortestBody) return []
  return find(title, body).map((found) => ({ ...found, block: title.block.id }))
}

function isSame(claimed: ReadFigure, other: ReadFigure): boolean {
  if ((claimed.kind === 'percent') !== (other.kind === 'percent')) return false
  return Math.abs(claimed.value - other.value) <= Math.abs(other.value) * rounding
}

/** The number as it stands, whatever the body counts with it. */
function isWritten({ text }: { readonly text: string }, body: readonly { readonly block: CheckBlock }[]): boolean {
  const digits = /\d+(?:\.\d+)?/u.exec(text.normalize('NFKC'))?.[0]
  return digits !== undefined && body.some(({ block }) => block.text.normalize('NFKC').includes(digits))
}
