/** In the review, once a piece is accepted: how its publication stands, and the step that comes next. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { Chip } from '@renderer/components/chip'
import { KeyHint } from '@renderer/components/key-hint'
import { addressesOf, type PublicationStep } from '@shared/domain/publication'
import { usePublicationDialogs, type PublishedPiece } from './publication-dialogs'
import { channelWord, nextSteps, otherSteps, publicationFacts, publicationTones } from './publication-words'
import classes from './publication.module.css'

export function PublicationBar({
  piece,
  accepted,
  day = null,
}: {
  readonly piece: PublishedPiece
  /** What came out once and was decided otherwise since is said, and goes no further. */
  readonly accepted: boolean
  /** The day that is offered where one is set for the first time. */
  readonly day?: string | null
}) {
  const t = useText()
  const format = useFormat()
  const show = usePublicationDialogs((state) => state.show)
  const { publication } = piece
  const { kind } = publication
  const next = accepted ? nextSteps[kind] : null
  const others = accepted ? otherSteps(kind) : []
  const start = (step: PublicationStep): void => show(piece, step, step === 'schedule' ? day : null)
  useKeys({ 'publication.next': () => next !== null && start(next) }, { enabled: next !== null })
  if (kind === 'none') return null
  const facts = publicationFacts(t, format, publication)
  return (
    <section className={classes['bar']} aria-label={t('publication.section')} data-testid="publication-bar">
      <div className={classes['line']}>
        <Chip tone={publicationTones[kind]} testId="publication-state">
          {t(`publication.${kind}`)}
        </Chip>
        <span className={classes['facts']} title={facts}>
          {facts}
        </span>
      </div>
      {addressesOf(publication).length > 0 && (
        <ul className={classes['addresses']}>
          {addressesOf(publication).map(({ channel, url }) => (
            <li key={channel} title={url}>
              {channelWord(t, channel)} <span className={classes['url']}>{url}</span>
            </li>
          ))}
        </ul>
      )}
      {kind === 'taken-down' && (
        <p className={classes['reason']}>
          {t('publication.taken-down-why', {
            day: format.localDate(publication.takenDownOn),
            reason: publication.reason,
          })}
        </p>
      )}
      <div className={classes['steps']}>
        {next !== null && (
          <Button
            variant="light"
            rightSection={<KeyHint action="publication.next" onButton />}
            title={keyOf('publication.next')}
            onClick={() => start(next)}
            data-testid={`publication-${next}`}
          >
            {t(`publication.open-${next}`)}
          </Button>
        )}
        {others.length > 0 && (
          <Menu position="top-start">
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={t('publication.more')} data-testid="publication-more">
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((step) => (
                <Menu.Item key={step} onClick={() => start(step)} data-testid={`publication-${step}`}>
                  {t(`publication.open-${step}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </section>
  )
}
