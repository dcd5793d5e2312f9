/** A list of words, one a line. What is typed stays as it is typed; the list is what it says. */
import { Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { PackProblem } from '@shared/domain/rules'
import { useState } from 'react'
import { FieldProblems } from './field-problems'
import { wordsFromText } from './rule-draft'

export function WordsField({
  label,
  words,
  onChange,
  problems,
  testId,
}: {
  readonly label: string
  readonly words: readonly string[]
  readonly onChange: (words: string[]) => void
  readonly problems: readonly PackProblem[]
  readonly testId?: string
}) {
  const t = useText()
  const [text, setText] = useState(words.join('\n'))
  // Changed from elsewhere (a draft was thrown away): the words decide.
  const isSame = wordsFromText(text).join('\n') === words.join('\n')
  return (
    <div>
      <Textarea
        label={label}
        description={t('rules.words-what', { count: words.length })}
        value={isSame ? text : words.join('\n')}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onChange(wordsFromText(event.currentTarget.value))
        }}
        autosize
        minRows={2}
        maxRows={14}
        data-testid={testId}
      />
      <FieldProblems problems={problems} />
    </div>
  )
}
