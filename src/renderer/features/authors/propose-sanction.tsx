/**
 * A sanction is proposed: the sentence it follows, what was confirmed and what was before stand beside the choice. Nothing is
 * chosen beforehand, least of all the days.
 */
import { Checkbox, Group, Radio, Select, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { DateText } from '@renderer/components/date-text'
import type { AuthorRecord } from '@shared/domain/author'
import {
  aggravatingSchema,
  measureSchema,
  type Aggravating,
  type ConfirmedFinding,
  type Measure,
  type SanctionedPublication,
} from '@shared/domain/sanction'
import { useState } from 'react'
import classes from './parts.module.css'

export function ProposeSanction({ record, onDone }: { readonly record: AuthorRecord; readonly onDone: () => void }) {
  const t = useText()
  const { accounts, publications, ofPieces, findings, history, sentence, aggravatingSentence } = record.basis
  const [accountId, setAccount] = useState<string | null>(accounts.length === 1 ? (accounts[0]?.id ?? null) : null)
  /** The id of a noted address, or the address of a piece. */
  const [published, setPublished] = useState<string | null>(null)
  const [measure, setMeasure] = useState<Measure | null>(null)
  const [confirmed, setConfirmed] = useState<ReadonlySet<number>>(new Set())
  const [aggravating, setAggravating] = useState<readonly Aggravating[]>([])
  const [reason, setReason] = useState('')
  const propose = useCoreCommand(
    (
      client,
      input: {
        accountId: string
        publication: SanctionedPublication
        measure: Measure
        findings: ConfirmedFinding[]
        aggravating: Aggravating[]
        reason: string
      },
    ) => client.authors.proposeSanction({ authorId: record.author.id, ...input }),
  )
  const piece = ofPieces.find(({ url }) => url === published)
  const publication: SanctionedPublication | null =
    piece !== undefined
      ? { kind: 'piece', submissionId: piece.submissionId, url: piece.url }
      : published === null
        ? null
        : { kind: 'noted', publicationId: published }
  const ready = accountId !== null && publication !== null && measure !== null && reason.trim() !== ''
  const submit = (): void => {
    if (!ready) return
    const chosen = findings
      .filter((_, index) => confirmed.has(index))
      .map(({ submissionId, clause, words }) => ({ submissionId, clause, words: words.slice(0, 500) }))
    const input = { accountId, publication, measure, findings: chosen, aggravating: [...aggravating] }
    propose.mutate({ ...input, reason: reason.trim() }, { onSuccess: onDone })
  }
  return (
    <form
      className={classes['form']}
      data-testid="sanction-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={classes['sentence']}>{sentence}</p>
      <Group grow align="start">
        <Select
          size="xs"
          label={t('author.site-account')}
          value={accountId}
          onChange={setAccount}
          required
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          data-autofocus
          data-testid="sanction-account"
        />
        <Select
          size="xs"
          label={t('site.publication')}
          value={published}
          onChange={setPublished}
          required
          data={[
            ...publications.map(({ id, url, title }) => ({ value: id, label: title || url })),
            ...ofPieces.map(({ url, title }) => ({ value: url, label: title === '' ? url : `${title} · ${url}` })),
          ]}
          data-testid="sanction-publication"
        />
      </Group>
      <Radio.Group
        label={t('sanction.measure')}
        value={measure}
        required
        onChange={(value) => setMeasure(measureSchema.parse(value))}
      >
        <div className={classes['choices']}>
          {measureSchema.options.map((each) => (
            <Radio key={each} value={each} label={t(`measure.${each}`)} data-testid={`measure-${each}`} />
          ))}
        </div>
      </Radio.Group>
      <fieldset className={classes['plain']}>
        <legend>{t('sanction.findings')}</legend>
        {findings.length === 0 && <p className={classes['quiet']}>{t('sanction.no-findings')}</p>}
        <div className={classes['fields']}>
          {findings.map((finding, index) => (
            <Checkbox
              key={`${finding.submissionId} ${finding.ruleId} ${finding.words}`}
              size="xs"
              checked={confirmed.has(index)}
              label={t('sanction.finding', { clause: finding.clause, words: finding.words, number: finding.number })}
              onChange={() => setConfirmed(toggled(confirmed, index))}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={classes['plain']}>
        <legend>{t('sanction.aggravating')}</legend>
        <p className={classes['sentence']}>{aggravatingSentence}</p>
        <div className={classes['fields']}>
          {aggravatingSchema.options.map((each) => (
            <Checkbox
              key={each}
              size="xs"
              checked={aggravating.includes(each)}
              label={t(`aggravating.${each}`)}
              onChange={(event) =>
                setAggravating(
                  event.currentTarget.checked ? [...aggravating, each] : aggravating.filter((other) => other !== each),
                )
              }
            />
          ))}
        </div>
        <p className={classes['quiet']}>{t('sanction.accounts-note')}</p>
      </fieldset>
      <div>
        <p className={classes['quiet']}>{t('sanction.history')}</p>
        {history.length === 0 && <p className={classes['quiet']}>{t('sanction.none')}</p>}
        <ul className={classes['list']}>
          {history.map((sanction) => (
            <li key={sanction.id} className={classes['line']}>
              <span>{t(`measure.${sanction.measure}`)}</span>
              <span className={classes['quiet']}>{t(`sanction-state.${sanction.state}`)}</span>
              <DateText at={sanction.proposedAt} className={classes['when'] ?? ''} />
            </li>
          ))}
        </ul>
      </div>
      <Textarea
        label={t('author.reason')}
        value={reason}
        required
        autosize
        minRows={2}
        maxLength={5000}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="sanction-reason"
      />
      <p className={classes['quiet']}>{t('sanction.note')}</p>
      <FormFoot
        error={propose.error}
        onCancel={onDone}
        deed={t('sanction.propose')}
        ready={ready}
        busy={propose.isPending}
        testId="sanction-save"
      />
    </form>
  )
}

function toggled(set: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
