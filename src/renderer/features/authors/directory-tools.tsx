/** What can be done with the whole directory: today's follow-ups, records that may be one person's. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import { DueToday } from './due-today'
import { MergeSuggestions, useMergeSuggestions } from './merge-suggestions'

export function DirectoryTools() {
  const t = useText()
  const [open, setOpen] = useState<'due' | 'merge' | null>(null)
  const due = useDeskCounts().data?.followUpsDue ?? 0
  const pairs = useMergeSuggestions().data?.length ?? 0
  const close = (): void => setOpen(null)
  return (
    <>
      <Button size="compact-xs" variant="subtle" data-testid="due-today" onClick={() => setOpen('due')}>
        {t('authors.due-today', { count: due })}
      </Button>
      {pairs > 0 && (
        <Button size="compact-xs" variant="subtle" data-testid="merge-suggestions" onClick={() => setOpen('merge')}>
          {t('authors.same-person', { count: pairs })}
        </Button>
      )}
      <DueToday opened={open === 'due'} onClose={close} />
      <MergeSuggestions opened={open === 'merge'} onClose={close} />
    </>
  )
}
