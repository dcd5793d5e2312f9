/** Above the list: how many changes are suggested, and settling them together. */
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { byName, byRule, everything, type Pick, type Verdict } from '@renderer/editor/suggest/resolve-suggestions'
import { useReview } from './review-context'
import { useSuggestionCommands } from './use-suggestion-commands'
import classes from './suggestion-bar.module.css'

export function SuggestionBar() {
  const t = useText()
  const { suggestions } = useReview()
  const { possible, settleMany } = useSuggestionCommands()
  if (suggestions.length === 0) return null
  const names = [...new Set(suggestions.map(({ meta }) => meta?.name ?? ''))]
  const rules = [...new Set(suggestions.flatMap(({ meta }) => (meta?.ruleId === undefined ? [] : [meta.ruleId])))]
  const item = (verdict: Verdict, key: string, pick: Pick, label: string) => (
    <Menu.Item
      key={`${verdict} ${key}`}
      onClick={() => settleMany(verdict, pick)}
      data-testid={`suggestions-${verdict}-${key}`}
    >
      {label}
    </Menu.Item>
  )
  const group = (verdict: Verdict) => [
    item(verdict, 'all', everything, t(`suggest.${verdict}-all`)),
    ...(names.length > 1
      ? names.map((name) =>
          item(
            verdict,
            `name ${name}`,
            byName(name),
            t(`suggest.${verdict}-name`, { name: name === '' ? t('suggest.somebody') : name }),
          ),
        )
      : []),
    ...rules.map((rule) => item(verdict, `rule ${rule}`, byRule(rule), t(`suggest.${verdict}-rule`, { rule }))),
  ]
  return (
    <div className={classes['bar']} data-testid="suggestion-bar">
      <span>{t('suggest.count', { count: suggestions.length })}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={!possible}
            title={possible ? undefined : t('suggest.old-version')}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            data-testid="suggestions-menu"
          >
            {t('suggest.settle')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {group('accept')}
          <Menu.Divider />
          {group('reject')}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
