/** What can be told of a piece in a line each: what its author says, what came with it, what is like it, what was before. */
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { Chip, type ChipTone } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { StateChip } from '@renderer/components/state-chip'
import type { ProvenanceClaim, ProvenanceSignal, TriagePreview } from '@shared/domain/triage'
import type { ReactNode } from 'react'
import classes from './triage-facts.module.css'

/** Days within which a second piece of the same author is worth a mark. */
const SOON = 14

/** Never green: it is the author who says so. */
const tones: Record<ProvenanceClaim, ChipTone> = {
  elsewhere: 'warning',
  simultaneous: 'warning',
  reprint: 'warning',
  first: 'note',
  authorised: 'note',
  original: 'note',
  whitelist: 'plain',
  mentioned: 'plain',
}

export function TriageFacts({ preview }: { readonly preview: TriagePreview }) {
  const t = useText()
  const format = useFormat()
  const { row, signals, attachments, links, similar, published, others, otherCount } = preview
  const soonest = others.find(({ daysApart }) => daysApart <= SOON)
  return (
    <section className={classes['facts']} aria-label={t('triage.title')} data-testid="triage-facts">
      <dl>
        <Signals field="first-publication" signals={signals} />
        <Signals field="authorization" signals={signals} />
        <Fact name={t('triage.text')} testId="triage-length">
          <p>
            {[
              row.versions > 0 ? t('words.count', { count: row.words }) : t('inbox.no-manuscript'),
              ...(row.images > 0 ? [t('inbox.images', { count: row.images })] : []),
              ...(row.versions > 1 ? [t('version.ordinal', { ordinal: row.versions })] : []),
              ...(row.findings.error > 0 ? [t('inbox.must-fix', { count: row.findings.error })] : []),
              ...(row.findings.warning > 0 ? [t('inbox.suggested', { count: row.findings.warning })] : []),
            ].join(' · ')}
          </p>
        </Fact>
        <Fact name={t('triage.attachments')} testId="triage-attachments">
          {attachments.length === 0 && <Nothing>{t('triage.none')}</Nothing>}
          {attachments.map(({ filename, size }) => (
            <p key={filename}>
              {filename} <span className={classes['quiet']}>{format.bytes(size)}</span>
            </p>
          ))}
        </Fact>
        <Fact name={t('triage.links')} testId="triage-links">
          {links.length === 0 && <Nothing>{t('triage.none')}</Nothing>}
          {links.map(({ url, name, expiring, expiresAt }) => (
            <p key={url} className={classes['link']}>
              <span title={url}>{name ?? url}</span>
              {expiring && (
                <Chip tone="warning">
                  {expiresAt === null
                    ? t('triage.link-expiring')
                    : t('triage.link-expires', { date: format.moment(expiresAt) })}
                </Chip>
              )}
            </p>
          ))}
        </Fact>
        <Fact name={t('triage.similar')} testId="triage-similar">
          {similar.length + published.length === 0 && <Nothing>{t('triage.similar-none')}</Nothing>}
          {published.map((article) => (
            <p key={article.articleId}>
              <Chip tone="error">{format.percent(article.score)}</Chip>{' '}
              {t('triage.similar-published', { title: article.title || t('title.none') })}
            </p>
          ))}
          {similar.map((piece) => (
            <p key={piece.submissionId}>
              <Chip tone="error">{format.percent(piece.score)}</Chip>{' '}
              {t('triage.similar-piece', {
                number: piece.number,
                title: piece.title || t('title.none'),
                name: piece.sameAuthor ? t('triage.same-author') : piece.authorName || t('author.nameless'),
              })}{' '}
              <span className={classes['quiet']}>
                {piece.daysApart === 0 ? t('triage.same-day') : t('triage.days-apart', { count: piece.daysApart })}
              </span>
            </p>
          ))}
        </Fact>
        <Fact name={t('triage.others')} testId="triage-others">
          {others.length === 0 && <Nothing>{t('triage.others-none')}</Nothing>}
          {soonest !== undefined && (
            <p>
              <Chip tone="warning">{t('triage.soon-again', { count: Math.max(1, soonest.daysApart) })}</Chip>
            </p>
          )}
          {others.map((other) => (
            <p key={other.submissionId} className={classes['other']}>
              <StateChip state={other.state} />
              <span title={other.title}>{other.title || t('title.none')}</span>
              <DateText at={other.receivedAt} className={classes['quiet'] ?? ''} />
            </p>
          ))}
          {otherCount > others.length && (
            <p className={classes['quiet']}>{t('triage.others-more', { count: otherCount - others.length })}</p>
          )}
        </Fact>
      </dl>
    </section>
  )
}

function Signals({
  field,
  signals,
}: {
  readonly field: ProvenanceSignal['field']
  readonly signals: readonly ProvenanceSignal[]
}) {
  const t = useText()
  const own = signals.filter((signal) => signal.field === field)
  return (
    <Fact name={t(`triage.${field}`)} testId={`triage-${field}`}>
      {own.length === 0 && <Nothing>{t('triage.unsaid')}</Nothing>}
      {own.map(({ says, quote, source }) => (
        <p key={`${says} ${quote}`}>
          <Chip tone={tones[says]}>{t(`triage.says.${says}`)}</Chip> <q lang="zh">{quote}</q>{' '}
          <span className={classes['quiet']}>{t(`triage.source.${source}`)}</span>
        </p>
      ))}
    </Fact>
  )
}

function Fact({
  name,
  testId,
  children,
}: {
  readonly name: string
  readonly testId: string
  readonly children: ReactNode
}) {
  return (
    <div className={classes['fact']} data-testid={testId}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={classes['quiet']}>{children}</p>
}
