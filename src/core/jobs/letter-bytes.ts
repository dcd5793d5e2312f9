/** A letter as the bytes that are sent, kept and copied: the same whenever they are made. */
import { fail, ok, type Result } from '@shared/domain/result'
import { composeLetter, type ComposedLetter, type LetterParts } from '../mail'
import type { LetterRecord } from '../store/repositories/decisions'

/** A letter that cannot even be written says why, and holds up no other. */
export async function bytesOf(letter: LetterRecord): Promise<Result<ComposedLetter, string>> {
  try {
    return ok(await composeLetter(partsOf(letter)))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

function partsOf(letter: LetterRecord): LetterParts {
  return {
    from: letter.from,
    to: [letter.to],
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: letter.messageId,
    ...(letter.inReplyTo === null ? {} : { inReplyTo: letter.inReplyTo }),
    references: letter.references,
    date: letter.createdAt,
  }
}
