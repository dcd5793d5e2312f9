/** A new pack of the desk's own, with its first clause. */
import { Button, Textarea, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import type { PackProblem } from '@shared/domain/rules'
import { useState } from 'react'
import classes from './pack-page.module.css'
import { ProblemList } from './problem-list'
import { useRulesView } from './rules-view'
import { usePropose } from './use-proposal'

export function NewPackForm() {
  const t = useText()
  const open = useRulesView((state) => state.open)
  const [pack, setPack] = useState({ name: '', title: '', item: '', text: '' })
  const [problems, setProblems] = useState<readonly PackProblem[]>([])
  const proposing = usePropose()
  const isReady = Object.values(pack).every((value) => value.trim() !== '')
  const field = (member: keyof typeof pack) => ({
    label: t(`rules.new-pack-field.${member}`),
    value: pack[member],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      setPack({ ...pack, [member]: value }),
    'data-testid': `new-pack-${member}`,
  })
  return (
    <form
      className={classes['page']}
      onSubmit={(event) => {
        event.preventDefault()
        setProblems([])
        proposing.propose(
          { kind: 'new', ...pack },
          { onProblems: setProblems, onSaved: () => open({ kind: 'clause', clause: `${pack.name.trim()}/1` }) },
        )
      }}
      data-testid="new-pack"
    >
      <header>
        <h2>{t('rules.new-pack')}</h2>
        <p>{t('rules.new-pack-what')}</p>
      </header>
      <TextInput {...field('title')} maxLength={200} data-autofocus />
      <TextInput {...field('name')} description={t('rules.new-pack-name-what')} maxLength={100} />
      <TextInput {...field('item')} maxLength={200} />
      <Textarea {...field('text')} maxLength={2000} autosize minRows={2} />
      {problems.length > 0 && <ProblemList problems={problems} />}
      <ErrorNotice error={proposing.error} onClose={proposing.reset} />
      <footer className={classes['foot']}>
        <Button type="submit" disabled={!isReady} loading={proposing.isPending} data-testid="new-pack-propose">
          {t('rules.look-at-change')}
        </Button>
      </footer>
    </form>
  )
}
