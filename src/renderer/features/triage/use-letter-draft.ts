/** What an editor writes in a held letter; saved when the letter is left, sent, or the page goes away. */
import { useCoreCommand } from '@renderer/client/use-core'
import { useEffect, useRef, useState } from 'react'
import type { HeldLetter } from './held-letters'

export interface LetterDraftState {
  readonly subject: string
  readonly text: string
  readonly changed: boolean
  readonly empty: boolean
  readonly error: unknown
  readonly resetError: () => void
  edit(change: { readonly subject?: string; readonly text?: string }): void
  /** False: it could not be saved, and what was written is still there. */
  save(): Promise<boolean>
  forget(): void
}

interface Written {
  readonly letterId: string
  readonly subject: string
  readonly text: string
}

export function useLetterDraft(letter: HeldLetter | undefined): LetterDraftState {
  const [written, setWritten] = useState<Written | null>(null)
  const edit = useCoreCommand((client, draft: Written) => client.letters.edit(draft))
  const own = written !== null && written.letterId === letter?.id ? written : null
  const subject = own?.subject ?? letter?.subject ?? ''
  const text = own?.text ?? letter?.text ?? ''
  const changed = own !== null && (own.subject !== letter?.subject || own.text !== letter.text)
  const empty = subject.trim() === '' || text.trim() === ''

  const save = async (): Promise<boolean> => {
    if (own === null || !changed) return true
    if (empty) return false
    try {
      await edit.mutateAsync(own)
      return true
    } catch {
      // Said beside the letter; what was written stays in the fields.
      return false
    }
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => () => void latest.current(), [])

  return {
    subject,
    text,
    changed,
    empty,
    error: edit.error,
    resetError: edit.reset,
    edit: (change) => {
      if (letter !== undefined) setWritten({ letterId: letter.id, subject, text, ...change })
    },
    save,
    forget: () => setWritten(null),
  }
}
