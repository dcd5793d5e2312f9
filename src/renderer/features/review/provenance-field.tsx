import { Button, Popover, TextInput } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ProvenanceEntry, ProvenanceField as Field } from '@shared/domain/submission'
import { useState, type FormEvent } from 'react'
import { usePieceDialogs, type PieceDialog } from '@renderer/features/piece/piece-dialogs'
import { useRefresh } from './use-refresh'
import classes from './provenance-strip.module.css'

/** Where more can be settled than one sentence. */
const MORE: { readonly [F in Field]?: PieceDialog } = { pictures: 'pictures', signature: 'details' }

/** One of the five: a click says what it is and where that was said. */
export function ProvenanceField({
  field,
  submissionId,
  entry,
}: {
  readonly field: Field
  readonly submissionId: string
  readonly entry: ProvenanceEntry | null
}) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const name = t(`provenance.${field}`)
  const state = entry === null ? t('review.provenance-open') : entry.value
  return (
    <Popover opened={open} onChange={setOpen} width={320} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <button
          type="button"
          className={classes['field']}
          data-settled={entry !== null || undefined}
          data-testid={`provenance-${field}`}
          title={entry === null ? t('review.provenance-hint') : `${name} · ${entry.value} · ${entry.saidIn}`}
          onClick={() => setOpen(!open)}
        >
          {entry === null ? (
            <IconCircleDashed size={14} aria-hidden="true" />
          ) : (
            <IconCircleCheckFilled size={14} aria-hidden="true" />
          )}
          <span>{name}</span>
          <span className={entry === null ? classes['open'] : classes['value']}>{state}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ProvenanceForm field={field} submissionId={submissionId} entry={entry} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function ProvenanceForm({
  field,
  submissionId,
  entry,
  onDone,
}: {
  readonly field: Field
  readonly submissionId: string
  readonly entry: ProvenanceEntry | null
  readonly onDone: () => void
}) {
  const t = useText()
  const refresh = useRefresh()
  const [value, setValue] = useState(entry?.value ?? '')
  const [saidIn, setSaidIn] = useState(entry?.saidIn ?? '')
  const save = useCoreCommand((client, said: ProvenanceEntry) =>
    client.submissions.setProvenance({ submissionId, entry: said }),
  )
  const more = MORE[field]
  const submit = (said: ProvenanceEntry): void => {
    save.mutate(said, {
      onSuccess: () => {
        refresh('submissions', 'letters')
        onDone()
      },
    })
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (value.trim() !== '') submit({ field, value: value.trim(), saidIn: saidIn.trim() })
  }
  return (
    <form className={classes['form']} onSubmit={onSubmit}>
      <TextInput
        label={t(`provenance.${field}`)}
        placeholder={t(`provenance.example.${field}`)}
        value={value}
        maxLength={500}
        onChange={(event) => setValue(event.currentTarget.value)}
        data-autofocus
        data-testid="provenance-value"
      />
      <TextInput
        label={t('review.provenance-said-in')}
        placeholder={t('review.provenance-said-in-example')}
        value={saidIn}
        maxLength={500}
        onChange={(event) => setSaidIn(event.currentTarget.value)}
        data-testid="provenance-said-in"
      />
      <ErrorNotice error={save.error} onClose={save.reset} />
      <div className={classes['buttons']}>
        {more !== undefined && (
          <Button
            variant="subtle"
            mr="auto"
            onClick={() => {
              onDone()
              usePieceDialogs.getState().show(more)
            }}
            data-testid={`open-piece-${more}`}
          >
            {more === 'pictures' ? t('pictures.open') : t('details.open')}
          </Button>
        )}
        {entry !== null && (
          <Button
            variant="subtle"
            color="gray"
            disabled={save.isPending}
            onClick={() => submit({ field, value: '', saidIn: '' })}
          >
            {t('review.provenance-reopen')}
          </Button>
        )}
        <Button type="submit" disabled={value.trim() === ''} loading={save.isPending} data-testid="provenance-save">
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
