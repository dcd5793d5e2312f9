/** What is wrong with a letter template, as one sentence. */
import type { Say } from '@renderer/app/i18n'
import { TEMPLATE_MAX, templateProblemSchema, type TemplateProblem } from '@shared/domain/letter-template'
import type { Refusal } from '@shared/domain/refusal'

export function sayTemplateProblem(t: Say, { code, name, line, detail }: TemplateProblem): string {
  const problem = t(`letter-templates.problem.${code}`, { name, detail, max: TEMPLATE_MAX })
  return line === 0 ? problem : t('letter-templates.problem-at', { line, problem })
}

/** The same of a refusal's parameters. */
export function sayTemplateRefusal(t: Say, { problem, name, line, reason }: Refusal['params']): string {
  const parsed = templateProblemSchema.safeParse({ code: problem, name, line, detail: reason })
  return parsed.success ? sayTemplateProblem(t, parsed.data) : String(reason ?? '')
}
