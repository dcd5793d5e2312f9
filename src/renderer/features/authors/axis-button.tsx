/** The value of an axis, as a button that opens what it can be changed to. */
import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Chip, type ChipTone } from '@renderer/components/chip'
import classes from './axis-button.module.css'

export function AxisButton<Value extends string>({
  label,
  value,
  word,
  tone,
  options,
  optionsLabel,
  testId,
  onChoose,
}: {
  readonly label: string
  readonly value: Value
  readonly word: (value: Value) => string
  readonly tone: ChipTone
  readonly options: readonly Value[]
  readonly optionsLabel: string
  readonly testId: string
  readonly onChoose: (value: Value) => void
}) {
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton
          className={classes['button']}
          aria-label={`${word(value)}, ${label}`}
          title={label}
          data-testid={testId}
          data-value={value}
        >
          <Chip tone={tone}>
            {word(value)}
            <IconChevronDown size={12} aria-hidden="true" />
          </Chip>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{optionsLabel}</Menu.Label>
        {options
          .filter((option) => option !== value)
          .map((option) => (
            <Menu.Item key={option} data-testid={`${testId}-${option}`} onClick={() => onChoose(option)}>
              {word(option)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
