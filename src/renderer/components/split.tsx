/** Columns side by side whose widths the user sets and the window remembers. */
import { useText } from '@renderer/app/i18n'
import { Fragment, type ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import classes from './split.module.css'

export interface SplitPanel {
  readonly id: string
  readonly content: ReactNode
  /** Pixels, as the screens are drawn; the column without a width takes what is left. */
  readonly width?: number
  readonly min: number
  readonly max?: number
}

export function Split({ id, panels }: { readonly id: string; readonly panels: readonly SplitPanel[] }) {
  const t = useText()
  const layout = useDefaultLayout({
    id: `tougao.split.${id}`,
    panelIds: panels.map((panel) => panel.id),
    onlySaveAfterUserInteractions: true,
  })
  return (
    <Group
      className={classes['group'] ?? ''}
      orientation="horizontal"
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      {panels.map((panel, index) => (
        <Fragment key={panel.id}>
          {index > 0 && <Separator className={classes['separator'] ?? ''} aria-label={t('frame.resize')} />}
          <Panel
            id={panel.id}
            minSize={panel.min}
            {...(panel.width === undefined
              ? {}
              : { defaultSize: panel.width, groupResizeBehavior: 'preserve-pixel-size' })}
            {...(panel.max === undefined ? {} : { maxSize: panel.max })}
          >
            {panel.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
