/** What is wrong in a pack or a rule, each with its place. */
import { useText } from '@renderer/app/i18n'
import type { PackProblem } from '@shared/domain/rules'
import { sayProblem } from '@shared/say-problem'
import classes from './problem-list.module.css'

export function ProblemList({
  problems,
  onLine,
}: {
  readonly problems: readonly PackProblem[]
  /** Goes to a line of the text. */
  readonly onLine?: (line: number) => void
}) {
  const t = useText()
  return (
    <ul className={classes['problems']} data-testid="problems">
      {problems.map((problem, index) => {
        const { line, at } = problem
        const where = line === null ? at : t('rules.line', { line })
        return (
          // Problems are a fixed list; two may be alike.
          <li key={index}>
            {where !== '' &&
              (line !== null && onLine !== undefined ? (
                <button type="button" className={classes['where']} onClick={() => onLine(line)}>
                  {where}
                </button>
              ) : (
                <span className={classes['where']}>{where}</span>
              ))}
            <span>{sayProblem(t, problem)}</span>
            {line !== null && at !== '' && <code>{at}</code>}
          </li>
        )
      })}
    </ul>
  )
}
