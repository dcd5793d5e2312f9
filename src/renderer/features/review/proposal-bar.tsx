/** 两步审批 in the piece: a decision that waits for a senior, who drafted it, its letter; approved, sent back or withdrawn here. */
import { Button, Modal, Popover, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { FormFoot } from '@renderer/components/form-foot'
import { KeyHint } from '@renderer/components/key-hint'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { colorIn } from '@renderer/state/use-editors'
import { isVerdictOpen } from '@shared/domain/decision'
import type { Proposal } from '@shared/domain/proposal'
import { isSenior } from '@shared/domain/role'
import { useState } from 'react'
import { useReview } from './review-context'
import { openedDecision } from './review-state'
import { useSettleProposal } from './use-settle-proposal'
import { useRefresh } from './use-refresh'
import { verdictTones } from './verdicts'
import classes from './decision-bar.module.css'

export function ProposalBar() {
  const { detail } = useReview()
  const newest = detail.proposals[0]
  if (newest === undefined) return null
  if (newest.state === 'waiting') return <Waiting key={newest.id} proposal={newest} />
  // What was sent back is to be drafted again, until the piece is decided.
  const isDecided = detail.decisions.some(({ at }) => at > newest.at)
  if (newest.state === 'sent-back' && !isDecided) return <SentBack proposal={newest} />
  return null
}

function Waiting({ proposal }: { readonly proposal: Proposal }) {
  const t = useText()
  const { editors } = useReview()
  const me = useDeskInfo().data?.editor
  const [reading, setReading] = useState(false)
  const senior = me !== undefined && isSenior(me.role)
  const own = me?.id === proposal.editorId
  const { letter } = proposal.request
  return (
    <section className={classes['bar']} aria-label={t('approval.waiting')} data-testid="proposal-bar">
      <div className={classes['line']}>
        <Chip tone="warning" testId="proposal-state">
          {t('approval.waiting')}
        </Chip>
        <Chip tone={verdictTones[proposal.verdict]}>{t(`verdict.${proposal.verdict}`)}</Chip>
        <EditorName name={proposal.editorName} color={colorIn(editors, proposal.editorId)} />
        <DateText at={proposal.at} as="moment" />
      </div>
      <p className={classes['reason']} title={proposal.reason}>
        {proposal.reason}
      </p>
      {proposal.request.override !== null && (
        <p className={classes['note']}>{t('review.decided.override', { reason: proposal.request.override })}</p>
      )}
      {letter === null ? (
        <p className={classes['note']}>{t('approval.no-letter')}</p>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          title={letter.subject}
          onClick={() => setReading(true)}
          data-testid="proposal-letter"
        >
          {t('approval.read-letter', { name: letter.to.name || letter.to.address })}
        </Button>
      )}
      {senior && !own ? (
        <Settling proposal={proposal} />
      ) : (
        <p className={classes['note']} data-testid="proposal-note">
          {t(own && senior ? 'approval.own' : 'approval.seniors')}
        </p>
      )}
      {own && <Withdraw proposal={proposal} />}
      {letter !== null && (
        <Modal
          opened={reading}
          onClose={() => setReading(false)}
          size={620}
          title={letter.subject}
          attributes={{ content: { 'data-testid': 'proposal-letter-text' } }}
        >
          <p className={classes['note']}>
            {t('review.mail.to')} {letter.to.name} &lt;{letter.to.address}&gt;
          </p>
          <p className={classes['letterText']}>{letter.text}</p>
        </Modal>
      )}
    </section>
  )
}

/** What a senior does with it. */
function Settling({ proposal }: { readonly proposal: Proposal }) {
  const t = useText()
  const { approve, busy, error, reset } = useSettleProposal(proposal)
  const [refusing, setRefusing] = useState(false)
  useKeys({
    'approval.approve': () => !busy && approve(),
    'approval.send-back': () => setRefusing(true),
  })
  return (
    <>
      <div className={classes['buttons']}>
        <Button
          loading={busy}
          rightSection={<KeyHint action="approval.approve" onButton />}
          title={keyOf('approval.approve')}
          onClick={approve}
          data-testid="proposal-approve"
        >
          {t(proposal.request.letter === null ? 'approval.approve' : 'approval.approve-and-send')}
        </Button>
        <Popover opened={refusing} onChange={setRefusing} width={320} trapFocus returnFocus position="top-start">
          <Popover.Target>
            <Button
              variant="default"
              rightSection={<KeyHint action="approval.send-back" onButton />}
              title={keyOf('approval.send-back')}
              onClick={() => setRefusing(!refusing)}
              data-testid="proposal-send-back"
            >
              {t('approval.send-back')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <SendBackForm proposal={proposal} onClose={() => setRefusing(false)} />
          </Popover.Dropdown>
        </Popover>
      </div>
      <ErrorNotice error={error} onClose={reset} testId="proposal-error" />
    </>
  )
}

function SendBackForm({ proposal, onClose }: { readonly proposal: Proposal; readonly onClose: () => void }) {
  const t = useText()
  const refresh = useRefresh()
  const [reason, setReason] = useState('')
  const sendBack = useCoreCommand((client) =>
    client.approval.sendBack({ proposalId: proposal.id, reason: reason.trim() }),
  )
  const ready = reason.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || sendBack.isPending) return
        sendBack.mutate(undefined, {
          onSuccess: () => {
            onClose()
            refresh('submissions', 'desk')
          },
        })
      }}
    >
      <Textarea
        label={t('approval.send-back-reason')}
        description={t('approval.send-back-what')}
        required
        value={reason}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={5000}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        data-testid="proposal-reason"
      />
      <FormFoot
        error={sendBack.error}
        onClearError={sendBack.reset}
        onCancel={onClose}
        deed={t('approval.send-back-do')}
        ready={ready}
        busy={sendBack.isPending}
        testId="proposal-send-back-confirm"
      />
    </form>
  )
}

