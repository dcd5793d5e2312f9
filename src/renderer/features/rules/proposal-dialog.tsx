/** A change before it is saved: what it changes, a trial over all manuscripts, a note; or why it cannot be. */
import { Alert, Button, Group, Modal, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { Proposal } from '@shared/domain/rules'
import { useState } from 'react'
import { DiffView } from './diff-view'
import { ProblemList } from './problem-list'
import classes from './proposal-dialog.module.css'
import { TrialPanel, useTrial } from './trial-panel'
import { useProposalState } from './use-proposal'

export function ProposalDialog() {
  const t = useText()
  const { proposed, show } = useProposalState()
  const close = (): void => show(null)
  if (proposed === null || proposed.kind === 'nothing') return null
  switch (proposed.kind) {
    case 'proposal':
      return <ProposalForm key={proposed.proposal.proposalId} proposal={proposed.proposal} onClose={close} />
    case 'same':
      return (
        <Modal opened onClose={close} title={t('rules.same-title')}>
          <p>{t('rules.same')}</p>
          <Group justify="flex-end">
            <Button onClick={close} data-autofocus>
              {t('action.close')}
            </Button>
          </Group>
        </Modal>
      )
    case 'problems':
      return (
        <Modal opened onClose={close} title={t('rules.problems-title')} size={640}>
          <p>{t('rules.problems-what')}</p>
          <ProblemList problems={proposed.problems} />
          <Group justify="flex-end" mt="md">
            <Button onClick={close} data-autofocus>
              {t('action.close')}
            </Button>
          </Group>
        </Modal>
      )
  }
}

function ProposalForm({ proposal, onClose }: { readonly proposal: Proposal; readonly onClose: () => void }) {
  const t = useText()
  const refresh = useRefresh()
  const onSaved = useProposalState((state) => state.onSaved)
  const [note, setNote] = useState('')
  const { proposalId } = proposal
  const trial = useTrial(proposalId)
  const save = useCoreCommand((client) => client.rules.save({ proposalId, note: note.trim() }))
  const drop = useCoreCommand((client) => client.rules.drop({ proposalId }))
  const leave = (): void => {
    if (trial.isRunning) trial.cancel()
    drop.mutate(undefined)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={leave}
      title={t('rules.proposal-title', { name: proposal.title, how: t(`rules.how.${proposal.how}`) })}
      size={880}
      attributes={{ content: { 'data-testid': 'proposal' } }}
    >
      <div className={classes['form']}>
        <p className={classes['version']} data-testid="proposal-version">
          {t('rules.proposal-version', { version: proposal.version })}
        </p>
        <DiffView diff={proposal.diff} />
        {proposal.diff.rules.length > 0 && <TrialPanel trial={trial} />}
        <Textarea
          label={t('rules.note')}
          placeholder={t('rules.note-placeholder')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={2000}
          data-testid="proposal-note"
        />
        {!trial.isDone && proposal.diff.rules.length > 0 && (
          <Alert color="orange" variant="light" icon={<IconAlertTriangle size={16} />}>
            {t('rules.not-tried')}
          </Alert>
        )}
        <ErrorNotice error={save.error} onClose={save.reset} />
      </div>
      <footer className={classes['foot']}>
        <Button variant="default" onClick={leave}>
          {t('action.cancel')}
        </Button>
        <Button
          loading={save.isPending}
          onClick={() =>
            save.mutate(undefined, {
              onSuccess: () => {
                if (trial.isRunning) trial.cancel()
                onSaved()
                refresh('rules')
                onClose()
              },
            })
          }
          data-testid="proposal-save"
        >
          {t(trial.isDone || proposal.diff.rules.length === 0 ? 'rules.save' : 'rules.save-untried')}
        </Button>
      </footer>
    </Modal>
  )
}
