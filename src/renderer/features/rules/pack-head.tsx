/** The head of a pack in the list: what it is, whether it runs, and what can be done with it. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCode,
  IconDots,
  IconDownload,
  IconHistory,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import type { ListedPack } from '@shared/domain/rules'
import classes from './pack-head.module.css'
import { useRulesView } from './rules-view'
import { Toggle } from './toggle'
import { usePackActions } from './use-pack-actions'
import type { Switches } from './use-switches'

export function PackHead({ pack, switches }: { readonly pack: ListedPack; readonly switches: Switches }) {
  const t = useText()
  const open = useRulesView((state) => state.open)
  const { propose, exportPack, remove } = usePackActions()
  const { name } = pack
  return (
    <header className={classes['pack']} data-off={!pack.on}>
      <h2 title={name}>{pack.title}</h2>
      <Chip title={pack.hash}>{t('rules.version', { version: pack.version })}</Chip>
      {pack.origin !== 'shipped' && (
        <Chip tone="accent" testId="pack-origin">
          {t(`rules.origin.${pack.origin}`)}
        </Chip>
      )}
      <span className={classes['space']} />
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t('rules.pack-menu', { name: pack.title })} data-testid="pack-menu">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlus size={15} />}
            onClick={() => open({ kind: 'write', pack: name, ruleId: null })}
            data-testid="pack-add-rule"
          >
            {t('rules.add-rule')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCode size={15} />}
            onClick={() => open({ kind: 'text', pack: name })}
            data-testid="pack-text"
          >
            {t('rules.edit-text')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconHistory size={15} />}
            onClick={() => open({ kind: 'changelog', pack: name })}
            data-testid="pack-changelog"
          >
            {t('rules.changelog')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            onClick={() => exportPack(name)}
            data-testid="pack-export"
          >
            {t('rules.export')}
          </Menu.Item>
          {pack.origin === 'changed' && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={15} />}
              onClick={() => propose({ kind: 'shipped', pack: name })}
              data-testid="pack-shipped"
            >
              {t('rules.back-to-shipped')}
            </Menu.Item>
          )}
          {pack.origin === 'own' && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} />}
              onClick={() => remove(pack)}
              data-testid="pack-remove"
            >
              {t('rules.remove-pack')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Toggle
        checked={pack.on}
        label={t('rules.switch-pack', { name: pack.title })}
        onChange={(on) => switches.pack(name, pack.title, on)}
        testId="pack-switch"
      />
      {pack.update !== null && (
        <p className={classes['update']} data-testid="pack-update">
          {t('rules.update-there', { version: pack.update.version })}
          <Button variant="light" onClick={() => open({ kind: 'update', pack: name })}>
            {t('rules.update-look')}
          </Button>
        </p>
      )}
    </header>
  )
}
