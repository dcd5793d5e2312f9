/** 退稿异议: the author does not agree with a rejection; another editor reads it. */
import { Button, Group, Modal, Radio, Select, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useWorkingEditors } from '@renderer/state/use-editors'
import type { AuthorRecord } from '@shared/domain/author'
import type { Objection } from '@shared/domain/sanction'
import { useState } from 'react'
import classes from './parts.module.css'

export function ObjectionsSection({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const [raising, setRaising] = useState(false)
  const [reading, setReading] = useState<Objection | null>(null)
  const open = new Set(record.objections.filter(({ outcome }) => outcome === 'open').map((each) => each.submissionId))
  const rejected = record.submissions.filter(({ id, state }) => state === 'rejected' && !open.has(id))
  if (record.objections.length === 0 && rejected.length === 0) return null
  return (
    <section className={classes['section']} aria-label={t('objection.title')}>
      <h3 className={classes['title']}>
        {t('objection.title')}
        {rejected.length > 0 && (
          <Button size="compact-xs" variant="default" data-testid="objection-raise" onClick={() => setRaising(true)}>
            {t('objection.raise')}
          </Button>
        )}
      </h3>
      {record.objections.length === 0 && <p className={classes['quiet']}>{t('objection.none')}</p>}
      <ul className={classes['list']}>
        {record.objections.map((objection) => (
          <li key={objection.id} className={classes['card']} data-testid="objection">
            <div className={classes['line']}>
              <Chip tone={objection.outcome === 'open' ? 'warning' : 'plain'}>
                {t(`objection-outcome.${objection.outcome}`)}
              </Chip>
              <span className={classes['quiet']}>{objection.submissionNumber}</span>
              <DateText at={objection.raisedAt} className={`${classes['when']} ${classes['push']}`} />
            </div>
            <p>{t('timeline.in', { title: objection.submissionTitle || t('title.none') })}</p>
            <p className={classes['body']}>{objection.words}</p>
            {objection.outcome === 'open' ? (
              <div className={classes['actions']}>
                <Button
                  size="compact-xs"
                  variant="default"
                  data-testid="objection-read"
                  onClick={() => setReading(objection)}
                >
                  {t('objection.read')}
                </Button>
              </div>
            ) : (
              <p className={classes['quiet']}>
                {t('objection.answered', { name: objection.settledBy, answer: objection.answer })}
              </p>
            )}
          </li>
        ))}
      </ul>
      <Modal opened={raising} onClose={() => setRaising(false)} title={t('objection.title')}>
        <RaiseForm pieces={rejected} onDone={() => setRaising(false)} />
      </Modal>
      <Modal opened={reading !== null} onClose={() => setReading(null)} title={t('objection.read')}>
        {reading !== null && <ReadForm objection={reading} onDone={() => setReading(null)} />}
      </Modal>
    </section>
  )
}

function RaiseForm({ pieces, onDone }: { readonly pieces: AuthorRecord['submissions']; readonly onDone: () => void }) {
  const t = useText()
  const [submissionId, setSubmission] = useState<string | null>(pieces[0]?.id ?? null)
  const [words, setWords] = useState('')
  const raise = useCoreCommand((client, input: { submissionId: string; words: string }) =>
    client.authors.raiseObjection(input),
  )
  const ready = submissionId !== null && words.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) raise.mutate({ submissionId, words: words.trim() }, { onSuccess: onDone })
      }}
    >
      <Select
        size="xs"
        label={t('objection.piece')}
        value={submissionId}
        onChange={setSubmission}
        allowDeselect={false}
        data={pieces.map(({ id, number, title }) => ({ value: id, label: `${number} · ${title || t('title.none')}` }))}
      />
      <Textarea
        label={t('objection.words')}
        value={words}
        required
        autosize
        minRows={3}
        maxLength={10_000}
        data-autofocus
        onChange={(event) => setWords(event.currentTarget.value)}
        data-testid="objection-words"
      />
      <FormFoot
        error={raise.error}
        onCancel={onDone}
        deed={t('action.add')}
        ready={ready}
        busy={raise.isPending}
        testId="objection-save"
      />
    </form>
  )
}

function ReadForm({ objection, onDone }: { readonly objection: Objection; readonly onDone: () => void }) {
  const t = useText()
  const me = useDeskInfo().data?.editor.id
  const editors = useWorkingEditors()
  const others = editors.filter(({ id }) => id !== objection.decidedBy.id)
  const [chosen, setReader] = useState<string | null>(null)
  const readerId = chosen ?? others.find(({ id }) => id === me)?.id ?? null
  const [outcome, setOutcome] = useState<'upheld' | 'reopened' | null>(null)
  const [answer, setAnswer] = useState('')
  const settle = useCoreCommand((client, input: { readerId: string; outcome: 'upheld' | 'reopened'; answer: string }) =>
    client.authors.settleObjection({ objectionId: objection.id, ...input }),
  )
  const ready = readerId !== null && outcome !== null && answer.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) settle.mutate({ readerId, outcome, answer: answer.trim() }, { onSuccess: onDone })
      }}
    >
      <p className={classes['sentence']}>
        {t('objection.rejected-by', { name: objection.decidedBy.name, reason: objection.decisionReason })}
      </p>
      <p className={classes['body']}>{objection.words}</p>
      <Select
        size="xs"
        label={t('objection.reader')}
        description={others.length === 0 ? t('objection.no-other') : t('objection.reader-note')}
        value={readerId}
        onChange={setReader}
        allowDeselect={false}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        data-testid="objection-reader"
      />
      <Radio.Group
        label={t('objection.outcome')}
        value={outcome}
        required
        onChange={(value) => setOutcome(value === 'upheld' ? 'upheld' : 'reopened')}
      >
        <Group mt={4}>
          <Radio value="upheld" label={t('objection-outcome.upheld')} data-testid="objection-upheld" />
          <Radio value="reopened" label={t('objection-outcome.reopened')} data-testid="objection-reopened" />
        </Group>
      </Radio.Group>
      <Textarea
        label={t('objection.answer')}
        value={answer}
        required
        autosize
        minRows={2}
        maxLength={10_000}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        data-testid="objection-answer"
      />
      <FormFoot
        error={settle.error}
        onCancel={onDone}
        deed={t('author.change')}
        ready={ready}
        busy={settle.isPending}
        testId="objection-settle"
      />
    </form>
  )
}
