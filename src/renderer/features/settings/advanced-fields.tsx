/** What only few need, folded: a login of its own, another folder, a CA of one's own. */
import { Collapse, SimpleGrid, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useId, useState } from 'react'
import type { AccountDraft, DraftProblems } from './account-draft'
import classes from './account-form.module.css'

interface Props {
  readonly draft: AccountDraft
  readonly onChange: (draft: AccountDraft) => void
  readonly problems: DraftProblems
}

export function AdvancedFields({ draft, onChange, problems }: Props) {
  const t = useText()
  const id = useId()
  const [wanted, setWanted] = useState(false)
  // A blank that has to be filled in must not hide.
  const open = wanted || problems.ca !== undefined
  return (
    <div>
      <UnstyledButton
        className={classes['fold'] ?? ''}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setWanted(!open)}
        data-testid="account-advanced"
      >
        <IconChevronRight
          size={15}
          className={classes['foldIcon'] ?? ''}
          data-open={open || undefined}
          aria-hidden="true"
        />
        {t('account.advanced')}
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <div className={classes['advanced']}>
          <SimpleGrid cols={2} spacing={10}>
            <TextInput
              label={t('account.login')}
              description={t('account.login-what')}
              placeholder={draft.address}
              value={draft.login}
              onChange={(event) => onChange({ ...draft, login: event.currentTarget.value })}
              autoComplete="off"
              spellCheck={false}
              maxLength={320}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data-testid="account-login"
            />
            <TextInput
              label={t('account.folder')}
              value={draft.folder}
              onChange={(event) => onChange({ ...draft, folder: event.currentTarget.value })}
              maxLength={500}
              data-testid="account-folder"
            />
          </SimpleGrid>
          <Textarea
            label={t('account.ca')}
            description={t('account.ca-what')}
            value={draft.ca}
            onChange={(event) => onChange({ ...draft, ca: event.currentTarget.value })}
            error={problems.ca && t(`account.problem.${problems.ca}`)}
            rows={4}
            maxLength={200_000}
            spellCheck={false}
            classNames={{ input: classes['pem'] ?? '' }}
            data-testid="account-ca"
          />
        </div>
      </Collapse>
    </div>
  )
}
