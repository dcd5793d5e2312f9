/** A rule being written: its fields, what is wrong at each, and what its examples do as one types. */
import { Button, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import { findingLevelSchema } from '@shared/domain/compliance'
import type { ListedPack, PackProblem, PlainRule, RulesOverview } from '@shared/domain/rules'
import { sayProblem } from '@shared/say-problem'
import { useMemo, useState } from 'react'
import { ExamplesField } from './examples-field'
import { FieldProblems } from './field-problems'
import { PatternsField } from './patterns-field'
import { isObject, textOf, wordsOf, type Json } from './plain-rule'
import { ProblemList } from './problem-list'
import { newRule, readyRule } from './rule-draft'
import classes from './rule-editor.module.css'
import { draftKey, useRulesView } from './rules-view'
import { TryText } from './try-text'
import { useProposalState, usePropose } from './use-proposal'
import { useRuleDetail } from './use-rules'
import { useTryRule } from './use-try-rule'
import { WordsField } from './words-field'

interface EditorProps {
  readonly pack: ListedPack
  readonly ruleId: string | null
  readonly format: RulesOverview['format']
}

export function RuleEditor(props: EditorProps) {
  return props.ruleId === null ? (
    <RuleForm {...props} start={newRule(props.pack.name)} />
  ) : (
    <ExistingRule {...props} ruleId={props.ruleId} />
  )
}

function ExistingRule(props: EditorProps & { readonly ruleId: string }) {
  const detail = useRuleDetail(props.pack.name, props.ruleId)
  if (detail.error !== null) return <ErrorNotice error={detail.error} always />
  return detail.data === undefined ? null : <RuleForm {...props} start={detail.data.rule} />
}

function RuleForm({ pack, ruleId, format, start }: EditorProps & { readonly start: PlainRule }) {
  const t = useText()
  const { drafts, keepDraft, open } = useRulesView()
  const key = draftKey(pack.name, ruleId)
  const draft = drafts[key] ?? start
  const set = (member: string, value: Json): void => keepDraft(key, { ...draft, [member]: value })
  const [text, setText] = useState('')
  const [titled, setTitled] = useState(false)
  const [refused, setRefused] = useState<readonly PackProblem[]>([])
  const tried = useTryRule(pack.name, draft, text, titled)
  const proposing = usePropose()
  const isBusy = useProposalState((state) => state.proposed !== null)
  const problems = [...tried.problems, ...refused.filter(({ at }) => !tried.problems.some((each) => each.at === at))]
  const at = (place: string): readonly PackProblem[] => problems.filter((problem) => problem.at === place)
  const below = (place: string): readonly PackProblem[] =>
    problems.filter((problem) => problem.at === place || problem.at.startsWith(`${place}.`))
  const error = (place: string): string | undefined => {
    const found = at(place)
    return found.length === 0 ? undefined : found.map((problem) => sayProblem(t, problem)).join('；')
  }
  const leave = (): void => {
    if (ruleId === null) open({ kind: 'clause', clause: textOf(draft['clause']) || (pack.clauses[0]?.number ?? '') })
    else open({ kind: 'rule', pack: pack.name, ruleId })
  }
  const discard = (): void => {
    keepDraft(key, null)
    leave()
  }
  const propose = (): void => {
    setRefused([])
    const rule = readyRule(draft)
    proposing.propose(
      { kind: 'put-rule', pack: pack.name, ruleId, rule },
      {
        onProblems: setRefused,
        onSaved: () => {
          keepDraft(key, null)
          open({ kind: 'rule', pack: pack.name, ruleId: textOf(rule['id']) })
        },
      },
    )
  }
  const except = isObject(draft['except']) ? draft['except'] : {}
  const level = findingLevelSchema.catch('warning').parse(draft['level'])
  const field = (member: string) => ({
    value: textOf(draft[member]),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set(member, event.currentTarget.value),
    error: error(member),
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        propose()
      }}
      data-testid="rule-form"
    >
      <header className={classes['head']}>
        <p>{pack.title}</p>
        <h2>{t(ruleId === null ? 'rules.new-rule' : 'rules.edit-rule')}</h2>
      </header>
      <div className={classes['pair']}>
        <TextInput
          label={t('rules.field.id')}
          description={t('rules.id-what')}
          {...field('id')}
          data-testid="rule-id"
        />
        <ClauseSelect
          pack={pack}
          value={textOf(draft['clause'])}
          error={error('clause')}
          onChange={(to) => set('clause', to)}
        />
      </div>
      <div>
        <span className={classes['label']} id="rule-level">
          {t('rules.field.level')}
        </span>
        <SegmentedControl
          aria-labelledby="rule-level"
          value={level}
          onChange={(value) => set('level', value)}
          data={findingLevelSchema.options.map((each) => ({ value: each, label: t(`level.${each}`) }))}
        />
        <FieldProblems problems={at('level')} />
      </div>
      <TextInput label={t('rules.field.message')} {...field('message')} data-testid="rule-message" />
      <Textarea label={t('rules.field.reason')} {...field('reason')} autosize minRows={1} data-testid="rule-reason" />
      <Textarea
        label={t('rules.field.suggestion')}
        {...field('suggestion')}
        autosize
        minRows={1}
        data-testid="rule-suggestion"
      />
      <TextInput label={t('rules.field.statute')} {...field('statute')} />
      <PatternsField
        patterns={draft['patterns']}
        onChange={(patterns) => set('patterns', patterns)}
        problems={below('patterns')}
        format={format}
      />
      <details className={classes['more']} open={below('except').length > 0 || undefined}>
        <summary>{t('rules.field.except')}</summary>
        <p>{t('rules.except-what')}</p>
        <div className={classes['pair']}>
          {(['inside', 'before', 'after', 'sentence'] as const).map((where) => (
            <WordsField
              key={where}
              label={t(`rules.except.${where}`)}
              words={wordsOf(except[where])}
              onChange={(words) => set('except', { ...except, [where]: words })}
              problems={below(`except.${where}`)}
            />
          ))}
        </div>
        <FieldProblems problems={at('except')} />
      </details>
      <div className={classes['switches']}>
        {(['quotedLowers', 'disguised', 'lead'] as const).map((flag) => (
          <Switch
            key={flag}
            label={t(`rules.flag.${flag}`)}
            checked={typeof draft[flag] === 'boolean' ? draft[flag] : flag === 'quotedLowers'}
            onChange={(event) => set(flag, event.currentTarget.checked)}
          />
        ))}
      </div>
      {(['hits', 'misses'] as const).map((kind) => (
        <ExamplesField
          key={kind}
          kind={kind}
          examples={isObject(draft['examples']) ? draft['examples'][kind] : undefined}
          onChange={(examples) =>
            set('examples', { ...(isObject(draft['examples']) ? draft['examples'] : {}), [kind]: examples })
          }
          results={tried.isCurrent ? tried.result?.[kind] : undefined}
          problems={below(`examples.${kind}`)}
          openFacts={format.openFacts}
        />
      ))}
      <TryText
        text={text}
        titled={titled}
        onText={setText}
        onTitled={setTitled}
        found={tried.isCurrent ? tried.result?.found : undefined}
      />
      <OtherProblems problems={problems} />
      <ErrorNotice error={tried.error} />
      <ErrorNotice error={proposing.error} onClose={proposing.reset} />
      <footer className={classes['foot']}>
        <output className={classes['state']} data-testid="rule-state">
          {problems.length > 0
            ? t('rules.state-problems', { count: problems.length })
            : tried.isCurrent
              ? t(tried.isProven ? 'rules.state-proven' : 'rules.state-examples')
              : t('rules.state-trying')}
        </output>
        <Button variant="default" onClick={leave}>
          {t('rules.leave')}
        </Button>
        <Button variant="subtle" color="red" onClick={discard} disabled={drafts[key] === undefined}>
          {t('rules.discard')}
        </Button>
        <Button type="submit" loading={proposing.isPending} disabled={isBusy} data-testid="rule-propose">
          {t('rules.look-at-change')}
        </Button>
      </footer>
    </form>
  )
}

