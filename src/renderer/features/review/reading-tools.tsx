/** What helps to read: the headings to jump to, the text alone, the text on paper. */
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconListTree, IconMaximize, IconMinimize, IconPrinter } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { useViewState } from '@renderer/state/view-state'
import { headingsOf, type OutlineEntry } from '@shared/manuscript/outline'
import { useState } from 'react'
import { useReview } from './review-context'
import { useTextHandle } from './text-handle'
import classes from './reading-tools.module.css'

export function ReadingTools() {
  const { version } = useReview()
  if (version === null) return null
  return (
    <>
      <OutlineMenu />
      <FocusToggle />
      <PrintButton versionId={version.id} />
    </>
  )
}

function OutlineMenu() {
  const t = useText()
  const [entries, setEntries] = useState<readonly OutlineEntry[] | null>(null)
  const open = (): void => {
    const { handle } = useTextHandle.getState()
    if (handle !== null) setEntries(headingsOf(handle.view.state.doc))
  }
  const go = ({ position }: OutlineEntry): void => {
    const { handle } = useTextHandle.getState()
    const node = handle?.view.nodeDOM(position)
    if (handle === null || !(node instanceof HTMLElement)) return
    node.scrollIntoView({ block: 'start' })
    handle.editor.commands.setTextSelection(position + 1)
  }
  useKeys({ 'review.outline': open })
  return (
    <Menu opened={entries !== null} onChange={(opened) => (opened ? open() : setEntries(null))} width={320}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('reading.outline')}
          title={`${t('reading.outline')} ${keyOf('review.outline')}`}
          data-testid="outline"
        >
          <IconListTree size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes['outline'] ?? ''}>
        {(entries ?? []).map((entry) => (
          <Menu.Item
            key={entry.position}
            pl={12 + entry.depth * 14}
            onClick={() => go(entry)}
            data-testid="outline-entry"
          >
            {entry.text === '' ? t('title.none') : entry.text}
          </Menu.Item>
        ))}
        {entries?.length === 1 && <Menu.Label>{t('reading.no-headings')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

function FocusToggle() {
  const t = useText()
  const focus = useViewState((state) => state.focus)
  const set = useViewState((state) => state.set)
  const toggle = (): void => set({ focus: !focus })
  useKeys({ 'review.focus': toggle })
  const FocusIcon = focus ? IconMinimize : IconMaximize
  return (
    <ActionIcon
      variant={focus ? 'light' : 'default'}
      size={30}
      aria-pressed={focus}
      aria-label={t('reading.focus')}
      title={`${t('reading.focus')} ${keyOf('review.focus')}`}
      onClick={toggle}
      data-testid="focus-view"
    >
      <FocusIcon size={16} />
    </ActionIcon>
  )
}

function PrintButton({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const reportError = useReportError()
  const print = useCoreCommand((client) => client.manuscripts.print({ versionId }))
  const run = (): void =>
    print.mutate(undefined, {
      onSuccess: (outcome) => {
        if (outcome.kind !== 'failed') return
        const message = t('reading.not-printed', { detail: outcome.detail })
        notifications.show({ color: 'red', message, autoClose: false })
      },
      onError: reportError,
    })
  useKeys({ 'review.print': run })
  return (
    <ActionIcon
      variant="default"
      size={30}
      loading={print.isPending}
      aria-label={t('reading.print')}
      title={`${t('reading.print')} ${keyOf('review.print')}`}
      onClick={run}
      data-testid="print"
    >
      <IconPrinter size={16} />
    </ActionIcon>
  )
}
