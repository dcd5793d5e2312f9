import { useText } from '@renderer/app/i18n'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import classes from './about-section.module.css'
import { Group, Section } from './section'

export function AboutSection() {
  const t = useText()
  const info = useDeskInfo().data
  return (
    <Section title={t('settings.section.about')}>
      <Group>
        <div className={classes['about']}>
          <div>
            <strong className={classes['name']}>{t('app.name')}</strong>
            {info !== undefined && (
              <span className={classes['version']}>{t('settings.about.version', { version: info.version })}</span>
            )}
          </div>
          <p>{t('settings.about.what')}</p>
          <p className={classes['quiet']}>
            {t('settings.about.license')} {t('settings.about.parts')}
          </p>
        </div>
      </Group>
    </Section>
  )
}
