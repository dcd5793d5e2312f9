/** What surrounds the window: the core, the query cache, the theme, the language of dates. */
import { MantineProvider, useMantineColorScheme } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { CoreContext } from '@renderer/client/use-core'
import type { CoreConnection } from '@renderer/client/core-client'
import { useViewState } from '@renderer/state/view-state'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Frame } from './frame'
import { useLocale, useText } from './i18n'
import { cssVariablesResolver, themeIn } from './theme'

/** Language, theme and reading font are the document's as well as the components'. */
function DocumentSettings() {
  const t = useText()
  const locale = useLocale()
  const colorScheme = useViewState((state) => state.colorScheme)
  const readingFont = useViewState((state) => state.readingFont)
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(colorScheme), [colorScheme, setColorScheme])
  useEffect(() => {
    document.documentElement.lang = locale
    document.title = t('app.name')
  }, [locale, t])
  useEffect(() => {
    document.documentElement.dataset['readingFont'] = readingFont
  }, [readingFont])
  return null
}

export function App({
  connection,
  queryClient,
}: {
  readonly connection: CoreConnection
  readonly queryClient: QueryClient
}) {
  const locale = useLocale()
  const t = useText()
  const theme = useMemo(() => themeIn(t), [t])
  // Later changes reach Mantine through DocumentSettings.
  const [firstScheme] = useState(useViewState((state) => state.colorScheme))
  return (
    <CoreContext value={connection}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme={firstScheme}>
          <DatesProvider settings={{ locale: locale === 'zh-CN' ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
            <DocumentSettings />
            {/* Beside the rail: over it they would cover the way to the settings. */}
            <Notifications position="bottom-left" limit={4} styles={{ root: { left: 'calc(var(--rail) + 14px)' } }} />
            <Frame />
          </DatesProvider>
        </MantineProvider>
      </QueryClientProvider>
    </CoreContext>
  )
}
