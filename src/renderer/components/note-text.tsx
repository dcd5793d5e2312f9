/** The words of a contact note with their bold ones and lists, and the key that makes words bold. */
import { Fragment, type KeyboardEvent } from 'react'
import { noteBlocks, toggleBold, type NoteSpan } from './note-words'
import classes from './note-text.module.css'

export function NoteText({ text }: { readonly text: string }) {
  return (
    <div className={classes['text']} data-testid="note-words">
      {noteBlocks(text).map((block, at) => {
        if (block.kind === 'words') {
          return (
            <p key={at}>
              {block.lines.map((line, index) => (
                <Fragment key={index}>
                  {index > 0 && <br />}
                  <Spans spans={line} />
                </Fragment>
              ))}
            </p>
          )
        }
        const items = block.items.map((item, index) => (
          <li key={index}>
            <Spans spans={item} />
          </li>
        ))
        return block.ordered ? <ol key={at}>{items}</ol> : <ul key={at}>{items}</ul>
      })}
    </div>
  )
}

function Spans({ spans }: { readonly spans: readonly NoteSpan[] }) {
  return spans.map((span, at) => (span.bold ? <b key={at}>{span.text}</b> : <Fragment key={at}>{span.text}</Fragment>))
}

/** Ctrl+B in a field where a note is written, whose `onChange` hears of it; true: it was that key. */
export function boldByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.code !== 'KeyB' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
  if (event.nativeEvent.isComposing) return false
  event.preventDefault()
  event.stopPropagation()
  const field = event.currentTarget
  const made = toggleBold({ text: field.value, start: field.selectionStart, end: field.selectionEnd })
  // As if it were typed, so that the caret stands before anything else is.
  field.setRangeText(made.text, 0, field.value.length)
  field.setSelectionRange(made.start, made.end)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}
