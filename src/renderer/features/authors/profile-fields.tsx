/** Fields of a person that are kept where they are left: each change is a step of the record. */
import { TagsInput, TextInput } from '@mantine/core'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { CoreClient } from '@renderer/client/core-client'
import { useState } from 'react'

/** A line that is kept on Enter or when it is left. */
export function KeptLine({
  label,
  value,
  maxLength = 500,
  testId,
  onKeep,
}: {
  readonly label: string
  readonly value: string
  readonly maxLength?: number
  readonly testId?: string
  readonly onKeep: (client: CoreClient, value: string) => Promise<unknown>
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const keep = useCoreCommand(onKeep)
  const commit = (): void => {
    const wanted = typed?.trim() ?? value
    if (wanted === value) return setTyped(null)
    keep.mutate(wanted, { onSuccess: () => setTyped(null) })
  }
  return (
    <div>
      <TextInput
        size="xs"
        label={label}
        value={typed ?? value}
        maxLength={maxLength}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(null)
        }}
        data-testid={testId}
      />
      <ErrorNotice error={keep.error} onClose={keep.reset} />
    </div>
  )
}

/** Words of which each is added and taken away by itself. */
export function KeptWords({
  label,
  description,
  values,
  known = [],
  testId,
  onChange,
}: {
  readonly label: string
  readonly description?: string
  readonly values: readonly string[]
  readonly known?: readonly string[]
  readonly testId?: string
  readonly onChange: (client: CoreClient, word: string, present: boolean) => Promise<unknown>
}) {
  const change = useCoreCommand(async (client, { added, gone }: { added: string[]; gone: string[] }) => {
    for (const word of added) await onChange(client, word, true)
    for (const word of gone) await onChange(client, word, false)
  })
  return (
    <div>
      <TagsInput
        size="xs"
        label={label}
        description={description}
        value={[...values]}
        data={[...known]}
        maxLength={320}
        acceptValueOnBlur
        splitChars={[]}
        onChange={(words) =>
          change.mutate({
            added: words.map((word) => word.trim()).filter((word) => word !== '' && !values.includes(word)),
            gone: values.filter((word) => !words.includes(word)),
          })
        }
        data-testid={testId}
      />
      <ErrorNotice error={change.error} onClose={change.reset} />
    </div>
  )
}
