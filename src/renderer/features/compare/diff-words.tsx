/** Words with what was removed and added among them: told by strokes and lines, and in words to who listens. */
import { useText } from '@renderer/app/i18n'
import type { ShownBlock } from '@shared/manuscript/version-diff'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { DiffPiece } from './diff-lines'
import classes from './versions-dialog.module.css'

type Pictures = ShownBlock['pictures']

export function DiffWords({
  pieces,
  show,
  oldPictures,
  newPictures,
  moves,
}: {
  readonly pieces: readonly DiffPiece[]
  /** Of one column only its own words. */
  readonly show: 'old' | 'new' | 'both'
  readonly oldPictures: Pictures
  readonly newPictures: Pictures
  readonly moves?: MoveWays
}) {
  const t = useText()
  return (
    <>
      {pieces.map((piece, at) => {
        const { kind, text } = piece
        const key = `${at} ${kind}`
        const side = kind === 'removed' || kind === 'moved-away' ? 'old' : kind === 'same' ? null : 'new'
        if (side !== null && show !== 'both' && side !== show) return null
        const pictures = side === 'old' ? oldPictures : newPictures
        const words = <Words text={text} pictures={pictures.slice(piece.pictures)} />
        if (kind === 'same') return <Fragment key={key}>{words}</Fragment>
        if (kind === 'moved-away' || kind === 'moved-here') {
          return (
            <Moved key={key} move={piece.move} side={kind === 'moved-away' ? 'old' : 'new'} text={text} moves={moves}>
              {words}
            </Moved>
          )
        }
        const Mark = side === 'old' ? 'del' : 'ins'
        return (
          <Mark key={key}>
            <span className="visually-hidden">
              {t(side === 'old' ? 'versions.removed-words' : 'versions.added-words')}
            </span>
            {words}
            <span className="visually-hidden">{t('versions.end-words')}</span>
          </Mark>
        )
      })}
    </>
  )
}

/** How a sentence that moved leads to its other end, and which one was led to. */
export interface MoveWays {
  readonly active: number | null
  readonly isDown: (move: number, side: 'old' | 'new') => boolean
  readonly go: (move: number, side: 'old' | 'new') => void
}

/** Words of a button's name. */
const NAMED = 12

/** Words at one of their two places: neither removed nor added, and said so. Of a paragraph, whose row leads on, without a move. */
function Moved({
  move,
  side,
  text,
  moves,
  children,
}: {
  readonly move: number | null
  readonly side: 'old' | 'new'
  readonly text: string
  readonly moves: MoveWays | undefined
  readonly children: React.ReactNode
}) {
  const t = useText()
  const words = text.length > NAMED ? `${text.slice(0, NAMED)}…` : text
  const label = t(side === 'old' ? 'versions.sentence-to' : 'versions.sentence-from', { words })
  return (
    <span
      className={classes['moved']}
      data-side={side}
      data-active={(move !== null && moves?.active === move) || undefined}
      data-testid={move === null ? undefined : 'moved-sentence'}
    >
      <span className="visually-hidden">
        {t(side === 'old' ? 'versions.moved-away-words' : 'versions.moved-here-words')}
      </span>
      {children}
      <span className="visually-hidden">{t('versions.end-words')}</span>
      {moves !== undefined && move !== null && (
        <button
          type="button"
          className={classes['moveJump']}
          aria-label={label}
          title={label}
          onClick={() => moves.go(move, side)}
          data-testid="moved-sentence-jump"
        >
          {moves.isDown(move, side) ? <IconArrowDown size={14} /> : <IconArrowUp size={14} />}
        </button>
      )}
    </span>
  )
}

/** Text with its pictures in place. */
function Words({ text, pictures }: { readonly text: string; readonly pictures: Pictures }) {
  const t = useText()
  if (!text.includes('\uFFFC')) return text.replaceAll('\u2028', '\n')
  return text.split('\uFFFC').map((part, at) => {
    const picture = at === 0 ? undefined : pictures[at - 1]
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text, in their order
      <Fragment key={at}>
        {at > 0 &&
          (picture === undefined || picture.sha256 === '' ? (
            <span className={classes['noPicture']}>{t('versions.picture')}</span>
          ) : (
            <img
              className={classes['picture']}
              src={`app://blob/${picture.sha256}`}
              alt={picture.alt === '' ? t('versions.picture') : picture.alt}
            />
          ))}
        {part.replaceAll('\u2028', '\n')}
      </Fragment>
    )
  })
}
