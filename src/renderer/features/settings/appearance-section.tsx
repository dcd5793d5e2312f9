/** 外观与语言: all of it switches at once. */
import { useText } from '@renderer/app/i18n'
import { useViewState } from '@renderer/state/view-state'
import { locales } from '@shared/i18n/translate'
import { useId } from 'react'
import classes from './appearance-section.module.css'
import { Group, Row, Section } from './section'
import { Segments } from './segments'

const schemes = ['light', 'dark', 'auto'] as const
const fonts = ['serif', 'sans'] as const

export function AppearanceSection() {
  const t = useText()
  const { locale, colorScheme, readingFont, set } = useViewState()
  const ids = { language: useId(), scheme: useId(), font: useId() }
  return (
    <Section title={t('settings.section.appearance')}>
      <Group>
        <Row label={t('settings.language')} labelId={ids.language} what={t('settings.language-what')}>
          <Segments
            labelledBy={ids.language}
            value={locale}
            onChange={(value) => set({ locale: value })}
            options={locales.map((each) => ({ value: each, label: t(`settings.language.${each}`) }))}
            testId="settings-language"
          />
        </Row>
        <Row label={t('settings.scheme')} labelId={ids.scheme}>
          <Segments
            labelledBy={ids.scheme}
            value={colorScheme}
            onChange={(value) => set({ colorScheme: value })}
            options={schemes.map((each) => ({ value: each, label: t(`settings.scheme.${each}`) }))}
            testId="settings-scheme"
          />
        </Row>
        <Row label={t('settings.reading-font')} labelId={ids.font}>
          <Segments
            labelledBy={ids.font}
            value={readingFont}
            onChange={(value) => set({ readingFont: value })}
            options={fonts.map((each) => ({ value: each, label: t(`settings.reading-font.${each}`) }))}
            testId="settings-reading-font"
          />
        </Row>
        <p className={classes['sample']} data-font={readingFont}>
          {t('settings.reading-font-sample')}
        </p>
      </Group>
    </Section>
  )
}
