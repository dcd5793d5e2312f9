/** What to do next with an author, and by which day. */
import { Modal, Select, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import type { AuthorRecord } from '@shared/domain/author'
import { useState } from 'react'
import { daysAfter } from './days-after'
import classes from './change-dialog.module.css'

/** Days until a follow-up is due unless the editor says otherwise. */
const USUAL_DAYS = 3

/** How often one may come again. */
const REPEATS = [
  { key: 'day', value: { every: 1, unit: 'day' } },
  { key: 'week', value: { every: 1, unit: 'week' } },
  { key: 'two-weeks', value: { every: 2, unit: 'week' } },
  { key: 'month', value: { every: 1, unit: 'month' } },
  { key: 'quarter', value: { every: 3, unit: 'month' } },
] as const

interface AddFollowUpProps {
  readonly record: AuthorRecord
  readonly opened: boolean
  readonly onClose: () => void
}

export function AddFollowUp(props: AddFollowUpProps) {
  const t = useText()
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('author.follow-up-title')}>
      <FollowUpForm {...props} />
    </Modal>
  )
}

function FollowUpForm({ record, onClose }: AddFollowUpProps) {
  const t = useText()
  const { today } = useFormat()
  const [text, setText] = useState('')
  const [due, setDue] = useState<string | null>(() => daysAfter(today, USUAL_DAYS))
  const [submissionId, setSubmissionId] = useState<string | null>(null)
  const [repeat, setRepeat] = useState<string | null>(null)
  const add = useCoreCommand((client, input: { text: string; due: string }) =>
    client.authors.addFollowUp({
      authorId: record.author.id,
      submissionId,
      repeat: REPEATS.find(({ key }) => key === repeat)?.value ?? null,
      ...input,
    }),
  )
  const ready = text.trim() !== '' && due !== null
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        // The composer's form is an ancestor in React's tree, though not in the page's.
        event.preventDefault()
        event.stopPropagation()
        if (ready) add.mutate({ text: text.trim(), due }, { onSuccess: onClose })
      }}
    >
      <TextInput
        label={t('author.follow-up-text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={1000}
        required
        data-autofocus
        data-testid="follow-up-text"
      />
      <DatePickerInput
        size="xs"
        label={t('author.follow-up-due')}
        value={due}
        onChange={setDue}
        minDate={today}
        monthLabelFormat={t('date.month-format')}
        ariaLabels={{ previousMonth: t('date.previous-month'), nextMonth: t('date.next-month') }}
        // The calendar hangs on its field, which names it; a dialog of its own would have no name.
        popoverProps={{ withRoles: false }}
        valueFormat={t('date.day-format')}
        data-testid="follow-up-due"
      />
      <Select
        size="xs"
        label={t('follow-up.repeat')}
        placeholder={t('follow-up.once')}
        value={repeat}
        onChange={setRepeat}
        clearable
        data={REPEATS.map(({ key, value }) => ({
          value: key,
          label: t(`follow-up.every-${value.unit}`, { count: value.every }),
        }))}
        data-testid="follow-up-repeat"
      />
      {record.submissions.length > 0 && (
        <Select
          label={t('author.follow-up-submission')}
          value={submissionId}
          onChange={setSubmissionId}
          clearable
          allowDeselect
          data={record.submissions.map(({ id, number, title }) => ({
            value: id,
            label: `${number} · ${title || t('title.none')}`,
          }))}
        />
      )}
      <FormFoot
        error={add.error}
        onCancel={onClose}
        deed={t('action.add')}
        ready={ready}
        busy={add.isPending}
        testId="follow-up-save"
      />
    </form>
  )
}
