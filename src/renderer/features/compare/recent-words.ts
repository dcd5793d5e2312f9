/** How long ago the same author, or somebody under the same title, came. */
import type { Say } from '@renderer/app/i18n'
import type { RecentMark } from '@shared/domain/submission'

export function recentWords(t: Say, { by, days }: RecentMark): string {
  return days === 0 ? t(`recent.${by}.today`) : t(`recent.${by}`, { count: days })
}

/** As short as a row of the list wants it. */
export function recentMark(t: Say, { by, days }: RecentMark): string {
  return days === 0 ? t(`inbox.recent.${by}.today`) : t(`inbox.recent.${by}`, { count: days })
}
