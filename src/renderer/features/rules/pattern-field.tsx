/** One pattern of a rule, with the fields of its kind. */
import { NumberInput, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { PackProblem, RulesOverview } from '@shared/domain/rules'
import { useState } from 'react'
import { CuesField } from './cues-field'
import { FieldProblems } from './field-problems'
import classes from './patterns-field.module.css'
import { isObject, listOf, textOf, wordsOf, type Json, type JsonObject } from './plain-rule'
import { kindOf } from './rule-draft'
import { WordsField } from './words-field'

interface PatternProps {
  readonly pattern: JsonObject
  readonly onChange: (pattern: JsonObject) => void
  readonly problems: readonly PackProblem[]
  readonly format: RulesOverview['format']
}

export function PatternField({ pattern, ...others }: Omit<PatternProps, 'pattern'> & { readonly pattern: Json }) {
  const kind = kindOf(pattern)
  if (kind === 'other' || !isObject(pattern)) return <JsonField pattern={pattern} {...others} />
  return <KnownPattern pattern={pattern} kind={kind} {...others} />
}

function KnownPattern({
  pattern,
  kind,
  onChange,
  problems,
  format,
}: PatternProps & { readonly kind: Exclude<ReturnType<typeof kindOf>, 'other'> }) {
  const t = useText()
  const inner = (key: string): JsonObject => (isObject(pattern[key]) ? pattern[key] : {})
  const set = (key: string, value: Json): void => onChange({ ...pattern, [key]: value })
  switch (kind) {
    case 'lexicon':
      return (
        <>
          <WordsField
            label={t('rules.words')}
            words={wordsOf(pattern['lexicon'])}
            onChange={(words) => set('lexicon', words)}
            problems={problems}
            testId="pattern-words"
          />
          <SoundsToo pattern={pattern} onChange={onChange} />
        </>
      )
    case 'regex':
      return <RegexFields pattern={pattern} onChange={onChange} problems={problems} format={format} />
    case 'url': {
      const url = inner('url')
      return (
        <>
          <WordsField
            label={t('rules.url-hosts')}
            words={wordsOf(url['hosts'])}
            onChange={(hosts) => set('url', { ...url, hosts })}
            problems={problems}
          />
          <WordsField
            label={t('rules.url-params')}
            words={wordsOf(url['params'])}
            onChange={(params) => set('url', { ...url, params })}
            problems={[]}
          />
          <TextInput
            label={t('rules.url-path')}
            value={textOf(url['pathPrefix'])}
            onChange={({ currentTarget: { value } }) => {
              const { pathPrefix: _, ...rest } = url
              set('url', value === '' ? rest : { ...rest, pathPrefix: value })
            }}
          />
        </>
      )
    }
    case 'headline': {
      const headline = inner('headline')
      const form = headline['regex'] !== undefined ? 'regex' : headline['weighed'] !== undefined ? 'weighed' : 'lexicon'
      return (
        <>
          <SegmentedControl
            aria-label={t('rules.kind.headline')}
            value={form}
            onChange={(to) =>
              set(
                'headline',
                to === 'regex'
                  ? { regex: '' }
                  : to === 'weighed'
                    ? {
                        weighed: {
                          cues: [
                            { cue: '', words: [], weight: 1 },
                            { cue: '', words: [], weight: 1 },
                          ],
                          atLeast: 2,
                        },
                      }
                    : { lexicon: [] },
              )
            }
            data={(['lexicon', 'regex', 'weighed'] as const).map((each) => ({
              value: each,
              label: t(`rules.kind.${each}`),
            }))}
          />
          <KnownPattern
            pattern={headline}
            kind={form}
            onChange={(to) => set('headline', to)}
            problems={problems}
            format={format}
          />
        </>
      )
    }
    case 'cooccurrence': {
      const cooccurrence = inner('cooccurrence')
      const groups = listOf(cooccurrence['all'])
      const change = (to: JsonObject): void => set('cooccurrence', { ...cooccurrence, ...to })
      return (
        <>
          {groups.map((group, index) => (
            <WordsField
              key={index}
              label={t('rules.group', { number: index + 1 })}
              words={wordsOf(group)}
              onChange={(words) => change({ all: groups.map((each, other) => (other === index ? words : each)) })}
              problems={problems.filter(({ at }) => at.includes(`.all.${index}`))}
            />
          ))}
          <div className={classes['line']}>
            <NumberInput
              label={t('rules.groups')}
              value={groups.length}
              min={2}
              max={4}
              onChange={(count) => {
                const wanted = Math.min(4, Math.max(2, Number(count)))
                change({ all: Array.from({ length: wanted }, (_, index) => groups[index] ?? []) })
              }}
            />
            <NumberInput
              label={t('rules.within')}
              value={Number(cooccurrence['within'] ?? 24)}
              min={2}
              max={200}
              onChange={(within) => change({ within: Number(within) })}
            />
            <Switch
              label={t('rules.same-sentence')}
              checked={cooccurrence['sameSentence'] === true}
              onChange={(event) => change({ sameSentence: event.currentTarget.checked })}
            />
          </div>
          <FieldProblems problems={problems.filter(({ at }) => !/\.all\.\d/u.test(at))} />
        </>
      )
    }
    case 'weighed':
      return (
        <CuesField weighed={inner('weighed')} onChange={(weighed) => set('weighed', weighed)} problems={problems} />
      )
    case 'structure':
      return (
        <>
          <Select
            label={t('rules.kind.structure')}
            data={[...format.detectors]}
            value={textOf(pattern['structure'])}
            onChange={(detector) => set('structure', detector ?? '')}
            allowDeselect={false}
          />
          <FieldProblems problems={problems} />
        </>
      )
    case 'metadata':
      return (
        <>
          <Select
            label={t('rules.kind.metadata')}
            data={[...format.openFacts]}
            value={textOf(inner('metadata')['open'])}
            onChange={(fact) => set('metadata', { ...inner('metadata'), open: fact ?? '' })}
            allowDeselect={false}
          />
          <FieldProblems problems={problems} />
        </>
      )
  }
}

function SoundsToo({ pattern, onChange }: Pick<PatternProps, 'pattern' | 'onChange'>) {
  const t = useText()
  return (
    <Switch
      label={t('rules.sounds-too')}
      checked={pattern['soundsToo'] !== false}
      onChange={(event) => onChange({ ...pattern, soundsToo: event.currentTarget.checked })}
    />
  )
}

function RegexFields({ pattern, onChange, problems, format }: PatternProps) {
  const t = useText()
  return (
    <>
      <Textarea
        label={t('rules.regex')}
        description={t('rules.regex-what')}
        value={textOf(pattern['regex'])}
        onChange={(event) => onChange({ ...pattern, regex: event.currentTarget.value })}
        autosize
        minRows={1}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        data-testid="pattern-regex"
      />
      <Select
        label={t('rules.view')}
        data={[...format.views]}
        value={textOf(pattern['view']) || 'folded'}
        onChange={(view) => onChange({ ...pattern, view: view ?? 'folded' })}
        allowDeselect={false}
      />
      <FieldProblems problems={problems} />
    </>
  )
}

/** A kind that the window has no fields for: as JSON. */
function JsonField({ pattern, onChange, problems }: Omit<PatternProps, 'pattern'> & { readonly pattern: Json }) {
  const t = useText()
  const [text, setText] = useState(JSON.stringify(pattern, null, 2))
  const [isBroken, setBroken] = useState(false)
  return (
    <>
      <Textarea
        label={t('rules.as-json')}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          const read = readObject(value)
          setBroken(read === null)
          if (read !== null) onChange(read)
        }}
        error={isBroken ? t('rules.no-json') : undefined}
        autosize
        minRows={3}
        maxRows={16}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
      />
      <FieldProblems problems={problems} />
    </>
  )
}

function readObject(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
