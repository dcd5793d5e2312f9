/** One row of the comparison: a paragraph on either side, or both in one. */
import { Button } from '@mantine/core'
import { useText, type Say } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import {
  blocksOfRow,
  isOnlyMoves,
  isUnchanged,
  joinedText,
  type BlockType,
  type DiffRow,
  type DiffRun,
  type FormatChange,
  type RowMoves,
  type VersionDiff,
} from '@shared/manuscript/version-diff'
import { piecesOf, type DiffPiece } from './diff-lines'
import { DiffWords, type MoveWays } from './diff-words'
import classes from './versions-dialog.module.css'

export type DiffLayout = 'columns' | 'inline'

/** Formatting changes told of one row. */
const FORMATS_SHOWN = 3

interface RowProps {
  readonly diff: VersionDiff
  readonly row: DiffRow
  readonly layout: DiffLayout
  readonly active: boolean
  /** Sentences of it that moved. */
  readonly moves: RowMoves
  readonly ways: MoveWays
  /** To the other end of a paragraph that moved. */
  readonly onJump: () => void
}

export function DiffRowView({ diff, row, layout, active, moves, ways, onJump }: RowProps) {
  const t = useText()
  const tag =
    row.kind === 'same' ? null : row.kind === 'moved-away' || isOnlyMoves(diff, row, moves) ? 'moved' : row.kind
  const notes = notesOf(t, row, diff, moves)
  return (
    <div
      className={classes['row']}
      data-kind={row.kind}
      data-active={active || undefined}
      data-testid="diff-row"
      data-layout={layout}
    >
      <div className={classes['tag']}>{tag !== null && <span data-tag={tag}>{t(`versions.row.${tag}`)}</span>}</div>
      <div className={classes['sides']}>
        {row.kind === 'table' ? (
          <Cells diff={diff} row={row} layout={layout} />
        ) : (
          <Sides diff={diff} row={row} layout={layout} moves={moves} ways={ways} />
        )}
        {(notes.length > 0 || row.kind === 'moved' || row.kind === 'moved-away') && (
          <p className={classes['notes']}>
            {notes.map((note) => (
              <Chip key={note}>{note}</Chip>
            ))}
            {(row.kind === 'moved' || row.kind === 'moved-away') && (
              <>
                <Chip tone="note">{t(row.kind === 'moved' ? 'versions.moved-here' : 'versions.moved-away')}</Chip>
                <Button variant="subtle" size="compact-xs" onClick={onJump} data-testid="diff-jump">
                  {t(row.kind === 'moved' ? 'versions.see-from' : 'versions.see-to')}
                </Button>
              </>
            )}
          </p>
        )}
      </div>
    </div>
  )
}

function Sides({ diff, row, layout, moves, ways }: Pick<RowProps, 'diff' | 'row' | 'layout' | 'moves' | 'ways'>) {
  const at = blocksOfRow(row)
  const old = joinedText(diff.old, at.old)
  const next = joinedText(diff.new, at.new)
  const pieces: readonly DiffPiece[] =
    row.kind === 'moved-away'
      ? [{ kind: 'moved-away', text: old, move: null, pictures: 0 }]
      : piecesOf(runsOf(row, old, next), old, next, moves)
  const first = diff.new[at.new[0] ?? -1] ?? diff.old[at.old[0] ?? -1]
  const pictures = {
    oldPictures: at.old.flatMap((index) => diff.old[index]?.pictures ?? []),
    newPictures: at.new.flatMap((index) => diff.new[index]?.pictures ?? []),
  }
  if (layout === 'inline') {
    return (
      <div className={classes['words']} data-block={first?.kind} lang="zh-CN">
        <DiffWords pieces={pieces} show="both" moves={ways} {...pictures} />
      </div>
    )
  }
  return (
    <div className={classes['pair']}>
      <div
        className={classes['words']}
        data-block={first?.kind}
        data-empty={at.old.length === 0 || undefined}
        lang="zh-CN"
      >
        <DiffWords pieces={pieces} show="old" moves={ways} {...pictures} />
      </div>
      <div
        className={classes['words']}
        data-block={first?.kind}
        data-empty={at.new.length === 0 || undefined}
        lang="zh-CN"
      >
        <DiffWords pieces={pieces} show="new" moves={ways} {...pictures} />
      </div>
    </div>
  )
}

