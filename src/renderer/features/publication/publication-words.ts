/** How a publication stands, in words. */
import type { Format } from '@renderer/app/format'
import type { Say } from '@renderer/app/i18n'
import type { ChipTone } from '@renderer/components/chip'
import { CHANNELS } from '@shared/domain/piece'
import {
  isStepOpen,
  publicationStepSchema,
  type Publication,
  type PublicationKind,
  type PublicationStep,
} from '@shared/domain/publication'

export const publicationTones: Record<PublicationKind, ChipTone> = {
  none: 'plain',
  unscheduled: 'warning',
  scheduled: 'note',
  published: 'accent',
  'taken-down': 'plain',
}

/** The step that usually comes next; null where nothing does. */
export const nextSteps: Record<PublicationKind, PublicationStep | null> = {
  none: null,
  unscheduled: 'schedule',
  scheduled: 'publish',
  published: 'take-down',
  'taken-down': 'restore',
}

/** The other steps that are open. */
export function otherSteps(kind: PublicationKind): PublicationStep[] {
  return publicationStepSchema.options.filter((step) => step !== nextSteps[kind] && isStepOpen(kind, step))
}

/** A channel's name: the house's have one in each language, others the one they were given. */
export function channelWord(t: Say, channel: string): string {
  const known = CHANNELS.find((each) => each === channel)
  return known === undefined ? channel : t(`publish-channel.${known}`)
}

/** `9月15日 · 运营 · 网站、公众号`; empty where there is nothing to say. */
export function publicationFacts(t: Say, format: Format, publication: Publication): string {
  if (publication.kind === 'none' || publication.kind === 'unscheduled') return ''
  return `${format.localDate(publication.date)} · ${publicationPlaces(t, publication)}`
}

/** `运营 · 网站、公众号`; empty of what has no day. */
export function publicationPlaces(t: Say, publication: Publication): string {
  if (publication.kind === 'none' || publication.kind === 'unscheduled') return ''
  const channels =
    publication.kind === 'scheduled' ? publication.channels : publication.addresses.map(({ channel }) => channel)
  return [publication.column, channels.map((channel) => channelWord(t, channel)).join(t('review.list-comma'))]
    .filter((part) => part !== '')
    .join(' · ')
}
