import type { EditorColor } from '@shared/domain/editor-color'
import classes from './editor-name.module.css'

/** An editor, by name, with their colour beside it: it helps to find who wrote what, and says nothing that the name does not. */
export function EditorName({
  name,
  color,
  className,
  title,
}: {
  readonly name: string
  /** Null where nobody of the desk is meant. */
  readonly color: EditorColor | null
  readonly className?: string | undefined
  readonly title?: string | undefined
}) {
  return (
    <span className={`${classes['editor']} ${className ?? ''}`} title={title ?? name} data-testid="editor-name">
      {color !== null && <EditorDot color={color} />}
      <span className={classes['name']}>{name}</span>
    </span>
  )
}

export function EditorDot({ color }: { readonly color: EditorColor }) {
  return <span className={classes['dot']} data-color={color} aria-hidden="true" />
}
