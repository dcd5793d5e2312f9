/** Above the text: which piece, by whom, which version, how it stands, and what is settled about its rights. */
import { Button, Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconEdit, IconMail } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { StateChip } from '@renderer/components/state-chip'
import { useLikenessKeys } from '@renderer/features/compare/likeness'
import { PieceNotices } from '@renderer/features/organise/piece-notices'
import { publicationTones } from '@renderer/features/publication/publication-words'
import { AuthorCard } from './author-card'
import { ExportMenu } from './export-menu'
import { CompareVersionsButton } from './compare-versions'
import { ProvenanceStrip } from './provenance-strip'
import { ReadingTools } from './reading-tools'
import { useReview } from './review-context'
import { MarksViewMenu, SuggestToggle } from './suggest-controls'
import { useTextStates } from './text-session'
import { ToolButton } from './tool-button'
import { useOpenOriginal } from './use-open-original'
import classes from './manuscript-head.module.css'

export function ManuscriptHead() {
  const t = useText()
  const { detail, version } = useReview()
  const { row } = detail
  const openOriginal = useOpenOriginal()
  useLikenessKeys(row)
  const typed = useTextStates((states) => states[version?.id ?? '']?.title) ?? null
  const title = typed || version?.title || row.title || row.subject || t('title.none')
  return (
    <header className={classes['head']}>
      <div className={classes['top']}>
        <h2 className={classes['title']} title={title}>
          {title}
        </h2>
        <VersionPicker />
      </div>
      <div className={classes['meta']}>
        <AuthorCard author={row.author} />
        <StateChip state={row.state} answered={row.answered} />
        {row.publication.kind !== 'none' && (
          <Chip tone={publicationTones[row.publication.kind]}>{t(`publication.${row.publication.kind}`)}</Chip>
        )}
        <span className={classes['number']} title={t('review.number')}>
          {row.number}
        </span>
        <DateText at={row.receivedAt} as="moment" />
      </div>
      <PieceNotices detail={detail} />
      <ProvenanceStrip />
      <div className={classes['tools']}>
        <CompareVersionsButton />
        <EditToggle />
        <SuggestToggle />
        <MarksViewMenu />
        <ReadingTools />
        <span className={classes['out']}>
          <ExportMenu />
          <ToolButton
            variant={openOriginal?.shown === true ? 'light' : 'default'}
            icon={<IconMail size={15} aria-hidden="true" />}
            word={t('review.original')}
            hint={t('review.original-hint')}
            disabled={openOriginal === null}
            aria-pressed={openOriginal?.shown === true}
            onClick={() => openOriginal?.toggle()}
            data-testid="open-original"
          />
        </span>
      </div>
    </header>
  )
}

/** Lets the text be changed. An older version is for reading. */
function EditToggle() {
  const t = useText()
  const { mode, detail, version, change } = useReview()
  const newest = version !== null && version.id === detail.versions[0]?.id
  const editing = mode === 'editing'
  const toggle = (): void => change({ mode: editing ? 'reading' : 'editing' })
  useKeys({ 'review.edit': toggle }, { enabled: newest })
  if (version === null) return null
  return (
    <ToolButton
      important
      variant={editing ? 'light' : 'default'}
      icon={<IconEdit size={15} aria-hidden="true" />}
      word={t('review.edit')}
      hint={
        newest
          ? `${t(editing ? 'review.edit-end-hint' : 'review.edit-hint')} · ${keyOf('review.edit')}`
          : t('review.edit-old-version')
      }
      disabled={!newest}
      aria-pressed={editing}
      onClick={toggle}
      data-testid="edit-toggle"
    />
  )
}

function VersionPicker() {
  const t = useText()
  const { detail, version, change } = useReview()
  const { versions } = detail
  if (version === null) return null
  const newest = versions[0]
  if (versions.length < 2) return <span>{t('version.ordinal', { ordinal: version.ordinal })}</span>
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant={version.id === newest?.id ? 'default' : 'light'}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          data-testid="version-picker"
        >
          {version.id === newest?.id
            ? t('version.ordinal', { ordinal: version.ordinal })
            : t('review.old-version', { version: t('version.ordinal', { ordinal: version.ordinal }) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {versions.map((each) => (
          <Menu.Item
            key={each.id}
            leftSection={each.id === version.id ? <IconCheck size={14} /> : <span className={classes['noCheck']} />}
            rightSection={<DateText at={each.addedAt} className={classes['when'] ?? ''} />}
            onClick={() =>
              change({ versionId: each.id === newest?.id ? null : each.id, activeId: null, mode: 'reading' })
            }
          >
            {t('version.ordinal', { ordinal: each.ordinal })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
