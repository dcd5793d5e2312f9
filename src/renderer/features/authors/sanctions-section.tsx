/** What was proposed and done under the convention, with appeals; the desk records what somebody did in the site's backend. */
import { Button, Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { AuthorRecord } from '@shared/domain/author'
import { useState } from 'react'
import { ProposeSanction } from './propose-sanction'
import { SanctionCard } from './sanction-card'
import classes from './parts.module.css'

export function SanctionsSection({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const [proposing, setProposing] = useState(false)
  const { history, accounts, publications, ofPieces } = record.basis
  const ready = accounts.length > 0 && publications.length + ofPieces.length > 0
  return (
    <section className={classes['section']} aria-label={t('sanction.title')}>
      <h3 className={classes['title']}>
        {t('sanction.title')}
        <Button
          size="compact-xs"
          variant="default"
          disabled={!ready}
          data-testid="sanction-propose"
          onClick={() => setProposing(true)}
        >
          {t('sanction.propose')}
        </Button>
      </h3>
      {!ready && <p className={classes['quiet']}>{t('sanction.needs')}</p>}
      {ready && history.length === 0 && <p className={classes['quiet']}>{t('sanction.none')}</p>}
      <ul className={classes['list']}>
        {history.map((sanction) => (
          <SanctionCard key={sanction.id} sanction={sanction} />
        ))}
      </ul>
      <Modal opened={proposing} onClose={() => setProposing(false)} title={t('sanction.propose')} size={680}>
        <ProposeSanction record={record} onDone={() => setProposing(false)} />
      </Modal>
    </section>
  )
}
