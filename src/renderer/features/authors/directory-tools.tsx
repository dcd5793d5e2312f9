/** What can be done with the whole directory: today's follow-ups, records that may be one person's, sheets out and in. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useAuthorsView } from '@renderer/state/authors-view'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import { ImportHandOff } from './hand-off'
import { ImportAuthors } from './import-authors'
import { MergeSuggestions, useMergeSuggestions } from './merge-suggestions'
import { useSaveSheet } from './use-save-sheet'

export function DirectoryTools() {
  const t = useText()
  const [open, setOpen] = useState<'merge' | 'import' | 'hand-off' | null>(null)
  const openDue = useAuthorsView((state) => state.setDueOpen)
  const due = useDeskCounts().data?.followUpsDue ?? 0
  const pairs = useMergeSuggestions().data?.length ?? 0
  const saveHandOff = useSaveSheet((client, locale) => client.authors.saveHandOff({ locale }))
  const saveSheet = useSaveSheet((client, locale) => client.authors.saveSheet({ locale }))
  const close = (): void => setOpen(null)
  return (
    <>
      <Button size="compact-xs" variant="subtle" data-testid="due-today" onClick={() => openDue(true)}>
        {t('authors.due-today', { count: due })}
      </Button>
      {pairs > 0 && (
        <Button size="compact-xs" variant="subtle" data-testid="merge-suggestions" onClick={() => setOpen('merge')}>
          {t('authors.same-person', { count: pairs })}
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('sheet.menu')} title={t('sheet.menu')} data-testid="sheets">
            <IconTable size={15} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item data-testid="hand-off-save" onClick={saveHandOff}>
            {t('hand-off.save')}
          </Menu.Item>
          <Menu.Item data-testid="hand-off-import" onClick={() => setOpen('hand-off')}>
            {t('hand-off.import')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item data-testid="sheet-import" onClick={() => setOpen('import')}>
            {t('sheet.import')}
          </Menu.Item>
          <Menu.Item data-testid="sheet-save" onClick={saveSheet}>
            {t('sheet.save')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MergeSuggestions opened={open === 'merge'} onClose={close} />
      <ImportAuthors opened={open === 'import'} onClose={close} />
      <ImportHandOff opened={open === 'hand-off'} onClose={close} />
    </>
  )
}
