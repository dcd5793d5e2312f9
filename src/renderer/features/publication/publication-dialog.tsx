/** One step of a publication: a day, the addresses with their letter, or a reason. */
import { Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { assertNever } from '@shared/domain/result'
import { usePublicationDialogs, type PublishedPiece } from './publication-dialogs'
import { PublishForm } from './publish-form'
import { ReasonForm } from './reason-form'
import { ScheduleForm } from './schedule-form'
import type { PublicationStep } from '@shared/domain/publication'

export function PublicationDialog() {
  const t = useText()
  const open = usePublicationDialogs((state) => state.open)
  const close = usePublicationDialogs((state) => state.close)
  if (open === null) return null
  const { piece, step, day } = open
  return (
    <Modal
      key={`${piece.submissionId} ${step}`}
      opened
      onClose={close}
      size={step === 'publish' ? 720 : 520}
      title={t(`publication.title-${step}`, { title: piece.title })}
      attributes={{ content: { 'data-testid': 'publication-dialog' } }}
    >
      <StepForm piece={piece} step={step} day={day} onClose={close} />
    </Modal>
  )
}

function StepForm({
  piece,
  step,
  day,
  onClose,
}: {
  readonly piece: PublishedPiece
  readonly step: PublicationStep
  readonly day: string | null
  readonly onClose: () => void
}) {
  switch (step) {
    case 'schedule':
    case 'reschedule':
      return <ScheduleForm piece={piece} step={step} day={day} onClose={onClose} />
    case 'publish':
    case 'correct':
      return <PublishForm piece={piece} step={step} onClose={onClose} />
    case 'unschedule':
    case 'retract':
    case 'take-down':
    case 'restore':
      return <ReasonForm piece={piece} step={step} onClose={onClose} />
    default:
      return assertNever(step)
  }
}
