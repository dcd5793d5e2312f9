/** Examples that must hit, or must not: each with what it does now. */
import { ActionIcon, Button, MultiSelect, Textarea, TextInput } from '@mantine/core'
import { IconCheck, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { ExampleResult, PackProblem } from '@shared/domain/rules'
import classes from './examples-field.module.css'
import { FieldProblems } from './field-problems'
import { isObject, listOf, textOf, type Json } from './plain-rule'
import { sentIndex } from './rule-draft'

export function ExamplesField({
  kind,
  examples,
  onChange,
  results,
  problems,
  openFacts,
}: {
  readonly kind: 'hits' | 'misses'
  readonly examples: Json | undefined
  readonly onChange: (examples: Json[]) => void
  /** Of those that are not empty, in their order; undefined while it is not known. */
  readonly results: readonly ExampleResult[] | undefined
  readonly problems: readonly PackProblem[]
  readonly openFacts: readonly string[]
}) {
  const t = useText()
  const list = listOf(examples)
  const set = (index: number, value: Json): void =>
    onChange(list.map((each, other) => (other === index ? value : each)))
  return (
    <fieldset className={classes['examples']} data-testid={`examples-${kind}`}>
      <legend>{t(`rules.field.examples.${kind}`)}</legend>
      {list.map((example, index) => {
        const sent = sentIndex(list, index)
        const result = sent === null ? undefined : results?.[sent]
        const label = t('rules.example', { number: index + 1 })
        return (
          // An example has no name; its place is what it is.
          <div key={index} className={classes['example']}>
            <span className={classes['mark']} data-ok={result?.ok} data-testid="example-result">
              {result !== undefined && (
                <>
                  {result.ok ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
                  <span className="visually-hidden">
                    {t(
                      result.ok
                        ? 'rules.example-right'
                        : kind === 'hits'
                          ? 'rules.example-misses'
                          : 'rules.example-hits',
                    )}
                  </span>
                </>
              )}
            </span>
            <div className={classes['fields']}>
              {isObject(example) ? (
                <>
                  <TextInput
                    aria-label={t('rules.example-title')}
                    placeholder={t('rules.example-title')}
                    value={textOf(example['title'])}
                    onChange={({ currentTarget: { value } }) => {
                      const { title: _, ...rest } = example
                      set(index, value === '' ? rest : { ...rest, title: value })
                    }}
                  />
                  <Textarea
                    aria-label={label}
                    value={textOf(example['text'])}
                    onChange={(event) => set(index, { ...example, text: event.currentTarget.value })}
                    autosize
                    minRows={1}
                  />
                  <MultiSelect
                    aria-label={t('rules.example-open')}
                    placeholder={t('rules.example-open')}
                    data={[...openFacts]}
                    value={listOf(example['open']).filter((fact) => typeof fact === 'string')}
                    onChange={(open) => set(index, { ...example, open })}
                  />
                </>
              ) : (
                <Textarea
                  aria-label={label}
                  value={typeof example === 'string' ? example : JSON.stringify(example)}
                  onChange={(event) => set(index, event.currentTarget.value)}
                  autosize
                  minRows={1}
                  data-testid="example-text"
                />
              )}
              {result !== undefined && !result.ok && (
                <p className={classes['wrong']}>
                  {t(kind === 'hits' ? 'rules.example-misses' : 'rules.example-hits')}
                  {result.spans.length > 0 && typeof example === 'string' && (
                    <q>{result.spans.map(({ start, end }) => example.slice(start, end)).join('、')}</q>
                  )}
                </p>
              )}
            </div>
            <ActionIcon
              aria-label={t('rules.example-remove', { number: index + 1 })}
              onClick={() => onChange(list.filter((_, other) => other !== index))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </div>
        )
      })}
      <FieldProblems problems={problems} />
      <div className={classes['add']}>
        <Button variant="light" leftSection={<IconPlus size={14} />} onClick={() => onChange([...list, ''])}>
          {t('rules.example-add')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => onChange([...list, { text: '' }])}>
          {t('rules.example-add-piece')}
        </Button>
      </div>
    </fieldset>
  )
}
