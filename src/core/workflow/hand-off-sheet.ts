/** 小羽毛清单: who was accepted and is to be added on WeChat, as a sheet for another machine, and what comes back. */
import { v7 as uuidv7 } from 'uuid'
import type { HandOffProblem, HandOffRow } from '@shared/domain/author-sheet'
import { change } from '@shared/domain/event'
import { wechatStateSchema, type WechatState } from '@shared/domain/submission'
import type { Sheet } from '../manuscript/sheet'
import { handOffPieces, submissionByNumber } from '../store/repositories/hand-off'
import { mayStep, wechatSteps } from './author-steps'
import { wechatChanges } from './authors'
import { announce, append, transact, type DeskContext } from './context'

/** Words of the sheet in an editor's language: its columns, and a word a state. */
export interface HandOffWords {
  readonly columns: readonly [
    number: string,
    byline: string,
    title: string,
    contact: string,
    progress: string,
    note: string,
  ]
  readonly state: (state: WechatState) => string
}

/** Characters of what 小羽毛 wrote beside a line. */
const MAX_NOTE = 2_000

/** Accepted pieces whose author is not connected yet, the oldest acceptance first, with the header. */
export function handOffSheet(context: DeskContext, words: HandOffWords): string[][] {
  return [
    [...words.columns],
    ...handOffPieces(context.db).map((piece) => [
      piece.number,
      piece.byline || piece.authorName,
      piece.title,
      [piece.wechat, piece.phone, piece.address].filter((each) => each !== '').join(' '),
      words.state(piece.state),
      '',
    ]),
  ]
}

/** Words for a state that people write themselves. */
const PROGRESS: readonly (readonly [WechatState, RegExp])[] = [
  ['declined', /未通过|没通过|拒绝|declined|rejected/iu],
  ['connected', /已通过|通过|已加|加上|connected|added/iu],
  ['requested', /已申请|申请|发送|requested/iu],
  ['none', /未加|没加|none|not added/iu],
]

/** What a sheet that came back would change, line by line. Changes nothing. */
export function previewHandOff(context: DeskContext, sheet: Sheet): HandOffRow[] {
  return planned(context, sheet).map(({ row }) => row)
}

interface Planned {
  readonly row: HandOffRow
  readonly authorId: string
}

function planned(context: DeskContext, sheet: Sheet): Planned[] {
  const header = sheet.rows[0]?.cells ?? []
  const columnOf = (words: RegExp, fallback: number): number => {
    const found = header.findIndex((cell) => words.test(cell))
    return found < 0 ? fallback : found
  }
  const [numberAt, progressAt, noteAt] = [
    columnOf(/稿号|number/iu, 0),
    columnOf(/进展|状态|progress|state/iu, 4),
    columnOf(/备注|说明|note|remark/iu, 5),
  ]
  // Several pieces of one author are one contact: the first line that moves it counts for all.
  const reached = new Map<string, WechatState>()
  return sheet.rows.slice(1).map(({ line, cells }) => {
    const number = cells[numberAt] ?? ''
    const note = (cells[noteAt] ?? '').slice(0, MAX_NOTE)
    const piece = submissionByNumber(context.db, number)
    const row = { line, number, authorName: piece?.authorName ?? '', note }
    const authorId = piece?.authorId ?? ''
    const failed = (problem: HandOffProblem): Planned => ({
      row: { ...row, from: piece?.state ?? null, to: null, outcome: 'failed', problem },
      authorId,
    })
    if (piece === null) return failed('unknown-number')
    if (piece.submissionState !== 'accepted') return failed('not-accepted')
    const to = stateOf(cells[progressAt] ?? '')
    if (to === null) return failed('unknown-progress')
    const from = reached.get(piece.authorId) ?? piece.state
    const same = to === from
    if (!same && !mayStep(wechatSteps, from, to)) return failed('step')
    reached.set(piece.authorId, to)
    const outcome = same ? (note === '' ? ('same' as const) : ('note' as const)) : ('step' as const)
    return { row: { ...row, from, to, outcome, problem: null }, authorId }
  })
}

/** The state that a cell names; null for words that name none. */
function stateOf(cell: string): WechatState | null {
  const code = wechatStateSchema.safeParse(cell.trim())
  if (code.success) return code.data
  return PROGRESS.find(([, words]) => words.test(cell))?.[0] ?? null
}

/** Takes the sheet in: each step with its reason, each remark as a contact note. Lines that fail change nothing. */
export function importHandOff(context: DeskContext, filename: string, sheet: Sheet): HandOffRow[] {
  const rows = transact(context, () => {
    const lines = planned(context, sheet)
    for (const { row, authorId } of lines) {
      const { outcome, to, note } = row
      if (outcome === 'step' && to !== null) append(context, wechatChanges(context, authorId, to, note || filename))
      if (note === '' || (outcome !== 'step' && outcome !== 'note')) continue
      const noteId = uuidv7({ msecs: context.now() })
      append(context, [change('author.contact-noted', authorId, { noteId, authorId, channel: 'wechat', text: note })])
    }
    return lines
  })
  announce(context, 'authors', 'submissions', 'desk')
  return rows.map(({ row }) => row)
}
