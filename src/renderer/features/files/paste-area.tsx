/**
 * Where a piece is pasted. What the clipboard holds as a page (a WeChat article) is kept as its characters and never put into
 * the document; only the core's importer reads it. Changed by hand, the words count as they stand in the field.
 */
import { Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { MAX_UPLOAD_BYTES } from '@shared/domain/file'
import classes from './dialogs.module.css'

export interface Pasted {
  readonly text: string
  /** The page that was pasted; null when it was plain, or the words were changed since. */
  readonly html: string | null
}

export function PasteArea({
  pasted,
  onPasted,
}: {
  readonly pasted: Pasted
  readonly onPasted: (pasted: Pasted) => void
}) {
  const t = useText()
  return (
    <div>
      <Textarea
        label={t('new.paste')}
        placeholder={t('new.paste-hint')}
        value={pasted.text}
        minRows={6}
        maxRows={12}
        autosize
        onChange={(event) => onPasted({ text: event.currentTarget.value, html: null })}
        onPaste={(event) => {
          const html = event.clipboardData.getData('text/html')
          const text = event.clipboardData.getData('text/plain')
          // A second paste goes into the words that are there, as words.
          if (html === '' || pasted.text.trim() !== '') return
          event.preventDefault()
          onPasted({ text: text === '' ? wordsOf(html) : text, html: html.length > MAX_UPLOAD_BYTES ? null : html })
        }}
        data-autofocus
        data-testid="new-paste"
      />
      {pasted.text.trim() !== '' && (
        <p className={classes['hint']} data-testid="new-paste-kind">
          {t(pasted.html === null ? 'new.pasted-plain' : 'new.pasted-page')}
        </p>
      )}
    </div>
  )
}

/** What was pasted, as a file; null while there is nothing. */
export function pastedFile({ text, html }: Pasted, name: string): File | null {
  if (text.trim() === '') return null
  if (html !== null) return new File([html], `${name}.html`, { type: 'text/html' })
  return new File([text], `${name}.txt`, { type: 'text/plain' })
}

/** The words of a page, read by a parser that loads and runs nothing. */
function wordsOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent.trim()
}
