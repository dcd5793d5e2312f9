/** 导出: the piece as a file, or on the clipboard for where it will be published. */
import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconBrandWechat,
  IconChevronDown,
  IconClipboardText,
  IconFileDownload,
  IconFileTypeDocx,
  IconFileTypeHtml,
  IconFileTypePdf,
  IconFileZip,
  IconMarkdown,
  type Icon,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import type { ExportFormat, PasteTarget } from '@shared/domain/export'
import type { OutsideOutcome } from '@shared/shell-messages'
import { useState } from 'react'
import { useReview } from './review-context'
import { ToolButton } from './tool-button'

/** Files for people; JSON is the command line's. */
type FileFormat = Exclude<ExportFormat, 'json' | 'bundle'>

const files: readonly { readonly to: FileFormat; readonly icon: Icon }[] = [
  { to: 'docx-author', icon: IconFileTypeDocx },
  { to: 'docx', icon: IconFileTypeDocx },
  { to: 'docx-clean', icon: IconFileTypeDocx },
  { to: 'pdf', icon: IconFileTypePdf },
  { to: 'html', icon: IconFileTypeHtml },
  { to: 'md', icon: IconMarkdown },
]

type Order =
  { readonly kind: 'file'; readonly to: ExportFormat } | { readonly kind: 'copy'; readonly target: PasteTarget }

export function ExportMenu() {
  const t = useText()
  const { version } = useReview()
  const [opened, setOpened] = useState(false)
  const reportError = useReportError()
  const versionId = version?.id ?? ''
  const act = useCoreCommand((client, order: Order): Promise<OutsideOutcome> =>
    order.kind === 'file'
      ? client.manuscripts.export({ versionId, to: order.to })
      : client.manuscripts.copy({ versionId, target: order.target }),
  )
  const run = (order: Order): void =>
    act.mutate(order, {
      onSuccess: (outcome) => {
        if (outcome.kind === 'done') {
          const message = order.kind === 'file' ? t('export.saved') : t(`export.copied-${order.target}`)
          notifications.show({ message })
        } else if (outcome.kind === 'failed') {
          const message = t('export.not-saved', { detail: outcome.detail })
          notifications.show({ color: 'red', message, autoClose: false })
        }
      },
      onError: reportError,
    })
  useKeys(
    {
      'review.export': () => setOpened(true),
      'review.copy-rich': () => run({ kind: 'copy', target: 'site' }),
    },
    { enabled: version !== null },
  )
  if (version === null) return null
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolButton
          variant="default"
          icon={<IconFileDownload size={15} aria-hidden="true" />}
          word={t('export.menu')}
          hint={keyOf('review.export')}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          loading={act.isPending}
          data-testid="export-menu"
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('export.copy')}</Menu.Label>
        <Menu.Item
          leftSection={<IconClipboardText size={16} aria-hidden="true" />}
          rightSection={<kbd>{keyOf('review.copy-rich')}</kbd>}
          onClick={() => run({ kind: 'copy', target: 'site' })}
          data-testid="copy-site"
        >
          {t('export.copy-site')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBrandWechat size={16} aria-hidden="true" />}
          onClick={() => run({ kind: 'copy', target: 'wechat' })}
          data-testid="copy-wechat"
        >
          {t('export.copy-wechat')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('export.save')}</Menu.Label>
        {files.map(({ to, icon: FormatIcon }) => (
          <Menu.Item
            key={to}
            leftSection={<FormatIcon size={16} aria-hidden="true" />}
            onClick={() => run({ kind: 'file', to })}
            data-testid={`export-${to}`}
          >
            {t(`export.${to}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFileZip size={16} aria-hidden="true" />}
          onClick={() => run({ kind: 'file', to: 'bundle' })}
          data-testid="export-bundle"
        >
          {t('export.bundle')}
        </Menu.Item>
        {version.suggestions > 0 && (
          <Menu.Label>{t('export.open-suggestions', { count: version.suggestions })}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
