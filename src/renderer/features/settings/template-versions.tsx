/** What was saved of a template, newest first, and the shipped one: each can be put back into the editor, and saved from there. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import type { TemplateDetail, TemplateVersion } from '@shared/domain/letter-template'
import classes from './template-dialog.module.css'

export function TemplateVersions({
  detail,
  shown,
  onTake,
}: {
  readonly detail: TemplateDetail
  /** What stands in the editor. */
  readonly shown: string
  readonly onTake: (source: string) => void
}) {
  const t = useText()
  const take = (name: string, source: string, testId: string) => (
    <Button
      variant="subtle"
      size="compact-sm"
      disabled={shown === source}
      onClick={() => onTake(source)}
      aria-label={t('letter-templates.take-one', { name })}
      data-testid={testId}
    >
      {t('letter-templates.take')}
    </Button>
  )
  const nameOf = ({ version, shipped, restored }: TemplateVersion): string => {
    if (shipped) return t('letter-templates.version-shipped', { version })
    if (restored !== null) return t('letter-templates.version-restored', { version, restored })
    return t('letter-templates.version', { version })
  }
  return (
    <section className={classes['versions']} aria-label={t('letter-templates.versions')}>
      <h3 className={classes['label']}>{t('letter-templates.versions')}</h3>
      {detail.versions.length === 0 && <p className={classes['filled']}>{t('letter-templates.no-versions')}</p>}
      <ol>
        {detail.versions.map((version) => (
          <li key={version.version} data-testid="template-version">
            <span>{nameOf(version)}</span>
            <span className={classes['filled']}>
              {version.editorName || t('audit.nameless')} · <DateText at={version.at} as="moment" />
            </span>
            {take(nameOf(version), version.source, 'template-take')}
          </li>
        ))}
        <li data-testid="template-version-shipped">
          <span>{t('letter-templates.shipped')}</span>
          <span />
          {take(t('letter-templates.shipped'), detail.shippedSource, 'template-take-shipped')}
        </li>
      </ol>
    </section>
  )
}