const SHOWN_AT_FIELDS = /^(?:id|clause|level|message|reason|suggestion|statute|patterns|except|examples)(?:\.|$)/u

/** Problems of members that have no field here. */
function OtherProblems({ problems }: { readonly problems: readonly PackProblem[] }) {
  const others = problems.filter(({ at }) => !SHOWN_AT_FIELDS.test(at))
  return others.length === 0 ? null : <ProblemList problems={others} />
}

function ClauseSelect({
  pack,
  value,
  error,
  onChange,
}: {
  readonly pack: ListedPack
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (clause: string) => void
}) {
  const t = useText()
  const data = useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>()
    for (const { number, item, text } of pack.clauses) {
      const items = groups.get(item) ?? []
      items.push({ value: number, label: `${number} ${text}` })
      groups.set(item, items)
    }
    return [...groups].map(([group, items]) => ({ group, items }))
  }, [pack.clauses])
  return (
    <Select
      label={t('rules.field.clause')}
      description={t('rules.clause-what')}
      data={data}
      value={value === '' ? null : value}
      onChange={(clause) => onChange(clause ?? '')}
      error={error}
      searchable
      nothingFoundMessage={t('threads.clause-none')}
      maxDropdownHeight={280}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      data-testid="rule-clause"
    />
  )
}
