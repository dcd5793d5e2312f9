/** Two records side by side, what they have in common, and which of them stays. */
import { Button, Group, Radio, Textarea } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import { factFieldSchema, type MergeSide, type MergeSuggestion } from '@shared/domain/author'
import { useState } from 'react'
import classes from './parts.module.css'

export function MergeForm({
  pair,
  onDone,
  onBack,
}: {
  readonly pair: MergeSuggestion
  readonly onDone: () => void
  readonly onBack: () => void
}) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const [keptId, setKept] = useState(() => likelyKept(pair).id)
  const said = pair.reasons
    .map(({ reason, value }) => t(`merge.reason.${reason}`, { value }))
    .join(t('review.list-comma'))
  const [reason, setReason] = useState(said)
  const otherId = keptId === pair.one.id ? pair.other.id : pair.one.id
  const merge = useCoreCommand((client, why: string) =>
    client.authors.merge({ authorId: keptId, otherId, reason: why }),
  )
  const apart = useCoreCommand((client, other: string) =>
    client.authors.keepApart({ authorId: keptId, otherId: other }),
  )
  return (
    <form
      className={classes['form']}
      data-testid="merge-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() === '') return
        merge.mutate(reason.trim(), {
          onSuccess: () => {
            set({ authorId: keptId })
            onDone()
          },
        })
      }}
    >
      {said !== '' && <p className={classes['sentence']}>{t('merge.because', { reasons: said })}</p>}
      <table className={classes['sides']}>
        <thead>
          <tr>
            <th scope="col">{t('merge.field')}</th>
            {[pair.one, pair.other].map((side) => (
              <th key={side.id} scope="col">
                <Radio
                  name="kept"
                  label={t('merge.keep-this')}
                  checked={keptId === side.id}
                  onChange={() => setKept(side.id)}
                  data-autofocus={keptId === side.id || undefined}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row pair={pair} name={t('author.name')} of={(side) => side.name || t('author.nameless')} />
          <Row pair={pair} name={t('author.addresses')} of={(side) => side.addresses.join(' ')} />
          <Row pair={pair} name={t('author.pen-names')} of={(side) => side.penNames.join(' ')} />
          {factFieldSchema.options.map((field) => (
            <Row
              key={field}
              pair={pair}
              name={t(`fact.${field}`)}
              of={(side) => side.facts.find((fact) => fact.field === field)?.value ?? ''}
            />
          ))}
          <Row pair={pair} name={t('author.identity')} of={(side) => t(`identity.${side.identity}`)} />
          <Row
            pair={pair}
            name={t('author.accepted-label')}
            of={(side) => t('author.accepted-value', { accepted: side.acceptedCount, total: side.submissionCount })}
          />
          <Row pair={pair} name={t('author.wechat')} of={(side) => t(`wechat.${side.wechat}`)} />
          <Row pair={pair} name={t('author.tab.notes')} of={(side) => String(side.noteCount)} />
          <Row
            pair={pair}
            name={t('author.last-received')}
            of={(side) => (side.lastReceivedAt === null ? t('author.never') : format.relative(side.lastReceivedAt))}
          />
        </tbody>
      </table>
      <p className={classes['quiet']}>{t('merge.note')}</p>
      <Textarea
        label={t('author.reason')}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={5000}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="merge-reason"
      />
      <ErrorNotice error={merge.error ?? apart.error} />
      <Group justify="space-between" gap="xs">
        <Button
          variant="subtle"
          color="gray"
          loading={apart.isPending}
          data-testid="merge-apart"
          onClick={() => apart.mutate(otherId, { onSuccess: onDone })}
        >
          {t('merge.apart')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onBack}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={merge.isPending} disabled={reason.trim() === ''} data-testid="merge-do">
            {t('merge.do')}
          </Button>
        </Group>
      </Group>
    </form>
  )
}

/** The one with more pieces stays, unless the editor says otherwise; else the one that was known first. */
function likelyKept({ one, other }: MergeSuggestion): MergeSide {
  if (one.submissionCount !== other.submissionCount) return one.submissionCount > other.submissionCount ? one : other
  return one.firstSeenAt <= other.firstSeenAt ? one : other
}

/** One line of both; what neither has is left out, what is the same stands out. */
function Row({
  pair,
  name,
  of,
}: {
  readonly pair: MergeSuggestion
  readonly name: string
  readonly of: (side: MergeSide) => string
}) {
  const [left, right] = [of(pair.one), of(pair.other)]
  if (left === '' && right === '') return null
  const same = left === right
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-same={same || undefined}>{left}</td>
      <td data-same={same || undefined}>{right}</td>
    </tr>
  )
}
