/** 初筛: a named mode of the inbox. New pieces one after the other, one key each; then their letters in one look. */
import { useTriage } from '@renderer/state/triage'
import { HeldLetters } from './held-letters'
import { TriageSort } from './triage-sort'

export function TriagePage() {
  const mode = useTriage((state) => state.mode)
  return mode === 'letters' ? <HeldLetters /> : <TriageSort />
}
