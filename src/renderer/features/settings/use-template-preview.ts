/** The letter that a template makes while it is written: asked for at every pause, of a sample or a piece. */
import { useDebouncedValue } from '@mantine/hooks'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { sayTemplateProblem } from '@renderer/components/template-problem'
import type { TemplateName } from '@shared/domain/letter'
import type { TemplateLanguage } from '@shared/domain/letter-template'
import type { SubmissionRow } from '@shared/domain/submission'
import { useState } from 'react'

const PAUSE = 200

export interface TemplatePreviewState {
  /** The last letter that could be made; null before the first. */
  readonly text: string | null
  /** Why the text as it is written makes none, in words. */
  readonly problem: string | null
  /** The text was changed since. */
  readonly busy: boolean
  readonly error: Error | null
  /** Null: filled with a sample. */
  readonly piece: SubmissionRow | null
  readonly choose: (piece: SubmissionRow | null) => void
}

export function useTemplatePreview({
  name,
  language,
  source,
}: {
  readonly name: TemplateName
  readonly language: TemplateLanguage
  readonly source: string
}): TemplatePreviewState {
  const t = useText()
  const [piece, choose] = useState<SubmissionRow | null>(null)
  const [asked] = useDebouncedValue(source, PAUSE)
  const [text, setText] = useState<string | null>(null)
  const submissionId = piece?.id ?? null
  const { data, error } = useCoreQuery(['templates', 'preview', name, language, asked, submissionId], (client) =>
    client.templates.preview({ name, language, source: asked, submissionId }),
  )
  if (data !== undefined && data.problem === null && data.text !== text) setText(data.text)
  const problem = data?.problem ?? null
  return {
    text,
    problem: problem === null ? null : sayTemplateProblem(t, problem),
    busy: data === undefined || asked !== source,
    error,
    piece,
    choose,
  }
}
