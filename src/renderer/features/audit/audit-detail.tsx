/** One event whole: who, when, about what, and what was recorded. */
import { Anchor } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import type { AuditDetail } from '@shared/domain/audit'
import { IconHistory } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './audit.module.css'
import { auditSentence, doerOf } from './audit-sentence'
import { useAuditView } from './audit-view'

export function AuditDetailPane() {
  const t = useText()
  const chosen = useAuditView((state) => state.chosen)
  // Whoever sits down next may be shown less.
  const detail = useCoreQuery(
    ['desk', 'audit', 'show', chosen],
    (client) => client.audit.show({ seq: Number(chosen) }),
    {
      enabled: chosen !== null,
    },
  )
  return (
    <Pane label={t('audit.detail')} testId="audit-detail" ground="surface" focusable>
      {chosen === null && <EmptyState icon={<IconHistory size={22} />} title={t('audit.detail-none')} />}
      <ErrorNotice error={detail.error} always />
      {chosen !== null && detail.error === null && detail.data === undefined && <ListSkeleton />}
      {chosen !== null && detail.data !== undefined && <Detail detail={detail.data} />}
    </Pane>
  )
}

function Detail({ detail }: { readonly detail: AuditDetail }) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const { entry, hash, prevHash, payload, withheld, cut } = detail
  const { submissionId, authorId } = entry
  return (
    <div className={classes['detail']}>
      <h3 className={classes['headline']}>{auditSentence(t, format, entry).head}</h3>
      <dl className={classes['facts']}>
        <Fact name={t('audit.number')}>{entry.seq}</Fact>
        <Fact name={t('audit.when')}>{format.full(entry.at)}</Fact>
        <Fact name={t('audit.who')}>{doerOf(t, entry)}</Fact>
        {submissionId !== null && (
          <Fact name={t('audit.piece')}>
            <Anchor component="button" type="button" onClick={() => set({ page: 'review', submissionId })}>
              {[entry.submissionNumber, entry.submissionTitle || t('title.none')].join(' · ')}
            </Anchor>
          </Fact>
        )}
        {authorId !== null && (
          <Fact name={t('audit.author')}>
            <Anchor component="button" type="button" onClick={() => set({ page: 'authors', authorId })}>
              {entry.authorName || t('author.nameless')}
            </Anchor>
          </Fact>
        )}
        <Fact name={t('audit.type')}>
          <code>{entry.type}</code>
        </Fact>
        <Fact name={t('audit.hash')}>
          <code>{hash}</code>
        </Fact>
        <Fact name={t('audit.prev-hash')}>
          <code>{prevHash}</code>
        </Fact>
      </dl>
      <h4 className={classes['label']}>{t('audit.payload')}</h4>
      <pre className={classes['payload']}>{payload ?? t(withheld ? 'audit.withheld' : 'audit.erased')}</pre>
      {cut && <p className={classes['hint']}>{t('audit.payload-cut')}</p>}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
