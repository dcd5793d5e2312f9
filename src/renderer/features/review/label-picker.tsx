import { Button, Popover } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useState } from 'react'
import { LabelChoices } from './label-choices'

/** A button that offers the labels of a highlight. */
export function LabelPicker({
  current,
  onPick,
}: {
  readonly current: string
  readonly onPick: (label: string) => void
}) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} width={240} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconTag size={15} aria-hidden="true" />}
          onClick={() => setOpen(!open)}
          data-testid="highlight-label"
        >
          {t('threads.label')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('threads.label')}>
        <LabelChoices
          current={current}
          onPick={(label) => {
            setOpen(false)
            onPick(label)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
