import { TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useEffect, useRef } from 'react'
import classes from './first-run.module.css'

/** 你是谁: the name that everything recorded here will carry. */
export function NameStep({
  name,
  onChange,
  onSubmit,
}: {
  readonly name: string
  readonly onChange: (name: string) => void
  readonly onSubmit: () => void
}) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      className={classes['fields']}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onSubmit()
      }}
    >
      <TextInput
        size="sm"
        label={t('first-run.name')}
        description={t('first-run.who-what')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={name}
        onChange={(event) => onChange(event.currentTarget.value)}
        maxLength={100}
        ref={input}
        data-testid="first-run-name"
      />
    </form>
  )
}
