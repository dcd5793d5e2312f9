/** 写信: a letter without a verdict, from one of the house's templates. It waits to be looked over, and leaves when it is let go. */
import { Button, Menu } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { noticeTemplateSchema } from '@shared/domain/letter'
import { useReview } from './review-context'
import { useAskAuthor } from './use-ask-author'
import classes from './thread-tab.module.css'

/** In the order in which a piece goes its way. */
const offered = [...noticeTemplateSchema.options, 'reminder'] as const

export function WriteLetter() {
  const t = useText()
  const { detail } = useReview()
  const { ask, busy } = useAskAuthor(detail.row.id)
  // Nobody to write to, or the mail is another piece's now.
  if (detail.row.author.address === '' || detail.row.mergedInto !== null) return null
  return (
    <div className={classes['write']}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconMailForward size={15} aria-hidden="true" />}
            loading={busy}
            data-testid="write-letter"
          >
            {t('review.thread.write')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((template) => (
            <Menu.Item key={template} onClick={() => ask(template)} data-testid={`write-${template}`}>
              {t(`letter-template.${template}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
