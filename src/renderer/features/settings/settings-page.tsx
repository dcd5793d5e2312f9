/** 设置: sections on the left (arrow keys go through them), the chosen one on the right. */
import { Tabs } from '@mantine/core'
import {
  IconDatabase,
  IconFileDownload,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconMail,
  IconMailCog,
  IconNews,
  IconPalette,
  IconUserEdit,
  type Icon,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { AuditSection } from '@renderer/features/audit/audit-section'
import { AboutSection } from './about-section'
import { AccountsSection } from './accounts-section'
import { AppearanceSection } from './appearance-section'
import { DataSection } from './data-section'
import { EditorSection } from './editor-section'
import { ExportSection } from './export-section'
import { KeysSection } from './keys-section'
import { LettersSection } from './letters-section'
import { PublishedSection } from './published-section'
import { settingsSections, useSettingsView, type SettingsSection } from './settings-view'
import classes from './settings-page.module.css'

const sections: Record<SettingsSection, { readonly icon: Icon; readonly Content: () => React.ReactNode }> = {
  accounts: { icon: IconMail, Content: AccountsSection },
  editor: { icon: IconUserEdit, Content: EditorSection },
  letters: { icon: IconMailCog, Content: LettersSection },
  export: { icon: IconFileDownload, Content: ExportSection },
  appearance: { icon: IconPalette, Content: AppearanceSection },
  keys: { icon: IconKeyboard, Content: KeysSection },
  published: { icon: IconNews, Content: PublishedSection },
  data: { icon: IconDatabase, Content: DataSection },
  audit: { icon: IconHistory, Content: AuditSection },
  about: { icon: IconInfoCircle, Content: AboutSection },
}

const readOnly: readonly SettingsSection[] = ['keys', 'about']

export function SettingsPage() {
  const t = useText()
  const { section, show } = useSettingsView()
  return (
    <Tabs
      orientation="vertical"
      variant="unstyled"
      keepMounted={false}
      value={section}
      onChange={(value) => {
        const chosen = settingsSections.find((each) => each === value)
        if (chosen !== undefined) show(chosen)
      }}
      classNames={{
        root: classes['page'] ?? '',
        list: classes['nav'] ?? '',
        tab: classes['tab'] ?? '',
        tabLabel: classes['tabLabel'] ?? '',
        panel: classes['panel'] ?? '',
      }}
    >
      <Tabs.List aria-label={t('settings.nav')}>
        {settingsSections.map((each) => {
          const { icon: SectionIcon } = sections[each]
          return (
            <Tabs.Tab
              key={each}
              value={each}
              leftSection={<SectionIcon size={17} stroke={1.7} aria-hidden="true" />}
              data-testid={`settings-nav-${each}`}
            >
              {t(`settings.section.${each}`)}
            </Tabs.Tab>
          )
        })}
      </Tabs.List>
      {settingsSections.map((each) => {
        const { Content } = sections[each]
        return (
          // One without anything to focus scrolls by the keyboard only when it can be focused itself.
          <Tabs.Panel key={each} value={each} {...(readOnly.includes(each) && { tabIndex: 0 })}>
            <Content />
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}
