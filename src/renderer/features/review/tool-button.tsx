/** A button above the text. In a narrow column it is its icon, and its word is said by the tooltip and to screen readers. */
import { Button, type ButtonProps } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import classes from './tool-button.module.css'

interface ToolButtonProps extends ButtonProps, Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof ButtonProps> {
  readonly icon: ReactNode
  /** What the button is called. */
  readonly word: string
  /** What more the tooltip says: what it does, its key. */
  readonly hint?: string | undefined
  /** Gives its word up last. */
  readonly important?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function ToolButton({ icon, word, hint, important = false, ...others }: ToolButtonProps) {
  return (
    <Button
      classNames={{ root: classes['root'] ?? '', label: classes['label'] ?? '', section: classes['section'] ?? '' }}
      leftSection={icon}
      title={hint === undefined ? word : `${word} · ${hint}`}
      data-important={important || undefined}
      {...others}
    >
      {word}
    </Button>
  )
}
