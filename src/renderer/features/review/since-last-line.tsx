/** 改好, 新增, 仍在: what became of the findings of the version before; those that are gone are listed, struck, when asked for. */
import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { IMAGE_CHARACTER } from '@shared/manuscript/text'
import { useState } from 'react'
import { useReview } from './review-context'
import { useSinceLast } from './use-since-last'
import classes from './findings-tab.module.css'

export function SinceLastLine() {
  const t = useText()
  const { findings } = useReview()
  const since = useSinceLast()
  const [open, setOpen] = useState(false)
  if (since === null) return null
  const standing = findings.filter(({ waiver }) => waiver === null)
  const still = standing.filter(({ id }) => since.still.includes(id)).length
  const words = t('review.since.line', {
    ordinal: since.ordinal,
    fixed: since.fixed.length,
    fresh: standing.length - still,
    still,
  })
  return (
    <div className={classes['since']} data-testid="since-last">
      <p className={classes['sinceLine']}>
        <span>{words}</span>
        {since.fixed.length > 0 && (
          <UnstyledButton
            className={classes['sinceOpen']}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            data-testid="since-last-fixed"
          >
            {t(open ? 'review.since.hide' : 'review.since.show')}
          </UnstyledButton>
        )}
      </p>
      {open && (
        <ul className={classes['fixed']}>
          {since.fixed.map(({ id, clause, message, text }) => (
            <li key={id}>
              <s lang="zh-CN">{text.replaceAll(IMAGE_CHARACTER, t('pictures.sign'))}</s> <span>{clause}</span>{' '}
              <span lang="zh-CN">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
