/** 微信: how far the contact on WeChat has come. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import type { ChipTone } from '@renderer/components/chip'
import type { AuthorBrief, WechatState } from '@shared/domain/submission'
import { useState } from 'react'
import { AxisButton } from './axis-button'
import { ChangeDialog } from './change-dialog'

const tones: Record<WechatState, ChipTone> = {
  none: 'plain',
  requested: 'warning',
  connected: 'accent',
  declined: 'error',
}

export function WechatMenu({
  author,
  next,
}: {
  readonly author: AuthorBrief
  /** The steps that are open. */
  readonly next: readonly WechatState[]
}) {
  const t = useText()
  const [to, setTo] = useState<WechatState | null>(null)
  const change = useCoreCommand((client, input: { wechat: WechatState; reason: string }) =>
    client.authors.setWechat({ authorId: author.id, ...input }),
  )
  const close = (): void => {
    setTo(null)
    change.reset()
  }
  return (
    <>
      <AxisButton
        label={t('author.change-wechat')}
        value={author.wechat}
        word={(wechat) => t(`wechat.${wechat}`)}
        tone={tones[author.wechat]}
        options={next}
        optionsLabel={t('author.set-to')}
        testId="author-wechat"
        onChoose={setTo}
      />
      <ChangeDialog
        opened={to !== null}
        title={to === null ? '' : t('author.wechat-title', { to: t(`wechat.${to}`) })}
        reasonLabel={t('author.reason')}
        reasonNeeded
        error={change.error}
        pending={change.isPending}
        onChange={(reason) => to !== null && change.mutate({ wechat: to, reason }, { onSuccess: close })}
        onClose={close}
      />
    </>
  )
}
