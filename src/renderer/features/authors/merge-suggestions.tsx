/** 可能是同一人: pairs of records with what they have in common; one is looked at side by side. */
import { Button, Modal } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import type { MergeSuggestion } from '@shared/domain/author'
import { useState } from 'react'
import { MergeForm } from './merge-dialog'
import classes from './parts.module.css'

export function useMergeSuggestions() {
  return useCoreQuery(['authors', 'suggestions'], (client) => client.authors.suggestions())
}

export function MergeSuggestions({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useText()
  return (
    <Modal opened={opened} onClose={onClose} title={t('merge.suggestions')} size={640}>
      <Suggestions />
    </Modal>
  )
}

function Suggestions() {
  const t = useText()
  const found = useMergeSuggestions()
  const [pair, setPair] = useState<MergeSuggestion | null>(null)
  if (pair !== null) return <MergeForm pair={pair} onDone={() => setPair(null)} onBack={() => setPair(null)} />
  const pairs = found.data ?? []
  return (
    <>
      <ErrorNotice error={found.error} always />
      {found.data !== undefined && pairs.length === 0 && (
        <EmptyState icon={<IconUsersGroup size={22} />} title={t('merge.none')}>
          {t('merge.none-text')}
        </EmptyState>
      )}
      <ul className={classes['list']}>
        {pairs.map((each) => (
          <li key={`${each.one.id} ${each.other.id}`} className={classes['card']} data-testid="merge-suggestion">
            <div className={classes['line']}>
              <b>{each.one.name || t('author.nameless')}</b>
              <span className={classes['quiet']}>{each.one.address}</span>
              <span aria-hidden="true">·</span>
              <b>{each.other.name || t('author.nameless')}</b>
              <span className={classes['quiet']}>{each.other.address}</span>
            </div>
            <p className={classes['body']}>
              {each.reasons
                .map(({ reason, value }) => t(`merge.reason.${reason}`, { value }))
                .join(t('review.list-comma'))}
            </p>
            <div className={classes['actions']}>
              <Button size="compact-xs" variant="default" onClick={() => setPair(each)} data-testid="merge-look">
                {t('merge.look')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
