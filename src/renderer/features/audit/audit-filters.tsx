/** What of the record is asked for. */
import { Button, Select, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useDebouncedCallback } from '@mantine/hooks'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { auditKinds, WHOLE_RECORD } from '@shared/domain/audit'
import { useState } from 'react'
import classes from './audit.module.css'
import { useAuditView } from './audit-view'

/** Milliseconds after the last key before the record is searched. */
const PAUSE = 200

const typedFields = ['words', 'piece', 'author'] as const

export function AuditFilters() {
  const t = useText()
  const { filter, cleared, narrow, clear } = useAuditView()
  const editors = useCoreQuery(['desk', 'editors'], (client) => client.desk.editors()).data ?? []
  const empty = JSON.stringify(filter) === JSON.stringify(WHOLE_RECORD)
  const day = (name: 'from' | 'to') => (
    <DatePickerInput
      size="xs"
      label={t(`audit.${name}`)}
      value={filter[name]}
      onChange={(value) => narrow({ [name]: value })}
      clearable
      clearButtonProps={{ 'aria-label': t('audit.clear') }}
      monthLabelFormat={t('date.month-format')}
      ariaLabels={{ previousMonth: t('date.previous-month'), nextMonth: t('date.next-month') }}
      // The calendar hangs on its field, which names it; a dialog of its own would have no name.
      popoverProps={{ withRoles: false }}
      valueFormat={t('date.day-format')}
      data-testid={`audit-${name}`}
    />
  )
  return (
    <search className={classes['filters']} aria-label={t('audit.filters')}>
      {typedFields.map((name) => (
        <TypedField key={`${name} ${cleared}`} name={name} />
      ))}
      <Select
        size="xs"
        label={t('audit.kind')}
        placeholder={t('audit.kind-all')}
        clearable
        value={filter.kind}
        data={auditKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }))}
        onChange={(value) => narrow({ kind: auditKinds.find((kind) => kind === value) ?? null })}
        data-testid="audit-kind"
      />
      <Select
        size="xs"
        label={t('audit.who')}
        placeholder={t('audit.who-all')}
        clearable
        value={filter.editorId}
        data={[
          ...editors.map(({ id, name }) => ({ value: id, label: name })),
          { value: 'desk', label: t('audit.desk-itself') },
        ]}
        onChange={(editorId) => narrow({ editorId })}
        data-testid="audit-who"
      />
      {day('from')}
      {day('to')}
      <Button size="xs" variant="subtle" disabled={empty} onClick={clear} data-testid="audit-clear">
        {t('audit.clear')}
      </Button>
    </search>
  )
}

/** Asks when one stops typing. */
function TypedField({ name }: { readonly name: (typeof typedFields)[number] }) {
  const t = useText()
  const { filter, narrow } = useAuditView()
  const [text, setText] = useState(filter[name])
  const ask = useDebouncedCallback((value: string) => narrow({ [name]: value }), PAUSE)
  return (
    <TextInput
      size="xs"
      label={t(`audit.${name}`)}
      placeholder={t(`audit.${name}-hint`)}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value)
        ask(event.currentTarget.value)
      }}
      data-testid={`audit-${name}`}
    />
  )
}
