import type { ReactNode } from 'react'
import classes from './chip.module.css'

export type ChipTone = 'plain' | 'accent' | 'note' | 'warning' | 'error'

/** A small coloured word. The colour only underlines what the word says. */
export function Chip({
  children,
  tone = 'plain',
  title,
  testId,
}: {
  readonly children: ReactNode
  readonly tone?: ChipTone
  readonly title?: string | undefined
  readonly testId?: string | undefined
}) {
  return (
    <span className={classes['chip']} data-tone={tone} title={title} data-testid={testId}>
      {children}
    </span>
  )
}
