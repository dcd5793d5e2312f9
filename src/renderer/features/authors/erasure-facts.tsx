/** What an erasure takes, what it leaves and why, and what it cannot reach. */
import { useText } from '@renderer/app/i18n'
import type { ErasurePreview } from '@shared/domain/erasure'
import type { ReactNode } from 'react'
import classes from './erasure-facts.module.css'

export function ErasureFacts({ preview }: { readonly preview: ErasurePreview }) {
  const t = useText()
  const name = preview.name || t('author.nameless')
  return (
    <div className={classes['facts']} data-testid="erasure-facts">
      <Section title={t('erasure.goes', { name })}>
        {preview.goes.map(({ what, count }) => (
          <li key={what}>{t(`erasure.goes.${what}`, { count })}</li>
        ))}
      </Section>
      <Section title={t('erasure.stays')} note={t('erasure.tombstone')}>
        {preview.stays.map(({ what, why, count }) => (
          <li key={what}>
            {t(`erasure.stays.${what}`, { count })}
            <span className={classes['why']}>{t(`erasure.why.${why}`)}</span>
          </li>
        ))}
      </Section>
      <Section title={t('erasure.unreached')}>
        {preview.unreached.map((what) => (
          <li key={what}>{t(`erasure.unreached.${what}`)}</li>
        ))}
      </Section>
    </div>
  )
}

function Section({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}) {
  return (
    <section>
      <h3 className={classes['title']}>{title}</h3>
      <ul className={classes['list']}>{children}</ul>
      {note !== undefined && <p className={classes['why']}>{note}</p>}
    </section>
  )
}
