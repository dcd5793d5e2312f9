/** A new entry of the allow-list: by itself, or from a finding. */
import { SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { ALLOW_WORDS_MAX, allowScopeSchema, type AllowEntry, type AllowScope } from '@shared/domain/rules'
import { useState } from 'react'
import classes from './allow-list.module.css'

export function AllowForm({
  words: given,
  ruleId,
  submissionId,
  onDone,
}: {
  readonly words: string
  /** The rule of the finding; null: it is for any rule. */
  readonly ruleId: string | null
  /** The piece that it is made in; null: it can only hold for the desk. */
  readonly submissionId: string | null
  /** With the entry that was made, or null when it was left. */
  readonly onDone: (entry: AllowEntry | null) => void
}) {
  const t = useText()
  const refresh = useRefresh()
  const [words, setWords] = useState(given.slice(0, ALLOW_WORDS_MAX))
  const [scope, setScope] = useState<AllowScope>('desk')
  const [isForRule, setForRule] = useState(ruleId !== null)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const add = useCoreCommand((client) =>
    client.allowList.add({
      scope,
      submissionId: scope === 'desk' ? null : submissionId,
      ruleId: isForRule ? ruleId : null,
      words: words.trim(),
      reason: reason.trim(),
      expiresOn: until === '' ? null : until,
    }),
  )
  const isReady = words.trim() !== '' && reason.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady || add.isPending) return
        add.mutate(undefined, {
          onSuccess: (entry) => {
            refresh('rules', 'manuscripts', 'submissions')
            onDone(entry)
          },
        })
      }}
      data-testid="allow-form"
    >
      <TextInput
        label={t('rules.allow-column.words')}
        description={t('rules.allow-words-what')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        maxLength={ALLOW_WORDS_MAX}
        data-autofocus
        data-testid="allow-words"
      />
      {submissionId !== null && (
        <SegmentedControl
          aria-label={t('rules.allow-column.scope')}
          value={scope}
          onChange={(value) => setScope(allowScopeSchema.parse(value))}
          data={allowScopeSchema.options.map((each) => ({ value: each, label: t(`rules.allow-scope.${each}`) }))}
        />
      )}
      {ruleId !== null && (
        <Switch
          label={t('rules.allow-this-rule', { rule: ruleId })}
          checked={isForRule}
          onChange={(event) => setForRule(event.currentTarget.checked)}
        />
      )}
      <Textarea
        label={t('rules.allow-column.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={5000}
        data-testid="allow-reason"
      />
      <TextInput
        type="date"
        label={t('rules.allow-until')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <FormFoot
        error={add.error}
        onClearError={add.reset}
        onCancel={() => onDone(null)}
        deed={t('rules.allow-add')}
        ready={isReady}
        busy={add.isPending}
        testId="allow-save"
      />
    </form>
  )
}
