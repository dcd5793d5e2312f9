/** 编辑与回信: who works at this desk, and what every letter carries. */
import { NumberInput, Skeleton, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { EditorsGroup } from '@renderer/features/editors/editors-group'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { DeskInfo } from '@shared/domain/desk'
import { useId, useState, type FormEvent } from 'react'
import classes from './editor-section.module.css'
import { SaveLine } from './save-line'
import { Group, Row, Section } from './section'
import { Segments } from './segments'

export function EditorSection() {
  const t = useText()
  const info = useDeskInfo().data
  return (
    <Section title={t('settings.section.editor')}>
      {info === undefined ? (
        <Skeleton height={180} />
      ) : (
        <>
          <EditorsGroup info={info} />
          <LetterForm info={info} />
          <Notices on={info.followUpNotices} />
        </>
      )}
    </Section>
  )
}

function Notices({ on }: { readonly on: boolean }) {
  const t = useText()
  const labelId = useId()
  const save = useCoreCommand((client, followUps: boolean) => client.desk.setFollowUpNotices({ followUps }))
  return (
    <Group title={t('settings.notices')}>
      <Row label={t('settings.notices.follow-ups')} labelId={labelId} what={t('settings.notices.what')}>
        <Segments
          labelledBy={labelId}
          value={on ? 'on' : 'off'}
          onChange={(value) => save.mutate(value === 'on')}
          options={(['on', 'off'] as const).map((value) => ({ value, label: t(`settings.notices.${value}`) }))}
          testId="settings-notices"
        />
      </Row>
      <ErrorNotice error={save.error} />
    </Group>
  )
}

function LetterForm({ info }: { readonly info: DeskInfo }) {
  const t = useText()
  const [signature, setSignature] = useState(info.signature)
  const [undoSeconds, setUndoSeconds] = useState<number | string>(info.undoSeconds)
  const save = useCoreCommand((client, input: { signature: string; undoSeconds: number }) =>
    client.desk.setLetterSettings(input),
  )
  const seconds = typeof undoSeconds === 'number' ? undoSeconds : info.undoSeconds

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ signature, undoSeconds: seconds })
  }
  return (
    <Group title={t('settings.letters')}>
      <form className={classes['form']} onSubmit={submit}>
        <Textarea
          label={t('settings.signature')}
          description={t('settings.signature-what')}
          value={signature}
          onChange={(event) => {
            setSignature(event.currentTarget.value)
            save.reset()
          }}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2000}
          data-testid="settings-signature"
        />
        <NumberInput
          label={t('settings.undo-seconds')}
          description={t('settings.undo-seconds-what')}
          value={undoSeconds}
          onChange={(value) => {
            setUndoSeconds(value)
            save.reset()
          }}
          min={0}
          max={120}
          clampBehavior="strict"
          allowDecimal={false}
          className={classes['number'] ?? ''}
          data-testid="settings-undo-seconds"
        />
        <ErrorNotice error={save.error} />
        <SaveLine
          saved={save.isSuccess}
          busy={save.isPending}
          unchanged={signature === info.signature && seconds === info.undoSeconds}
          testId="settings-letters-save"
        />
      </form>
    </Group>
  )
}
