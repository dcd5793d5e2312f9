import { useText } from '@renderer/app/i18n'
import type { SubmissionState } from '@shared/domain/submission'
import { Chip, type ChipTone } from './chip'

const tones: Record<SubmissionState, ChipTone> = {
  new: 'note',
  reviewing: 'plain',
  revising: 'warning',
  accepted: 'accent',
  rejected: 'error',
  withdrawn: 'plain',
  junk: 'plain',
  reserved: 'plain',
}

/** The state of a submission; `answered`: the author wrote again since the last decision. */
export function StateChip({
  state,
  answered = false,
}: {
  readonly state: SubmissionState
  readonly answered?: boolean
}) {
  const t = useText()
  return (
    <Chip tone={tones[state]}>
      {answered ? t('state.answered', { state: t(`state.${state}`) }) : t(`state.${state}`)}
    </Chip>
  )
}
