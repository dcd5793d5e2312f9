/** What the values of the panel's facets are called. */
import { useText } from '@renderer/app/i18n'
import { annotationAudienceSchema } from '@shared/domain/annotation'
import { findingLevelSchema } from '@shared/domain/compliance'
import type { Facet } from './panel-filter'
import { panelItemKinds, panelItemStates } from './panel-items'
import { useReview } from './review-context'

export function useFacetLabel(): (facet: Facet, value: string) => string {
  const t = useText()
  const { editors, findings, annotations } = useReview()
  return (facet, value) => {
    const [kind, state, audience, level] = [
      panelItemKinds.find((each) => each === value),
      panelItemStates.find((each) => each === value),
      annotationAudienceSchema.safeParse(value).data,
      findingLevelSchema.safeParse(value).data,
    ]
    if (facet === 'kind' && kind !== undefined) return t(`threads.kind.${kind}`)
    if (facet === 'state' && state !== undefined) return t(`threads.state.${state}`)
    if (facet === 'audience' && audience !== undefined) return t(`audience.${audience}`)
    if (facet === 'level' && level !== undefined) return t(`level.${level}`)
    if (facet === 'mention') return t('threads.mentions-me')
    if (facet === 'version') return t('version.ordinal', { ordinal: value })
    if (facet === 'person') {
      const name =
        editors.find(({ id }) => id === value)?.name ??
        annotations.flatMap(({ comments }) => comments).find(({ editorId }) => editorId === value)?.editorName ??
        value.replace(/^name /, '')
      return name === '' ? t('threads.nameless') : name
    }
    if (facet === 'rule') return findings.find(({ ruleId }) => ruleId === value)?.message ?? value
    return value
  }
}
