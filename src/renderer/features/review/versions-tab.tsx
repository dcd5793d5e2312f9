/** 版本: each delivery of the manuscript, where it came from, and what the import has to say of it. */
import { Button } from '@mantine/core'
import { IconFiles } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ChooseManuscript } from '@renderer/features/files/choose-manuscript'
import type { VersionBrief } from '@shared/domain/submission'
import { useViewState } from '@renderer/state/view-state'
import { CompareOfCard } from './compare-versions'
import { useReview } from './review-context'
import { SimilarPieces } from './similar-pieces'
import card from './card.module.css'
import classes from './versions-tab.module.css'

export function VersionsTab() {
  const t = useText()
  const { detail } = useReview()
  const { versions } = detail
  const choose = <ChooseManuscript submissionId={detail.row.id} mails={detail.messages} />
  if (versions.length === 0)
    return <EmptyState icon={<IconFiles size={22} />} title={t('review.versions.none')} actions={choose} />
  return (
    <div className={classes['list']}>
      <SimilarPieces />
      <div className={classes['choose']}>{choose}</div>
      {versions.map((version) => (
        <Version key={version.id} version={version} newest={version.id === versions[0]?.id} />
      ))}
    </div>
  )
}

function Version({ version, newest }: { readonly version: VersionBrief; readonly newest: boolean }) {
  const t = useText()
  const { version: shown, change } = useReview()
  const onScreen = shown?.id === version.id
  const { messageHash } = version
  const facts = [
    t('words.count', { count: version.words }),
    ...(version.images.length > 0 ? [t('review.versions.pictures', { count: version.images.length })] : []),
  ]
  return (
    <article className={card['card']} data-active={onScreen || undefined} data-testid="version-card">
      <div className={card['head']}>
        <span>{t('version.ordinal', { ordinal: version.ordinal })}</span>
        {newest && <Chip tone="accent">{t('review.versions.newest')}</Chip>}
        <span className={card['side']}>
          <DateText at={version.addedAt} as="moment" />
        </span>
      </div>
      <p className={card['words']}>{facts.join(' · ')}</p>
      <p className={classes['source']}>
        {version.sourceFilename === null
          ? t('review.versions.from-mail')
          : t('review.versions.from-file', { name: version.sourceFilename })}
      </p>
      {version.byline !== '' && <p className={classes['source']}>{version.byline}</p>}
      {version.report.length > 0 && (
        <ul className={classes['notes']} aria-label={t('review.versions.notes')}>
          {version.report.map((note, index) => (
            <li key={`${note.code} ${index}`}>
              {t(`import-note.${note.code}`)}
              {note.detail !== '' && <span className={classes['detail']}>{note.detail}</span>}
            </li>
          ))}
        </ul>
      )}
      <div className={card['actions']}>
        {onScreen ? (
          <span className={classes['here']}>{t('review.versions.shown')}</span>
        ) : (
          <Button variant="default" onClick={() => change({ versionId: newest ? null : version.id, activeId: null })}>
            {t('review.versions.show')}
          </Button>
        )}
        <CompareOfCard version={version} />
        {messageHash !== null && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              change({ openItem: messageHash })
              useViewState.getState().set({ sideTab: 'thread' })
            }}
          >
            {t('review.versions.mail')}
          </Button>
        )}
      </div>
    </article>
  )
}
