/** 改: takes up a change that the rule's suggestion offers word for word, or goes to the words to change them by hand, as a suggested change. */
import { Button, Menu } from '@mantine/core'
import { IconPencilCheck } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import type { ReviewFinding } from '@shared/contract/contract'
import { useState } from 'react'
import { suggestedFixes, type SuggestedFix } from './suggested-fixes'
import { useFixFinding } from './use-fix-finding'

export function FixButton({ finding }: { readonly finding: ReviewFinding }) {
  const t = useText()
  const { fix, byHand } = useFixFinding(finding)
  const [open, setOpen] = useState(false)
  const offered = fix === null ? [] : suggestedFixes(finding.suggestion)
  useKeys({ 'review.fix': () => (offered.length === 0 ? byHand() : setOpen(true)) })
  const label = (offer: SuggestedFix): string =>
    offer.kind === 'delete' ? t('threads.fix-delete') : t('threads.fix-replace', { words: offer.words })
  const button = (
    <Button
      variant="default"
      leftSection={<IconPencilCheck size={15} aria-hidden="true" />}
      onClick={offered.length === 0 ? byHand : undefined}
      title={keyOf('review.fix')}
      data-testid="finding-fix"
    >
      {t('threads.fix')}
    </Button>
  )
  if (offered.length === 0) return button
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-start">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {offered.map((offer) => (
          <Menu.Item key={label(offer)} onClick={() => fix?.(offer)} data-testid="fix-offer">
            {label(offer)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={byHand} data-testid="fix-by-hand">
          {t('threads.fix-by-hand')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
