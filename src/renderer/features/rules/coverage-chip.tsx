import { useText } from '@renderer/app/i18n'
import { Chip, type ChipTone } from '@renderer/components/chip'
import type { Clause } from '@shared/domain/compliance'

const tones: Record<Clause['coverage'], ChipTone> = {
  rules: 'note',
  partial: 'note',
  human: 'warning',
  unchecked: 'plain',
}

/** How far a machine checks a clause. Never green: a rule that runs proves nothing. */
export function CoverageChip({ coverage }: { readonly coverage: Clause['coverage'] }) {
  const t = useText()
  return (
    <Chip tone={tones[coverage]} title={t(`rules.coverage-what.${coverage}`)}>
      {t(`rules.coverage.${coverage}`)}
    </Chip>
  )
}
