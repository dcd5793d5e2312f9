/** 稿费 and 合同: noted as facts, with how they were noted before. */
import { Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { FormFoot } from '@renderer/components/form-foot'
import { ErrorNotice } from '@renderer/components/report-error'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { colorIn, useEditors } from '@renderer/state/use-editors'
import { fenOf, privateNumberIn, settlementSchema, type PieceTerms } from '@shared/domain/terms'
import { useState } from 'react'
import { useTermsDialogs } from './terms-dialogs'
import { termsWords } from './terms-words'
import classes from './terms.module.css'

export function TermsDialog() {
  const t = useText()
  const open = useTermsDialogs((state) => state.terms)
  const close = useTermsDialogs((state) => state.close)
  if (open === null) return null
  return (
    <Modal
      key={open.submissionId}
      opened
      onClose={close}
      size={560}
      title={t('terms.title', { title: open.title })}
      attributes={{ content: { 'data-testid': 'terms-dialog' } }}
    >
      <Loaded submissionId={open.submissionId} onClose={close} />
    </Modal>
  )
}

function Loaded({ submissionId, onClose }: { readonly submissionId: string; readonly onClose: () => void }) {
  const me = useDeskInfo().data?.editor.id
  const terms = useCoreQuery(['submissions', 'terms', submissionId, me], (client) =>
    client.publication.terms({ submissionId }),
  )
  if (terms.error !== null) return <ErrorNotice error={terms.error} />
  if (terms.data === undefined) return null
  return (
    <>
      <TermsForm submissionId={submissionId} terms={terms.data} onClose={onClose} />
      <History submissionId={submissionId} />
    </>
  )
}

function TermsForm({
  submissionId,
  terms,
  onClose,
}: {
  readonly submissionId: string
  readonly terms: PieceTerms
  readonly onClose: () => void
}) {
  const t = useText()
  const refresh = useRefresh()
  const today = useDeskInfo().data?.today ?? ''
  const [hasFee, setHasFee] = useState(terms.fee !== null || terms.contract === null)
  const [amount, setAmount] = useState(terms.fee === null ? '' : (terms.fee.amount / 100).toFixed(2))
  const [settlement, setSettlement] = useState(terms.fee?.settlement ?? 'open')
  const [settledOn, setSettledOn] = useState(terms.fee?.settledOn ?? today)
  const [feeNote, setFeeNote] = useState(terms.fee?.note ?? '')
  const [hasContract, setHasContract] = useState(terms.contract !== null)
  const [number, setNumber] = useState(terms.contract?.number ?? '')
  const [from, setFrom] = useState(terms.contract?.from ?? today)
  const [until, setUntil] = useState(terms.contract?.until ?? '')
  const [contractNote, setContractNote] = useState(terms.contract?.note ?? '')
  const save = useCoreCommand((client, given: PieceTerms) =>
    client.publication.setTerms({ submissionId, terms: given }),
  )
  const fen = fenOf(amount)
  const feeReady = !hasFee || (fen !== null && (settlement !== 'paid' || settledOn !== ''))
  const contractReady = !hasContract || (number.trim() !== '' && from !== '')
  const isPrivate = (text: string): string | undefined =>
    privateNumberIn(text) === null ? undefined : t('refusal.private-number')
  const anyPrivate = [feeNote, number, contractNote].some((text) => privateNumberIn(text) !== null)
  const ready = feeReady && contractReady && !anyPrivate && !save.isPending
  const submit = (): void => {
    if (!ready) return
    save.mutate(
      {
        fee:
          !hasFee || fen === null
            ? null
            : { amount: fen, settlement, settledOn: settlement === 'paid' ? settledOn : null, note: feeNote.trim() },
        contract: !hasContract
          ? null
          : { number: number.trim(), from, until: until === '' ? null : until, note: contractNote.trim() },
      },
      {
        onSuccess: () => {
          refresh('submissions')
          onClose()
        },
      },
    )
  }
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={classes['hint']}>{t('terms.what')}</p>
      <fieldset className={classes['group']} aria-label={t('terms.fee')}>
        <Checkbox
          label={t('terms.fee')}
          checked={hasFee}
          onChange={(event) => setHasFee(event.currentTarget.checked)}
          data-testid="terms-has-fee"
        />
        {hasFee && (
          <>
            <div className={classes['two']}>
              <TextInput
                label={t('terms.amount')}
                inputMode="decimal"
                required
                value={amount}
                maxLength={20}
                error={amount.trim() !== '' && fen === null ? t('terms.amount-wrong') : undefined}
                onChange={(event) => setAmount(event.currentTarget.value)}
                data-autofocus
                data-testid="terms-amount"
              />
              <Select
                label={t('terms.settlement')}
                value={settlement}
                allowDeselect={false}
                data={settlementSchema.options.map((each) => ({ value: each, label: t(`settlement.${each}`) }))}
                onChange={(value) => setSettlement(settlementSchema.catch(settlement).parse(value))}
                data-testid="terms-settlement"
              />
            </div>
            {settlement === 'paid' && (
              <TextInput
                type="date"
                label={t('terms.settled-on')}
                required
                value={settledOn}
                onChange={(event) => setSettledOn(event.currentTarget.value)}
                data-testid="terms-settled-on"
              />
            )}
            <Textarea
              label={t('terms.note')}
              value={feeNote}
              error={isPrivate(feeNote)}
              autosize
              minRows={1}
              maxRows={4}
              maxLength={500}
              onChange={(event) => setFeeNote(event.currentTarget.value)}
              data-testid="terms-fee-note"
            />
          </>
        )}
      </fieldset>
      <fieldset className={classes['group']} aria-label={t('terms.contract')}>
        <Checkbox
          label={t('terms.contract')}
          checked={hasContract}
          onChange={(event) => setHasContract(event.currentTarget.checked)}
          data-testid="terms-has-contract"
        />
        {hasContract && (
          <>
            <TextInput
              label={t('terms.number')}
              required
              value={number}
              error={isPrivate(number)}
              maxLength={100}
              onChange={(event) => setNumber(event.currentTarget.value)}
              data-testid="terms-number"
            />
            <div className={classes['two']}>
              <TextInput
                type="date"
                label={t('terms.from')}
                required
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
                data-testid="terms-from"
              />
              <TextInput
                type="date"
                label={t('terms.until')}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                data-testid="terms-until"
              />
            </div>
            <Textarea
              label={t('terms.note')}
              value={contractNote}
              error={isPrivate(contractNote)}
              autosize
              minRows={1}
              maxRows={4}
              maxLength={500}
              onChange={(event) => setContractNote(event.currentTarget.value)}
              data-testid="terms-contract-note"
            />
          </>
        )}
      </fieldset>
      <FormFoot
        error={save.error}
        onClearError={save.reset}
        errorTestId="terms-error"
        onCancel={onClose}
        deed={t('action.save')}
        ready={ready}
        busy={save.isPending}
        testId="terms-save"
      />
    </form>
  )
}

function History({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const format = useFormat()
  const editors = useEditors()
  const me = useDeskInfo().data?.editor.id
  const changes = useCoreQuery(['submissions', 'terms-history', submissionId, me], (client) =>
    client.publication.termsHistory({ submissionId }),
  ).data
  if (changes === undefined || changes.length === 0) return null
  return (
    <section className={classes['history']} aria-label={t('terms.history')} data-testid="terms-history">
      <h3>{t('terms.history')}</h3>
      <ol>
        {changes.map((change) => (
          <li key={change.seq} data-testid="terms-change">
            <p className={classes['by']}>
              <DateText at={change.at} as="moment" />
              <EditorName name={change.editorName} color={colorIn(editors, change.editorId)} />
            </p>
            <p>{termsWords(t, format, change.to)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
