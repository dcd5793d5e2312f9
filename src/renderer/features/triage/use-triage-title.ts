import { useText } from '@renderer/app/i18n'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'

/** What the title bar says while 初筛 is on: the mode, and how far it is. Null while it is off. */
export function useTriageTitle(): string | null {
  const t = useText()
  const page = useViewState((state) => state.page)
  const mode = useTriage((state) => state.mode)
  const done = useTriage((state) => state.done.length)
  const left = useDeskCounts().data?.triage ?? 0
  if (page !== 'inbox' || mode === 'off') return null
  return mode === 'letters' ? t('triage.held.title') : t('triage.progress', { done, total: done + left })
}
