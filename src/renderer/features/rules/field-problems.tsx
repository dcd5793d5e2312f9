import { Input } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { PackProblem } from '@shared/domain/rules'
import { sayProblem } from '@shared/say-problem'

/** Problems under the field that they are of. */
export function FieldProblems({ problems }: { readonly problems: readonly PackProblem[] }) {
  const t = useText()
  if (problems.length === 0) return null
  return (
    <Input.Error role="alert" data-testid="field-problem">
      {[...new Set(problems.map((problem) => sayProblem(t, problem)))].join('；')}
    </Input.Error>
  )
}
