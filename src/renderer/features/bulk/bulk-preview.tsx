/** What would be recorded of each piece, the letter it would send, what it wants a reason for; and what cannot be decided, with why. */
import { Button, Checkbox, Group, Textarea } from '@mantine/core'
import { useText, type Say } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { useIsDeputy } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import type { BulkEntry, BulkNeeds, BulkPiece } from './bulk-plan'
import { UnableList } from './unable-list'
import type { BulkOrder, BulkStage } from './use-bulk'
import { useFocus } from './use-focus'
import classes from './bulk.module.css'

type Ready = Extract<BulkEntry, { kind: 'ready' }>

function needsWords(t: Say, { errors, unsigned, facts }: BulkNeeds): string {
  return [
    errors > 0 ? t('inbox.must-fix', { count: errors }) : '',
    unsigned > 0 ? t('bulk.unsigned', { count: unsigned }) : '',
    facts.length > 0
      ? t('review.decide.unsettled', {
          fields: facts.map((field) => t(`provenance.${field}`)).join(t('review.list-comma')),
        })
      : '',
  ]
    .filter((words) => words !== '')
    .join(' · ')
}

export function BulkPreview({
  stage: { order, entries, unable },
  titleOf,
  onBack,
  onRecord,
}: {
  readonly stage: Extract<BulkStage, { kind: 'preview' }>
  readonly titleOf: (piece: BulkPiece) => string
  readonly onBack: () => void
  readonly onRecord: (entries: readonly Ready[], order: BulkOrder, override: string) => void
}) {
  const t = useText()
  const [left, setLeft] = useState<readonly string[]>([])
  const [override, setOverride] = useState('')
  const deputy = useIsDeputy()
  const button = useFocus<HTMLButtonElement>()
  // The field if there is one: the button waits for it.
  const reason = useFocus<HTMLTextAreaElement>()
  const ready = entries.filter((entry) => entry.kind === 'ready')
  const blocked = entries.filter((entry) => entry.kind === 'blocked')
  const chosen = ready.filter(({ piece }) => !left.includes(piece.row.id))
  const wantsReason = chosen.some(({ needs }) => needs !== null)
  const letters = chosen.filter(({ letter }) => letter !== null).length
  const isReady = chosen.length > 0 && (!wantsReason || override.trim() !== '')
  const verdict = t(`verdict.${order.verdict}`)
  const recorded = letters > 0 ? 'bulk.record-and-send' : 'bulk.record'
  const deed = deputy ? 'bulk.propose' : recorded
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onRecord(chosen, order, override.trim())
      }}
      data-testid="bulk-preview-list"
    >
      <div className={classes['pieces']}>
        {ready.map(({ piece, needs, letter }) => (
          <div key={piece.row.id} className={classes['piece']} data-testid="bulk-ready">
            <Checkbox
              checked={!left.includes(piece.row.id)}
              onChange={(event) => {
                const { id } = piece.row
                setLeft(event.currentTarget.checked ? left.filter((each) => each !== id) : [...left, id])
              }}
              label={<Words title={titleOf(piece)} piece={piece} />}
            />
            {needs !== null && <p className={classes['needs']}>{needsWords(t, needs)}</p>}
            {letter === null ? (
              <p className={classes['note']}>{t('bulk.no-letter')}</p>
            ) : (
              <details className={classes['letter']}>
                <summary>{t('bulk.letter', { to: letter.to.address, subject: letter.subject })}</summary>
                <pre>{letter.text}</pre>
              </details>
            )}
          </div>
        ))}
        {blocked.map(({ piece, why }) => (
          <div key={piece.row.id} className={classes['piece']} data-testid="bulk-blocked">
            <Words title={titleOf(piece)} piece={piece} />
            <Chip tone="warning">{t(`bulk.blocked-${why}`)}</Chip>
          </div>
        ))}
      </div>
      <UnableList unable={unable} />
      {deputy && <p className={classes['note']}>{t('bulk.deputy')}</p>}
      {wantsReason && (
        <Textarea
          label={t('bulk.override')}
          description={t('review.decide.override-note')}
          ref={reason}
          required
          value={override}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={5000}
          onChange={(event) => setOverride(event.currentTarget.value)}
          data-testid="bulk-override"
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack} data-testid="bulk-back">
          {t('review.facts.back')}
        </Button>
        <Button ref={button} type="submit" disabled={!isReady} data-testid="bulk-record">
          {t(deed, { verdict, count: chosen.length })}
        </Button>
      </Group>
    </form>
  )
}

function Words({ title, piece: { row } }: { readonly title: string; readonly piece: BulkPiece }) {
  const t = useText()
  return (
    <span className={classes['words']}>
      <b>{title}</b>{' '}
      <span>{[row.number, row.author.name || row.author.address || t('author.nameless')].join(' · ')}</span>
    </span>
  )
}
