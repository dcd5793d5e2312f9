/**
 * What a worker keeps of the texts that are being written: the document, and what the check read of it. Nothing is kept that
 * would not be made again from what a task brings, so it does not matter which worker is asked, nor whether it lived before.
 */
import { readFileSync } from 'node:fs'
import type { CheckResult } from '@shared/domain/compliance'
import type { Result } from '@shared/domain/result'
import { CheckSession } from '../compliance'
import type { StepRefusal } from '../manuscript'
import { TypedText, type TextAsTyped } from '../manuscript/typed-text'
import { packsOf } from './pack-files'
import type { RecheckRequest, TextBeingTyped } from './tasks'

/** A few texts are open at a time; the one that was longest not asked for is forgotten. */
export const MOST_SESSIONS = 4

/** UTF-16 units kept of all of them, about 60 bytes each. A text that is longer by itself is read whole at every pause. */
export const MOST_KEPT = 1_000_000

interface Session {
  readonly text: TypedText
  readonly check: CheckSession
}

const sessions = new Map<string, Session>()

/** What was typed, in the text that it was typed in. */
export function typedText({ session, baseHash, file, steps }: TextBeingTyped): Result<TextAsTyped, StepRefusal> {
  const text = sessionOf(session).text.read(baseHash, () => readFileSync(file, 'utf8'), steps)
  forgetOldest()
  return text
}

/** Checks a text that is being written: of what this worker checked before under the same session, only what changed. */
export function recheck({ session, packs, blocks, context, versionKey }: RecheckRequest): CheckResult {
  const result = sessionOf(session).check.check(blocks, packsOf(packs), context, { versionKey })
  forgetOldest()
  return result
}

/** The text is closed. */
export function endTyping(session: string): void {
  sessions.delete(session)
}

/** The names of the sessions that are kept, the one that was longest not asked for first. */
export function keptSessions(): readonly string[] {
  return [...sessions.keys()]
}

function sessionOf(name: string): Session {
  const session = sessions.get(name) ?? { text: new TypedText(), check: new CheckSession() }
  sessions.delete(name)
  sessions.set(name, session)
  return session
}

function forgetOldest(): void {
  let kept = 0
  for (const [name, { text, check }] of [...sessions].toReversed()) {
    const size = text.size + check.size
    if (kept + size > MOST_KEPT) sessions.delete(name)
    else kept += size
  }
  const [oldest] = sessions.keys()
  if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest)
}