/** What a row that has no runs of its own says. */
function runsOf(row: DiffRow, old: string, next: string): readonly DiffRun[] {
  const whole = (kind: DiffRun['kind'], { length }: string): readonly DiffRun[] =>
    length === 0 ? [] : [{ kind, length }]
  switch (row.kind) {
    case 'same':
      return whole('same', next)
    case 'removed':
      return whole('removed', old)
    case 'added':
      return whole('added', next)
    case 'edited':
    case 'moved':
      return row.runs
    case 'moved-away':
    case 'table':
      return []
  }
}

/** Of tables, which are told cell by cell. */
const NO_MOVES: RowMoves = { away: [], here: [] }

function Cells({
  diff,
  row,
  layout,
}: {
  readonly diff: VersionDiff
  readonly row: Extract<DiffRow, { kind: 'table' }>
  readonly layout: DiffLayout
}) {
  const t = useText()
  const rows = new Map<string, typeof row.cells>()
  for (const cell of row.cells) {
    // A row that is gone has the number that it had: told apart from a new one of that number.
    const key = `${cell.new.length === 0 ? 'gone' : 'now'} ${cell.row}`
    rows.set(key, [...(rows.get(key) ?? []), cell])
  }
  const table = (show: 'old' | 'new' | 'both') => (
    <table className={classes['table']} aria-label={t('versions.table')}>
      <tbody>
        {[...rows].map(([key, cells]) => (
          <tr key={key}>
            {cells.map((cell) => {
              const old = joinedText(diff.old, cell.old)
              const next = joinedText(diff.new, cell.new)
              return (
                <td key={cell.column} data-changed={!isUnchanged(cell.runs) || undefined} lang="zh-CN">
                  <DiffWords
                    pieces={piecesOf(cell.runs, old, next, NO_MOVES)}
                    show={show}
                    oldPictures={cell.old.flatMap((index) => diff.old[index]?.pictures ?? [])}
                    newPictures={cell.new.flatMap((index) => diff.new[index]?.pictures ?? [])}
                  />
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
  if (layout === 'inline') return table('both')
  return (
    <div className={classes['pair']}>
      <div className={classes['words']}>{table('old')}</div>
      <div className={classes['words']}>{table('new')}</div>
    </div>
  )
}

function notesOf(t: Say, row: DiffRow, diff: VersionDiff, moves: RowMoves): string[] {
  const moved = moves.here.flatMap(({ move }) => diff.moves[move]?.formats ?? [])
  const inside = row.kind === 'edited' || row.kind === 'moved' ? row : { retyped: null, formats: [] }
  const formats = [...inside.formats, ...moved]
  const at = blocksOfRow(row)
  const text = joinedText(diff.new, at.new)
  return [
    ...(row.kind === 'edited' && at.new.length > 1 ? [t('versions.split', { count: at.new.length })] : []),
    ...(row.kind === 'edited' && at.old.length > 1 ? [t('versions.merged', { count: at.old.length })] : []),
    ...(inside.retyped === null
      ? []
      : [t('versions.retyped', { from: typeName(t, inside.retyped.from), to: typeName(t, inside.retyped.to) })]),
    ...(formats.length === 0
      ? []
      : [
          t('versions.formats', {
            changes: formats
              .slice(0, FORMATS_SHOWN)
              .map((change) => formatWords(t, change, text))
              .join(t('review.list-comma')),
          }),
        ]),
  ]
}

function typeName(t: Say, { kind, level }: BlockType): string {
  return kind === 'heading' ? t('versions.type.heading', { level }) : t(`versions.type.${kind}`)
}

const marks = ['bold', 'italic', 'underline', 'strike', 'code'] as const

function formatWords(t: Say, { start, end, from, to }: FormatChange, text: string): string {
  const names = (list: readonly string[]): string =>
    list.length === 0
      ? t('versions.format-none')
      : list
          .map((name) => {
            const known = marks.find((mark) => mark === name)
            return known === undefined ? t('versions.mark.link') : t(`versions.mark.${known}`)
          })
          .join('+')
  return t('versions.format-change', { words: text.slice(start, end).slice(0, 20), from: names(from), to: names(to) })
}
