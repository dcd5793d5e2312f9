/** The facets of the panel's filter with its values and how many items each would show. */
import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { findingLevelSchema } from '@shared/domain/compliance'
import { annotationAudienceSchema } from '@shared/domain/annotation'
import { useMemo } from 'react'
import { applyFilter, facets, MENTIONS_ME, noFilter, type Facet } from './panel-filter'
import { panelItemStates } from './panel-items'
import { usePanelPrefs } from './panel-prefs'
import { useReview } from './review-context'
import { useFacetLabel } from './use-facet-label'
import classes from './panel-filter-bar.module.css'

/** Facets whose values are always the same; the others have those that occur. */
const fixed: Partial<Record<Facet, readonly string[]>> = {
  state: panelItemStates,
  audience: annotationAudienceSchema.options,
  mention: [MENTIONS_ME],
  level: findingLevelSchema.options,
}

/** Kinds have buttons of their own above the list. */
export const sheetFacets = facets.filter((facet) => facet !== 'kind')

export function PanelFilterSheet({ onToggle }: { readonly onToggle: (facet: Facet, value: string) => void }) {
  const t = useText()
  const { panel } = useReview()
  const { filter } = usePanelPrefs()
  const labelOf = useFacetLabel()
  const occurring = useMemo(
    () => applyFilter(panel.items, noFilter, panel.context).counts,
    [panel.items, panel.context],
  )
  return (
    <div className={classes['sheet']} data-testid="panel-filter-sheet">
      {sheetFacets.map((facet) => {
        const values = fixed[facet] ?? [...new Set([...occurring[facet].keys(), ...filter[facet]])]
        if (values.length === 0) return null
        return (
          <fieldset key={facet} className={classes['facet']}>
            <legend>{t(`threads.facet.${facet}`)}</legend>
            <div className={classes['options']}>
              {values.map((value) => (
                <UnstyledButton
                  key={value}
                  className={classes['option']}
                  aria-pressed={filter[facet].includes(value)}
                  data-testid={`panel-facet-${facet}`}
                  data-value={value}
                  onClick={() => onToggle(facet, value)}
                >
                  <span className={classes['optionWord']} title={labelOf(facet, value)}>
                    {labelOf(facet, value)}
                  </span>
                  <span className={classes['count']}>{panel.counts[facet].get(value) ?? 0}</span>
                </UnstyledButton>
              ))}
            </div>
          </fieldset>
        )
      })}
    </div>
  )
}
