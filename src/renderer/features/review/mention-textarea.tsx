/** A field for a comment: `@` offers colleagues, Ctrl+Enter sends, and no key of an input method does either. */
import { Popover, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { COMMENT_MAX } from '@shared/domain/annotation'
import type { Editor } from '@shared/domain/desk'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { matchingEditors, mentionBeingTyped, withMention } from './mentions'
import { useReview } from './review-context'
import { submits } from './submits'
import classes from './mention-textarea.module.css'

/** Colleagues offered at a time. */
const OFFERED_MAX = 8

export function MentionTextarea({
  value,
  onChange,
  onSubmit,
  onEscape,
  label,
  placeholder,
  minRows,
  focused = false,
  testId,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit: () => void
  /** Escape, when no list of colleagues is open to be closed by it. */
  readonly onEscape: () => void
  readonly label: string
  readonly placeholder: string
  readonly minRows: number
  /** Has the caret when it appears. */
  readonly focused?: boolean
  readonly testId: string
}) {
  const t = useText()
  const { editors, me } = useReview()
  const input = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [chosen, setChosen] = useState(0)
  /** Where an `@` stands whose list was closed by hand. */
  const [dismissed, setDismissed] = useState<number | null>(null)
  const moveTo = useRef<number | null>(null)

  const typed = caret === null ? null : mentionBeingTyped(value, caret)
  const colleagues = editors.filter(({ id, retired }) => id !== me?.id && !retired)
  const offered =
    typed === null || typed.at === dismissed ? [] : matchingEditors(colleagues, typed.query).slice(0, OFFERED_MAX)
  const open = offered.length > 0
  const at = Math.min(chosen, offered.length - 1)

  useEffect(() => {
    const element = input.current
    // One that has the caret already may be composing: it is not touched.
    if (!focused || element === null || document.activeElement === element) return
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
  }, [focused])
  useLayoutEffect(() => {
    if (moveTo.current === null) return
    input.current?.setSelectionRange(moveTo.current, moveTo.current)
    moveTo.current = null
  })

  const pick = (editor: Editor): void => {
    if (typed === null) return
    const changed = withMention(value, typed, editor.name)
    moveTo.current = changed.caret
    onChange(changed.text)
    setCaret(null)
    setChosen(0)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, every key is its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const editor = offered[at]
    if (submits(event)) {
      event.preventDefault()
      onSubmit()
    } else if (open && (event.code === 'ArrowDown' || event.code === 'ArrowUp')) {
      event.preventDefault()
      setChosen((at + (event.code === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (editor !== undefined && !event.shiftKey && ['Enter', 'NumpadEnter', 'Tab'].includes(event.code)) {
      event.preventDefault()
      pick(editor)
    } else if (event.code === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (open) setDismissed(typed?.at ?? null)
      else onEscape()
    }
  }
  /** Where the caret is decides whether a name is being typed. */
  const look = (element: HTMLTextAreaElement): void =>
    setCaret(element.selectionStart === element.selectionEnd ? element.selectionEnd : null)

  return (
    <Popover
      opened={open}
      width="target"
      position="bottom-start"
      offset={4}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
      withRoles={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Textarea
          ref={input}
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open ? `${listId}-${offered[at]?.id ?? ''}` : undefined}
          placeholder={placeholder}
          value={value}
          autosize
          minRows={minRows}
          maxRows={12}
          maxLength={COMMENT_MAX}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget)
            setChosen(0)
            if (!/[@＠]/.test(event.currentTarget.value)) setDismissed(null)
          }}
          onSelect={(event) => look(event.currentTarget)}
          onBlur={() => setCaret(null)}
          onKeyDown={onKeyDown}
          data-testid={testId}
        />
      </Popover.Target>
      <Popover.Dropdown p={4}>
        {/* A listbox by hand: the caret stays in the text, which a <select> would take. */}
        {/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events */}
        <div id={listId} role="listbox" aria-label={t('threads.colleagues')} data-testid="mention-list">
          {offered.map((editor, index) => (
            <div
              key={editor.id}
              id={`${listId}-${editor.id}`}
              role="option"
              aria-selected={index === at}
              className={classes['option']}
              data-testid="mention-option"
              // The caret must stay in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(editor)}
            >
              {editor.name}
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
