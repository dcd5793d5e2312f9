import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import type { Letter } from '@shared/domain/letter'
import { letterTones } from './letter-state'

/** Where a letter stands: 被退回 goes before the state that its sending ended in. */
export function LetterChip({ letter }: { readonly letter: Letter }) {
  const t = useText()
  if (letter.bouncedAt !== null) return <Chip tone="error">{t('letter-state.bounced')}</Chip>
  return <Chip tone={letterTones[letter.state]}>{t(`letter-state.${letter.state}`)}</Chip>
}
