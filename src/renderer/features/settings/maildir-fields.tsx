import { TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { AccountDraft, DraftProblems } from './account-draft'

/** Where a local Maildir lies. */
export function MaildirFields({
  draft,
  onChange,
  problems,
}: {
  readonly draft: AccountDraft
  readonly onChange: (draft: AccountDraft) => void
  readonly problems: DraftProblems
}) {
  const t = useText()
  return (
    <TextInput
      label={t('account.path')}
      description={t('account.path-what')}
      value={draft.path}
      onChange={(event) => onChange({ ...draft, path: event.currentTarget.value })}
      error={problems.path && t(`account.problem.${problems.path}`)}
      autoComplete="off"
      spellCheck={false}
      maxLength={4096}
      data-testid="account-path"
    />
  )
}
