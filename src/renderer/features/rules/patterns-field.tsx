/** What a rule looks for: any of its patterns, each of a kind. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { PackProblem, RulesOverview } from '@shared/domain/rules'
import { FieldProblems } from './field-problems'
import { PatternField } from './pattern-field'
import { listOf, type Json } from './plain-rule'
import { emptyPattern, kindOf, patternKinds } from './rule-draft'
import classes from './patterns-field.module.css'

export function PatternsField({
  patterns,
  onChange,
  problems,
  format,
}: {
  readonly patterns: Json | undefined
  readonly onChange: (patterns: Json[]) => void
  readonly problems: readonly PackProblem[]
  readonly format: RulesOverview['format']
}) {
  const t = useText()
  const list = listOf(patterns)
  return (
    <fieldset className={classes['patterns']}>
      <legend>{t('rules.field.patterns')}</legend>
      <p>{t('rules.patterns-what')}</p>
      {list.map((pattern, index) => {
        const place = `patterns.${index}`
        return (
          // A pattern has no name; its place is what it is.
          <section key={index} className={classes['pattern']} data-testid="pattern">
            <header>
              <strong>{t(`rules.kind.${kindOf(pattern)}`)}</strong>
              <ActionIcon
                aria-label={t('rules.pattern-remove')}
                onClick={() => onChange(list.filter((_, other) => other !== index))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </header>
            <PatternField
              pattern={pattern}
              onChange={(changed) => onChange(list.map((each, other) => (other === index ? changed : each)))}
              problems={problems.filter(({ at }) => at === place || at.startsWith(`${place}.`))}
              format={format}
            />
          </section>
        )
      })}
      <FieldProblems problems={problems.filter(({ at }) => at === 'patterns')} />
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button variant="light" leftSection={<IconPlus size={14} />} data-testid="pattern-add">
            {t('rules.pattern-add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {patternKinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...list, emptyPattern(kind, format)])}>
              {t(`rules.kind.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  )
}
