/** What was saved of a pack at this desk, and the way back to each version. */
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ListedPack } from '@shared/domain/rules'
import classes from './pack-page.module.css'
import { usePackActions } from './use-pack-actions'

export function PackChangelog({ pack }: { readonly pack: ListedPack }) {
  const t = useText()
  const { propose } = usePackActions()
  const { data, error } = useCoreQuery(['rules', 'changelog', pack.name], (client) =>
    client.rules.changelog({ pack: pack.name }),
  )
  if (error !== null) return <ErrorNotice error={error} always />
  if (data === undefined) return null
  return (
    <article className={classes['page']} data-testid="pack-changelog-page">
      <header>
        <p>{pack.title}</p>
        <h2>{t('rules.changelog')}</h2>
      </header>
      {data.length === 0 ? (
        <EmptyState icon={<IconHistory size={24} stroke={1.6} />} title={t('rules.changelog-empty')} />
      ) : (
        <ol className={classes['versions']}>
          {data.map(({ revision, hash, how, changes, note, editorName, at, current }) => (
            <li key={revision} data-testid="pack-version">
              <div>
                <strong>{t('rules.revision', { revision, how: t(`rules.how.${how}`) })}</strong>{' '}
                {current && <Chip tone="accent">{t('rules.in-use')}</Chip>}
                <p>
                  {editorName} · <DateText at={at} as="moment" /> ·{' '}
                  {t('rules.diff-sum', {
                    added: changes.added.length,
                    changed: changes.changed.length,
                    removed: changes.removed.length,
                  })}
                </p>
                {note !== '' && <p className={classes['note']}>{note}</p>}
                <p className={classes['ids']}>
                  {[...changes.added, ...changes.changed, ...changes.removed].slice(0, 20).join('  ')}
                </p>
              </div>
              {!current && (
                <Button
                  variant="default"
                  onClick={() => propose({ kind: 'version', pack: pack.name, hash })}
                  data-testid="back-to-version"
                >
                  {t('rules.back-to-version')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </article>
  )
}
