/** Chooses a clause by its number or any of its words: the convention's first, then those of the other packs. */
import { Select, type ComboboxParsedItem, type OptionsFilter } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useMemo } from 'react'
import { useReview } from './review-context'
import { clauseChoices } from './review-model'

/** Words of the item find all its clauses, words or the number of a clause that one. */
const byWords: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLowerCase()
  const has = (words: string): boolean => words.toLowerCase().includes(wanted)
  return options.flatMap((option): ComboboxParsedItem[] => {
    if (!('group' in option)) return has(option.label) ? [option] : []
    const whole = typeof option.group === 'string' && has(option.group)
    const items = whole ? option.items : option.items.filter(({ label }) => has(label))
    return items.length === 0 ? [] : [{ ...option, items }]
  })
}

export function ClausePicker({
  value,
  onChange,
}: {
  readonly value: string | null
  readonly onChange: (clause: string | null) => void
}) {
  const t = useText()
  const { clauses } = useReview()
  const groups = useMemo(() => clauseChoices(clauses), [clauses])
  return (
    <Select
      aria-label={t('threads.clause')}
      placeholder={t('threads.clause-pick')}
      nothingFoundMessage={t('threads.clause-none')}
      data={groups.map(({ group, items }) => ({ group, items: [...items] }))}
      value={value}
      onChange={onChange}
      searchable
      filter={byWords}
      clearable
      clearButtonProps={{ 'aria-label': t('threads.clause-clear') }}
      maxDropdownHeight={280}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      data-testid="clause-picker"
    />
  )
}
