/** Whether an author is under 18, and their guardian's consent: noted once, for all pieces. */
import { Checkbox, Modal, Radio, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { ErrorNotice } from '@renderer/components/report-error'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { privateNumberIn, type Guardian } from '@shared/domain/terms'
import { useState } from 'react'
import { useTermsDialogs } from './terms-dialogs'
import classes from './terms.module.css'

export function GuardianDialog() {
  const t = useText()
  const open = useTermsDialogs((state) => state.guardian)
  const close = useTermsDialogs((state) => state.close)
  const authorId = open?.authorId ?? ''
  const record = useCoreQuery(['authors', 'show', authorId], (client) => client.authors.show({ authorId }), {
    enabled: open !== null,
  })
  if (open === null) return null
  const done = (): void => {
    close()
    open.onNoted?.()
  }
  return (
    <Modal
      key={authorId}
      opened
      onClose={close}
      size={480}
      title={t('guardian.title', { name: record.data?.author.name || t('author.nameless') })}
      attributes={{ content: { 'data-testid': 'guardian-dialog' } }}
    >
      <ErrorNotice error={record.error} />
      {record.data !== undefined && (
        <GuardianForm authorId={authorId} guardian={record.data.guardian} onDone={done} onClose={close} />
      )}
    </Modal>
  )
}

function GuardianForm({
  authorId,
  guardian,
  onDone,
  onClose,
}: {
  readonly authorId: string
  readonly guardian: Guardian | null
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const t = useText()
  const refresh = useRefresh()
  const today = useDeskInfo().data?.today ?? ''
  const [minor, setMinor] = useState<boolean | null>(guardian?.minor ?? null)
  const [given, setGiven] = useState(guardian?.consent !== null && guardian?.consent !== undefined)
  const [name, setName] = useState(guardian?.consent?.guardian ?? '')
  const [relation, setRelation] = useState(guardian?.consent?.relation ?? '')
  const [saidIn, setSaidIn] = useState(guardian?.consent?.saidIn ?? '')
  const [on, setOn] = useState(guardian?.consent?.on ?? today)
  const save = useCoreCommand((client, noted: Guardian) =>
    client.publication.setGuardian({ authorId, guardian: noted }),
  )
  const withConsent = minor === true && given
  const isPrivate = (text: string): string | undefined =>
    privateNumberIn(text) === null ? undefined : t('refusal.private-number')
  const filled = name.trim() !== '' && saidIn.trim() !== '' && on !== ''
  const clean = [name, relation, saidIn].every((text) => privateNumberIn(text) === null)
  const ready = minor !== null && (!withConsent || (filled && clean)) && !save.isPending
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const consent = withConsent
          ? { guardian: name.trim(), relation: relation.trim(), saidIn: saidIn.trim(), on }
          : null
        save.mutate(
          { minor, consent },
          {
            onSuccess: () => {
              refresh('submissions', 'authors')
              onDone()
            },
          },
        )
      }}
    >
      <p className={classes['hint']}>{t('guardian.what')}</p>
      <Radio.Group
        label={t('guardian.age')}
        value={minor === null ? '' : minor ? 'minor' : 'adult'}
        onChange={(value) => setMinor(value === 'minor')}
      >
        <div className={classes['two']}>
          <Radio value="adult" label={t('guardian.adult')} data-testid="guardian-adult" />
          <Radio value="minor" label={t('guardian.minor')} data-testid="guardian-minor" />
        </div>
      </Radio.Group>
      {minor === true && (
        <Checkbox
          label={t('guardian.given')}
          checked={given}
          onChange={(event) => setGiven(event.currentTarget.checked)}
          data-testid="guardian-given"
        />
      )}
      {withConsent && (
        <>
          <div className={classes['two']}>
            <TextInput
              label={t('guardian.name')}
              required
              value={name}
              error={isPrivate(name)}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
              data-testid="guardian-name"
            />
            <TextInput
              label={t('guardian.relation')}
              value={relation}
              error={isPrivate(relation)}
              maxLength={40}
              onChange={(event) => setRelation(event.currentTarget.value)}
              data-testid="guardian-relation"
            />
          </div>
          <TextInput
            label={t('guardian.said-in')}
            description={t('guardian.said-in-what')}
            required
            value={saidIn}
            error={isPrivate(saidIn)}
            maxLength={500}
            onChange={(event) => setSaidIn(event.currentTarget.value)}
            data-testid="guardian-said-in"
          />
          <TextInput
            type="date"
            label={t('guardian.on')}
            required
            value={on}
            onChange={(event) => setOn(event.currentTarget.value)}
            data-testid="guardian-on"
          />
        </>
      )}
      <FormFoot
        error={save.error}
        onClearError={save.reset}
        errorTestId="guardian-error"
        onCancel={onClose}
        deed={t('action.save')}
        ready={ready}
        busy={save.isPending}
        testId="guardian-save"
      />
    </form>
  )
}
