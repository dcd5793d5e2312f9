/** Words with what was removed and added among them: told by strokes and lines, and in words to who listens. */
import { useText } from '@renderer/app/i18n'
import type { ShownBlock } from '@shared/manuscript/version-diff'
import { Fragment } from 'react'
import type { DiffPiece } from './diff-lines'
import classes from './versions-dialog.module.css'

type Pictures = ShownBlock['pictures']

export function DiffWords({
  pieces,
  show,
  oldPictures,
  newPictures,
}: {
  readonly pieces: readonly DiffPiece[]
  /** Of one column only its own words. */
  readonly show: 'old' | 'new' | 'both'
  readonly oldPictures: Pictures
  readonly newPictures: Pictures
}) {
  const t = useText()
  const left = show === 'old' ? 'added' : show === 'new' ? 'removed' : null
  return (
    <>
      {pieces.map((piece, at) => {
        const { kind, text } = piece
        const key = `${at} ${kind}`
        if (kind === left) return null
        const pictures = kind === 'removed' ? oldPictures : newPictures
        const words = <Words text={text} pictures={pictures.slice(piece.pictures)} />
        if (kind === 'same') return <Fragment key={key}>{words}</Fragment>
        const Mark = kind === 'removed' ? 'del' : 'ins'
        return (
          <Mark key={key}>
            <span className="visually-hidden">{t(`versions.${kind}-words`)}</span>
            {words}
            <span className="visually-hidden">{t('versions.end-words')}</span>
          </Mark>
        )
      })}
    </>
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
