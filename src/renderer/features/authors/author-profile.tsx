/** 资料: who this is, how to reach them, what the desk wants to remember of them; records merged into this one. */
import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import { GuardianSection } from '@renderer/features/terms/guardian-section'
import { factFieldSchema, type AuthorRecord } from '@shared/domain/author'
import { isSenior } from '@shared/domain/role'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import { ErasePerson } from './erase-person'
import { MergePicker } from './merge-picker'
import { MergedRecords } from './merged-records'
import { KeptLine, KeptWords } from './profile-fields'
import { useSaveSheet } from './use-save-sheet'
import classes from './parts.module.css'

const OWN = 'own:'
/** Weeks that are offered for keeping in touch. */
const WEEKS = [1, 2, 4, 8, 12, 26] as const

export function AuthorProfile({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const authorId = record.author.id
  const known = useCoreQuery(['authors', 'known'], (client) => client.authors.known()).data
  const senior = isSenior(useDeskInfo().data?.editor.role ?? 'editor')
  const [merging, setMerging] = useState(false)
  const [erasing, setErasing] = useState(false)
  const saveData = useSaveSheet((client) => client.authors.savePerson({ authorId }))
  const valueOf = (field: string): string => record.facts.find((fact) => fact.field === field)?.value ?? ''
  const own = record.facts.filter(({ field }) => field.startsWith(OWN))
  return (
    <>
      <section className={classes['section']}>
        <div className={classes['fields']}>
          <KeptLine
            label={t('author.name')}
            value={record.author.name}
            testId="author-name"
            onKeep={(client, name) => client.authors.rename({ authorId, name })}
          />
          <KeptWords
            label={t('author.pen-names')}
            values={record.penNames}
            testId="author-pen-names"
            onChange={(client, name, present) => client.authors.setPenName({ authorId, name, present })}
          />
          <KeptWords
            label={t('author.addresses')}
            description={t('author.addresses-note')}
            values={record.addresses}
            testId="author-addresses"
            onChange={(client, address, present) =>
              present
                ? client.authors.addAddress({ authorId, address })
                : client.authors.removeAddress({ authorId, address })
            }
          />
          {factFieldSchema.options.map((field) => (
            <KeptLine
              key={field}
              label={t(`fact.${field}`)}
              value={valueOf(field)}
              testId={`fact-${field}`}
              onKeep={(client, value) => client.authors.setFact({ authorId, field, value })}
            />
          ))}
          {own.map(({ field, value }) => (
            <KeptLine
              key={field}
              label={field.slice(OWN.length)}
              value={value}
              onKeep={(client, kept) => client.authors.setFact({ authorId, field, value: kept })}
            />
          ))}
          <NewField
            authorId={authorId}
            known={(known?.fields ?? [])
              .filter((field) => valueOf(field) === '')
              .map((field) => field.slice(OWN.length))}
          />
          <KeptWords
            label={t('author.tags')}
            values={record.tags}
            known={known?.tags ?? []}
            testId="author-tags"
            onChange={(client, tag, present) => client.authors.setTag({ authorId, tag, present })}
          />
          <KeepInTouch record={record} />
        </div>
      </section>
      <GuardianSection record={record} />
      <MergedRecords merged={record.merged} />
      <section className={classes['section']}>
        <p className={classes['quiet']}>
          {t('author.first-seen')} <DateText at={record.firstSeenAt} as="moment" />
        </p>
        <div className={classes['actions']}>
          <Button size="compact-xs" variant="default" data-testid="merge-with" onClick={() => setMerging(true)}>
            {t('merge.with')}
          </Button>
          <Button size="compact-xs" variant="default" data-testid="save-person" onClick={saveData}>
            {t('author.save-data')}
          </Button>
          {senior && !record.erased && (
            <Button
              size="compact-xs"
              variant="default"
              color="red"
              data-testid="erase-person"
              onClick={() => setErasing(true)}
            >
              {t('erasure.open')}
            </Button>
          )}
        </div>
        {erasing && <ErasePerson record={record} opened onClose={() => setErasing(false)} />}
        <MergePicker record={record} opened={merging} onClose={() => setMerging(false)} />
      </section>
    </>
  )
}

/** A field of the desk's own making. */
function NewField({ authorId, known }: { readonly authorId: string; readonly known: readonly string[] }) {
  const t = useText()
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState('')
  const add = useCoreCommand((client, field: { name: string; value: string }) =>
    client.authors.setFact({ authorId, field: `own:${field.name}`, value: field.value }),
  )
  if (name === null) {
    return (
      <Group>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          data-testid="new-field"
          onClick={() => setName('')}
        >
          {t('author.new-field')}
        </Button>
      </Group>
    )
  }
  const ready = name.trim() !== '' && value.trim() !== ''
  return (
    <form
      className={classes['fields']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        add.mutate(
          { name: name.trim(), value: value.trim() },
          {
            onSuccess: () => {
              setName(null)
              setValue('')
            },
          },
        )
      }}
    >
      <TextInput
        size="xs"
        label={t('author.field-name')}
        description={known.length > 0 ? t('author.fields-known', { names: known.join(' · ') }) : undefined}
        value={name}
        maxLength={40}
        ref={focusOnce}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="new-field-name"
      />
      <TextInput
        size="xs"
        label={t('author.field-value')}
        value={value}
        maxLength={500}
        onChange={(event) => setValue(event.currentTarget.value)}
        data-testid="new-field-value"
      />
      <FormFoot
        error={add.error}
        onClearError={add.reset}
        onCancel={() => setName(null)}
        deed={t('action.add')}
        ready={ready}
        busy={add.isPending}
        testId="new-field-save"
      />
    </form>
  )
}

function KeepInTouch({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const set = useCoreCommand((client, weeks: number | null) =>
    client.authors.setKeepInTouch({ authorId: record.author.id, weeks }),
  )
  return (
    <div>
      <Select
        size="xs"
        label={t('author.keep-in-touch')}
        placeholder={t('author.keep-in-touch-off')}
        value={record.keepWeeks === null ? null : String(record.keepWeeks)}
        clearable
        data={WEEKS.map((weeks) => ({
          value: String(weeks),
          label: t('author.every-weeks', { count: weeks }),
        }))}
        onChange={(weeks) => set.mutate(weeks === null ? null : Number(weeks))}
        data-testid="keep-in-touch"
      />
      <ErrorNotice error={set.error} onClose={set.reset} />
    </div>
  )
}

/** A field that was asked for takes the keys. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
