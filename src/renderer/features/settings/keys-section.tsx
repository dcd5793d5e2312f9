/** 按键: every key of the window, from the one table that the keys themselves come from. Read-only for now. */
import { Table } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyActions, keyBindings, keyGroups } from '@renderer/app/key-bindings'
import { keyOf } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import classes from './keys-section.module.css'
import { Group, Section } from './section'

export function KeysSection() {
  const t = useText()
  return (
    <Section title={t('settings.section.keys')} what={t('settings.keys.what')}>
      {keyGroups.map((group) => (
        <Group key={group} title={t(`keys.group.${group}`)}>
          <Table
            verticalSpacing={6}
            horizontalSpacing="md"
            className={classes['table'] ?? ''}
            data-testid="settings-keys"
          >
            <Table.Thead className="visually-hidden">
              <Table.Tr>
                <Table.Th>{t('settings.keys.action')}</Table.Th>
                <Table.Th>{t('settings.keys.key')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keyActions
                .filter((action) => keyBindings[action].group === group)
                .map((action) => (
                  <Table.Tr key={action}>
                    <Table.Td>{t(keyBindings[action].label)}</Table.Td>
                    <Table.Td ta="right">
                      <KeyHint action={action} />
                      <span className="visually-hidden">{keyOf(action)}</span>
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </Group>
      ))}
    </Section>
  )
}
