/** Ctrl+K: go to a page, do what the page can do, find a piece or an author. */
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { useCoreQuery } from '@renderer/client/use-core'
import { openSettings } from '@renderer/features/settings/settings-view'
import { pages, useViewState } from '@renderer/state/view-state'
import { useState } from 'react'
import { useText } from './i18n'
import { keyBindings } from './key-bindings'
import { keyOf, runAction, type KeyAction, useAvailableActions, useKeys } from './keys'

const FOUND = 8

/** Steps and pages: the first mean nothing from here, the second have a group of their own. */
const notOffered: ReadonlySet<KeyAction> = new Set([
  'desk.command',
  'desk.search',
  'list.next',
  'list.previous',
  ...pages.map((page) => `desk.${page}` as const),
])

export function CommandPalette() {
  const t = useText()
  const set = useViewState((state) => state.set)
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), 120)
  const available = useAvailableActions()
  useKeys({
    'desk.command': () => {
      spotlight.open()
    },
    'desk.audit': () => openSettings('audit'),
    ...Object.fromEntries(pages.map((page) => [`desk.${page}`, () => set({ page })])),
  })

  const pieces = useCoreQuery(
    ['submissions', 'find', asked],
    (client) => client.submissions.list({ filter: 'all', query: asked, offset: 0, limit: FOUND }),
    { enabled: asked !== '' },
  ).data
  const people = useCoreQuery(
    ['authors', 'find', asked],
    (client) => client.authors.list({ filter: 'all', query: asked, offset: 0, limit: FOUND }),
    { enabled: asked !== '' },
  ).data

  const said = (label: string) => query.trim() === '' || label.toLowerCase().includes(query.trim().toLowerCase())
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('command.submissions'),
      actions: (asked === '' ? [] : (pieces?.rows ?? [])).map((row) => ({
        id: `submission ${row.id}`,
        label: row.title || row.subject || t('title.none'),
        description: `${row.number} · ${row.author.name || row.author.address} · ${t(`state.${row.state}`)}`,
        onClick: () => set({ page: 'review', submissionId: row.id }),
      })),
    },
    {
      group: t('command.authors'),
      actions: (asked === '' ? [] : (people?.rows ?? [])).map((row) => ({
        id: `author ${row.id}`,
        label: row.name || t('author.nameless'),
        description: row.address,
        onClick: () => set({ page: 'authors', authorId: row.id }),
      })),
    },
    {
      group: t('command.actions'),
      actions: available
        .filter((action) => !notOffered.has(action))
        .map((action) => ({
          id: action,
          label: t(keyBindings[action].label),
          rightSection: keyOf(action),
          // After the palette has closed and given the focus back: the action may open a dialog of its own.
          onClick: () => setTimeout(() => runAction(action), 0),
        }))
        .filter(({ label }) => said(label)),
    },
    {
      group: t('command.pages'),
      actions: pages
        .map((page) => ({
          id: `page ${page}`,
          label: t(`page.${page}`),
          rightSection: keyOf(`desk.${page}`),
          onClick: () => set({ page }),
        }))
        .filter(({ label }) => said(label)),
    },
    {
      group: t('command.view'),
      actions: [
        ...(['light', 'dark', 'auto'] as const).map((colorScheme) => ({
          id: colorScheme,
          label: t(`command.theme-${colorScheme}`),
          onClick: () => set({ colorScheme }),
        })),
        { id: 'zh-CN', label: t('command.language-zh'), onClick: () => set({ locale: 'zh-CN' }) },
        { id: 'en', label: t('command.language-en'), onClick: () => set({ locale: 'en' }) },
      ].filter(({ label }) => said(label)),
    },
  ]

  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      // The groups above are chosen already, some of them by the core.
      filter={(_, actions) => actions}
      nothingFound={t('command.empty')}
      shortcut={null}
      centered={false}
      // Whoever presses the key types on: the field is there and has the focus at once, no letter is lost to a transition.
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, color: 'var(--veil)', backgroundOpacity: 1 }}
      attributes={{ content: { 'aria-label': t('command.placeholder') } }}
      scrollable
      maxHeight={460}
      searchProps={{
        autoFocus: true,
        placeholder: t('command.placeholder'),
        'aria-label': t('command.placeholder'),
        leftSection: <IconSearch size={18} />,
      }}
    />
  )
}