function Withdraw({ proposal }: { readonly proposal: Proposal }) {
  const t = useText()
  const refresh = useRefresh()
  const withdraw = useCoreCommand((client) => client.approval.withdraw({ proposalId: proposal.id }))
  return (
    <>
      <Button
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate(undefined, { onSuccess: () => refresh('submissions', 'desk') })}
        data-testid="proposal-withdraw"
      >
        {t('approval.withdraw')}
      </Button>
      <ErrorNotice error={withdraw.error} onClose={withdraw.reset} />
    </>
  )
}

function SentBack({ proposal }: { readonly proposal: Proposal }) {
  const t = useText()
  const { detail, decision, change } = useReview()
  const { letter } = proposal.request
  const again = (): void => {
    const opened = openedDecision(decision, proposal.verdict)
    change({
      decision: {
        ...opened,
        reason: opened.reason || proposal.reason,
        override: opened.override || (proposal.request.override ?? ''),
        letter:
          opened.letter ??
          (letter === null ? null : { subject: letter.subject, text: letter.text, draftedFor: proposal.reason }),
      },
    })
  }
  return (
    <section className={classes['bar']} aria-label={t('approval.sent-back')} data-testid="proposal-bar">
      <div className={classes['line']}>
        <Chip tone="error" testId="proposal-state">
          {t('approval.sent-back')}
        </Chip>
        <Chip>{t(`verdict.${proposal.verdict}`)}</Chip>
        <span>
          {t('approval.sent-back-by', { name: proposal.settled?.editorName ?? '', drafter: proposal.editorName })}
        </span>
      </div>
      <p className={classes['reason']} title={proposal.settled?.reason}>
        {proposal.settled?.reason}
      </p>
      {isVerdictOpen(detail.row, proposal.verdict) && (
        <Button variant="default" onClick={again} data-testid="proposal-again">
          {t('approval.again')}
        </Button>
      )}
    </section>
  )
}
