/** A pack as YAML, for those who want it: problems by line. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ListedPack, PackProblem } from '@shared/domain/rules'
import { useRef, useState } from 'react'
import classes from './pack-page.module.css'
import { ProblemList } from './problem-list'
import { useRulesView } from './rules-view'
import { usePropose } from './use-proposal'

export function PackText({ pack }: { readonly pack: ListedPack }) {
  const t = useText()
  const { texts, keepText } = useRulesView()
  const area = useRef<HTMLTextAreaElement>(null)
  const [problems, setProblems] = useState<readonly PackProblem[]>([])
  const { data, error } = useCoreQuery(['rules', 'text', pack.name, pack.hash], (client) =>
    client.rules.text({ pack: pack.name }),
  )
  const proposing = usePropose()
  if (error !== null) return <ErrorNotice error={error} always />
  if (data === undefined) return null
  const written = texts[pack.name]
  const yaml = written ?? data.yaml
  const goTo = (line: number): void => {
    const start =
      yaml
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    const end = yaml.indexOf('\n', start)
    const element = area.current
    if (element === null) return
    element.focus()
    element.setSelectionRange(start, end < 0 ? yaml.length : end)
    // A text area does not scroll to what is selected by itself.
    element.scrollTop = Math.max(0, (line - 4) * (element.scrollHeight / yaml.split('\n').length))
  }
  return (
    <article className={classes['page']} data-testid="pack-text-page">
      <header>
        <p>{pack.title}</p>
        <h2>{t('rules.edit-text')}</h2>
        <p>{t('rules.text-what')}</p>
      </header>
      {problems.length > 0 && <ProblemList problems={problems} onLine={goTo} />}
      <textarea
        ref={area}
        className={classes['text']}
        aria-label={t('rules.edit-text')}
        value={yaml}
        onChange={(event) => keepText(pack.name, event.currentTarget.value)}
        spellCheck={false}
        data-testid="pack-yaml"
      />
      <ErrorNotice error={proposing.error} onClose={proposing.reset} />
      <footer className={classes['foot']}>
        <Button
          variant="default"
          disabled={written === undefined}
          onClick={() => {
            keepText(pack.name, null)
            setProblems([])
          }}
        >
          {t('rules.discard')}
        </Button>
        <Button
          loading={proposing.isPending}
          disabled={written === undefined}
          onClick={() => {
            setProblems([])
            proposing.propose(
              { kind: 'text', pack: pack.name, yaml },
              { onProblems: setProblems, onSaved: () => keepText(pack.name, null) },
            )
          }}
          data-testid="pack-text-propose"
        >
          {t('rules.look-at-change')}
        </Button>
      </footer>
    </article>
  )
}
