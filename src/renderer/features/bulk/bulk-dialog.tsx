/** 批量作结论: one verdict and reason for what is ticked, one preview, then recorded with progress. */
import { Button, Checkbox, Group, Modal, Progress, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { Segments } from '@renderer/features/settings/segments'
import { useTicked } from '@renderer/state/ticked'
import { assertNever } from '@shared/domain/result'
import { useState } from 'react'
import { bulkVerdicts } from './bulk-plan'
import { BulkPreview } from './bulk-preview'
import { UnableList } from './unable-list'
import { useBulk, type BulkOrder, type BulkStage } from './use-bulk'
import { useFocus } from './use-focus'

export function BulkDialog() {
  const opened = useTicked((state) => state.dialogOpen)
  return opened ? <OpenDialog /> : null
}

function OpenDialog() {
  const t = useText()
  // What is recorded loses its tick; the dialog keeps its name.
  const [count] = useState(useTicked((state) => state.ids.length))
  const setDialogOpen = useTicked((state) => state.setDialogOpen)
  const close = (): void => setDialogOpen(false)
  const bulk = useBulk(close)
  const [order, setOrder] = useState<BulkOrder>({ verdict: 'reject', reason: '', withLetter: true })
  // What is under way is stopped, not hidden.
  const busy = bulk.stage.kind === 'drafting' || bulk.stage.kind === 'recording'
  return (
    <Modal
      opened
      onClose={close}
      size={760}
      title={t('bulk.title', { count })}
      closeOnEscape={!busy}
      closeOnClickOutside={false}
      withCloseButton={!busy}
      attributes={{ content: { 'data-testid': 'bulk-dialog' } }}
    >
      <Stage stage={bulk.stage} bulk={bulk} order={order} onOrder={setOrder} onClose={close} />
    </Modal>
  )
}

function Stage({
  stage,
  bulk,
  order,
  onOrder,
  onClose,
}: {
  readonly stage: BulkStage
  readonly bulk: ReturnType<typeof useBulk>
  readonly order: BulkOrder
  readonly onOrder: (order: BulkOrder) => void
  readonly onClose: () => void
}) {
  switch (stage.kind) {
    case 'asking':
      return <Order order={order} onOrder={onOrder} onPreview={bulk.draft} onClose={onClose} />
    case 'drafting':
    case 'recording':
      return <UnderWay stage={stage} onStop={bulk.stop} />
    case 'preview':
      return <BulkPreview stage={stage} titleOf={bulk.titleOf} onBack={bulk.back} onRecord={bulk.record} />
    case 'done':
      return <Done stage={stage} onClose={onClose} />
    default:
      return assertNever(stage)
  }
}

function Order({
  order,
  onOrder,
  onPreview,
  onClose,
}: {
  readonly order: BulkOrder
  readonly onOrder: (order: BulkOrder) => void
  readonly onPreview: (ids: readonly string[], order: BulkOrder) => void
  readonly onClose: () => void
}) {
  const t = useText()
  const ids = useTicked((state) => state.ids)
  const ready = order.reason.trim() !== '' && ids.length > 0
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const withLetter = order.withLetter && order.verdict !== 'junk'
        onPreview(ids, { ...order, reason: order.reason.trim(), withLetter })
      }}
    >
      <Segments
        label={t('review.decided')}
        value={order.verdict}
        onChange={(verdict) => onOrder({ ...order, verdict })}
        options={bulkVerdicts.map((value) => ({ value, label: t(`verdict.${value}`) }))}
        testId="bulk-verdict"
      />
      <Textarea
        label={t('review.decide.reason')}
        description={t('bulk.reason-note')}
        required
        value={order.reason}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={5000}
        onChange={(event) => onOrder({ ...order, reason: event.currentTarget.value })}
        data-autofocus
        data-testid="bulk-reason"
      />
      {order.verdict !== 'junk' && (
        <Checkbox
          label={t('bulk.with-letter')}
          checked={order.withLetter}
          onChange={(event) => onOrder({ ...order, withLetter: event.currentTarget.checked })}
          data-testid="bulk-with-letter"
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" disabled={!ready} data-testid="bulk-preview">
          {t('bulk.preview')}
        </Button>
      </Group>
    </form>
  )
}

function UnderWay({
  stage: { kind, behind, total },
  onStop,
}: {
  readonly stage: Extract<BulkStage, { kind: 'drafting' | 'recording' }>
  readonly onStop: () => void
}) {
  const t = useText()
  const words = t(`bulk.${kind}`, { behind, total })
  const button = useFocus<HTMLButtonElement>()
  return (
    <div className={dialogs['form']}>
      <output>{words}</output>
      <Progress value={(100 * behind) / total} aria-label={words} />
      <Group justify="flex-end">
        <Button ref={button} variant="default" onClick={onStop} data-testid="bulk-stop">
          {t('bulk.stop')}
        </Button>
      </Group>
    </div>
  )
}

function Done({
  stage: { drafts, recorded, left, unable },
  onClose,
}: {
  readonly stage: Extract<BulkStage, { kind: 'done' }>
  readonly onClose: () => void
}) {
  const t = useText()
  const button = useFocus<HTMLButtonElement>()
  return (
    <div className={dialogs['form']} data-testid="bulk-done">
      <p className={dialogs['text']}>{t(drafts ? 'bulk.done-drafts' : 'bulk.done', { count: recorded })}</p>
      {left > 0 && <p className={dialogs['text']}>{t('bulk.left', { count: left })}</p>}
      <UnableList unable={unable} />
      <Group justify="flex-end">
        <Button ref={button} onClick={onClose} data-testid="bulk-close">
          {t('action.close')}
        </Button>
      </Group>
    </div>
  )
}
