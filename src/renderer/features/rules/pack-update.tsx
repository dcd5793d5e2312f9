/** The program brought another version of a pack that the desk changed: both beside one another, and what to do. */
import { Button, SegmentedControl } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ListedPack, PackUpdate } from '@shared/domain/rules'
import { useState } from 'react'
import { DiffView } from './diff-view'
import classes from './pack-page.module.css'
import { usePackActions } from './use-pack-actions'

export function PackUpdateView({ pack }: { readonly pack: ListedPack }) {
  const t = useText()
  const { data, error } = useCoreQuery(['rules', 'update', pack.name, pack.hash], (client) =>
    client.rules.update({ pack: pack.name }),
  )
  if (error !== null) return <ErrorNotice error={error} always />
  if (data === undefined) return null
  return (
    <article className={classes['page']} data-testid="pack-update-page">
      <header>
        <p>{pack.title}</p>
        <h2>{t('rules.update-title', { version: pack.update?.version ?? '' })}</h2>
        <p>{t('rules.update-what')}</p>
      </header>
      <Merge pack={pack.name} update={data} />
    </article>
  )
}

function Merge({ pack, update }: { readonly pack: string; readonly update: PackUpdate }) {
  const t = useText()
  const { propose } = usePackActions()
  const byShipped = new Set(update.shipped.rules.map(({ id }) => id))
  // What only the desk changed stays its own; what both changed is for the editor to say, the program's unless they do.
  const [own, setOwn] = useState<ReadonlySet<string>>(
    () => new Set(update.theirs.rules.map(({ id }) => id).filter((id) => !byShipped.has(id))),
  )
  const choose = (id: string, isOwn: boolean): void => {
    const next = new Set(own)
    if (isOwn) next.add(id)
    else next.delete(id)
    setOwn(next)
  }
  return (
    <>
      <div className={classes['columns']}>
        <section>
          <h3>{t('rules.update-ours')}</h3>
          <DiffView
            diff={update.theirs}
            renderChoice={({ id, message }) => (
              <>
                {byShipped.has(id) && <Chip tone="error">{t('rules.merge-both')}</Chip>}
                <SegmentedControl
                  aria-label={t('rules.merge-choice', { name: message })}
                  value={own.has(id) ? 'own' : 'shipped'}
                  onChange={(value) => choose(id, value === 'own')}
                  data={[
                    { value: 'own', label: t('rules.merge-own') },
                    { value: 'shipped', label: t(byShipped.has(id) ? 'rules.merge-shipped' : 'rules.merge-drop') },
                  ]}
                />
              </>
            )}
          />
        </section>
        <section>
          <h3>{t('rules.update-shipped')}</h3>
          <DiffView diff={update.shipped} />
        </section>
      </div>
      <footer className={classes['foot']}>
        <Button variant="default" onClick={() => propose({ kind: 'keep', pack })} data-testid="update-keep">
          {t('rules.update-keep')}
        </Button>
        <Button variant="default" onClick={() => propose({ kind: 'shipped', pack })} data-testid="update-take">
          {t('rules.update-take')}
        </Button>
        <Button onClick={() => propose({ kind: 'merge', pack, ownRules: [...own] })} data-testid="update-merge">
          {t('rules.update-merge')}
        </Button>
      </footer>
    </>
  )
}
