/** Weak signs with their weights: what a weighed pattern adds up. */
import { ActionIcon, Button, NumberInput, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { PackProblem } from '@shared/domain/rules'
import { FieldProblems } from './field-problems'
import classes from './patterns-field.module.css'
import { isObject, listOf, textOf, wordsOf, type JsonObject } from './plain-rule'
import { WordsField } from './words-field'

export function CuesField({
  weighed,
  onChange,
  problems,
}: {
  readonly weighed: JsonObject
  readonly onChange: (weighed: JsonObject) => void
  readonly problems: readonly PackProblem[]
}) {
  const t = useText()
  const cues = listOf(weighed['cues']).filter(isObject)
  const setCues = (to: readonly JsonObject[]): void => onChange({ ...weighed, cues: [...to] })
  return (
    <>
      <p>{t('rules.cues-what')}</p>
      {cues.map((cue, index) => (
        <CueField
          key={index}
          cue={cue}
          onChange={(changed) => setCues(cues.map((each, other) => (other === index ? changed : each)))}
          onRemove={() => setCues(cues.filter((_, other) => other !== index))}
          problems={problems.filter(({ at }) => at.includes(`.cues.${index}.`) || at.endsWith(`.cues.${index}`))}
        />
      ))}
      <Button
        variant="light"
        leftSection={<IconPlus size={14} />}
        onClick={() => setCues([...cues, { cue: '', words: [], weight: 1 }])}
      >
        {t('rules.cue-add')}
      </Button>
      <div className={classes['line']}>
        <NumberInput
          label={t('rules.at-least')}
          value={Number(weighed['atLeast'] ?? 2)}
          min={1}
          max={100}
          onChange={(atLeast) => onChange({ ...weighed, atLeast: Number(atLeast) })}
        />
        <NumberInput
          label={t('rules.within-or-block')}
          value={typeof weighed['within'] === 'number' ? weighed['within'] : ''}
          min={2}
          max={200}
          onChange={(within) => {
            const { within: _, ...rest } = weighed
            onChange(within === '' ? rest : { ...rest, within: Number(within) })
          }}
        />
      </div>
      <FieldProblems problems={problems.filter(({ at }) => !/\.cues\.\d/u.test(at))} />
    </>
  )
}

function CueField({
  cue,
  onChange,
  onRemove,
  problems,
}: {
  readonly cue: JsonObject
  readonly onChange: (cue: JsonObject) => void
  readonly onRemove: () => void
  readonly problems: readonly PackProblem[]
}) {
  const t = useText()
  const form = cue['regex'] === undefined ? 'words' : 'regex'
  const as = (to: string): void => {
    const { words: _words, regex: _regex, view: _view, upTo: _upTo, source: _source, ...rest } = cue
    onChange(to === 'regex' ? { ...rest, regex: '' } : { ...rest, words: [] })
  }
  return (
    <div className={classes['cue']}>
      <div className={classes['line']}>
        <TextInput
          label={t('rules.cue')}
          value={textOf(cue['cue'])}
          maxLength={20}
          onChange={(event) => onChange({ ...cue, cue: event.currentTarget.value })}
        />
        <NumberInput
          label={t('rules.weight')}
          value={Number(cue['weight'] ?? 1)}
          min={-20}
          max={20}
          onChange={(weight) => onChange({ ...cue, weight: Number(weight) })}
        />
        <SegmentedControl
          aria-label={t('rules.cue-form')}
          value={form}
          onChange={as}
          data={[
            { value: 'words', label: t('rules.kind.lexicon') },
            { value: 'regex', label: t('rules.kind.regex') },
          ]}
        />
        {form === 'words' && (
          <NumberInput
            label={t('rules.up-to')}
            value={Number(cue['upTo'] ?? 1)}
            min={1}
            max={10}
            onChange={(upTo) => onChange({ ...cue, upTo: Number(upTo) })}
          />
        )}
        <Switch
          label={t('rules.must')}
          checked={cue['must'] === true}
          onChange={(event) => onChange({ ...cue, must: event.currentTarget.checked })}
        />
        <ActionIcon aria-label={t('rules.cue-remove')} onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </div>
      {form === 'regex' ? (
        <Textarea
          label={t('rules.regex')}
          value={textOf(cue['regex'])}
          onChange={(event) => onChange({ ...cue, regex: event.currentTarget.value })}
          autosize
          minRows={1}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)' } }}
        />
      ) : (
        <WordsField
          label={t('rules.words')}
          words={wordsOf(cue['words'])}
          onChange={(words) => onChange({ ...cue, words })}
          problems={[]}
        />
      )}
      <FieldProblems problems={problems} />
    </div>
  )
}
