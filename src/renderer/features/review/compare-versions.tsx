/** The ways into the comparison of versions: the button above the text, those on a version's card, and the key. */
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useVersionCompare } from '@renderer/state/compare'
import type { VersionBrief } from '@shared/domain/submission'
import { useReview } from './review-context'

/** Nothing where there is one text. */
export function CompareVersionsButton() {
  const t = useText()
  const { detail, version } = useReview()
  const open = useVersionCompare((state) => state.open)
  const isWorth = version !== null && (detail.versions.length > 1 || version.contentHash !== version.originalHash)
  const compare = (): void => {
    if (version !== null) open(detail.row.id, { versionId: version.id, text: 'current' })
  }
  useKeys({ 'review.compare-versions': compare }, { enabled: isWorth })
  if (!isWorth) return null
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={t('versions.compare')}
      title={`${t('versions.compare')} ${keyOf('review.compare-versions')}`}
      onClick={compare}
      data-testid="versions-compare"
    >
      <IconArrowsDiff size={16} />
    </ActionIcon>
  )
}

/** On a version's card: with the one before it, and with what it was before it was edited. */
export function CompareOfCard({ version }: { readonly version: VersionBrief }) {
  const t = useText()
  const { detail } = useReview()
  const open = useVersionCompare((state) => state.open)
  const before = detail.versions.find(({ ordinal }) => ordinal < version.ordinal)
  const own = { versionId: version.id, text: 'current' } as const
  return (
    <>
      {before !== undefined && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => open(detail.row.id, own, { versionId: before.id, text: 'current' })}
          data-testid="compare-with-previous"
        >
          {t('versions.compare-with-previous')}
        </Button>
      )}
      {version.contentHash !== version.originalHash && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => open(detail.row.id, own, { versionId: version.id, text: 'original' })}
          data-testid="compare-with-original"
        >
          {t('versions.compare-with-original')}
        </Button>
      )}
    </>
  )
}
