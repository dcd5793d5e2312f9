/** 搜原文: one sentence of the piece in the system's browser, and what the editor found there. */
import { Button, Modal, Radio, Skeleton, Textarea, TextInput } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { useWebSearch } from '@renderer/state/compare'
import { SEARCH_MAX, searchEngineSchema, type SearchEngine } from '@shared/domain/published'
import type { ProvenanceEntry } from '@shared/domain/submission'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import classes from './web-search-dialog.module.css'

export function WebSearchDialog() {
  const t = useText()
  const { submissionId, close } = useWebSearch()
  return (
    <Modal opened={submissionId !== null} onClose={close} title={t('web-search.title')} size={640}>
      {submissionId !== null && <WebSearch key={submissionId} submissionId={submissionId} onDone={close} />}
    </Modal>
  )
}

function WebSearch({ submissionId, onDone }: { readonly submissionId: string; readonly onDone: () => void }) {
  const t = useText()
  const sentences = useCoreQuery(['submissions', 'sentences', submissionId], (client) =>
    client.submissions.sentences({ submissionId }),
  )
  const [written, setWritten] = useState<string | null>(null)
  const [engine, setEngine] = useState<SearchEngine>('baidu')
  const [searched, setSearched] = useState<{ readonly engine: SearchEngine; readonly sentence: string } | null>(null)
  const search = useCoreCommand((client, input: { engine: SearchEngine; sentence: string }) =>
    client.published.search(input),
  )
  // The dialog has its focus before the sentence is there; then one more press searches.
  const startButton = useRef<HTMLButtonElement>(null)
  const isReady = sentences.data !== undefined
  useEffect(() => {
    if (isReady) startButton.current?.focus()
  }, [isReady])
  if (sentences.error !== null) return <ErrorNotice error={sentences.error} />
  if (sentences.data === undefined) return <Skeleton height={160} />
  const sentence = written ?? sentences.data[0] ?? ''
  const start = (event: FormEvent): void => {
    event.preventDefault()
    const input = { engine, sentence: sentence.trim() }
    if (input.sentence !== '') search.mutate(input, { onSuccess: () => setSearched(input) })
  }
  return (
    <div className={classes['search']} data-testid="web-search">
      <form className={classes['form']} onSubmit={start}>
        <p className={classes['what']}>{t('web-search.what')}</p>
        <Textarea
          label={t('web-search.sentence')}
          value={sentence}
          maxLength={SEARCH_MAX}
          autosize
          minRows={1}
          maxRows={3}
          onChange={(event) => setWritten(event.currentTarget.value.replaceAll('\n', ' '))}
          data-testid="web-search-sentence"
        />
        {sentences.data.length > 1 && (
          <Radio.Group label={t('web-search.others')} value={sentence} onChange={setWritten}>
            <div className={classes['choices']}>
              {sentences.data.map((each) => (
                <Radio key={each} value={each} label={each} size="xs" />
              ))}
            </div>
          </Radio.Group>
        )}
        {sentences.data.length === 0 && <p className={classes['what']}>{t('web-search.none')}</p>}
        <Radio.Group
          label={t('web-search.engine')}
          value={engine}
          onChange={(value) => setEngine(searchEngineSchema.parse(value))}
        >
          <div className={classes['engines']}>
            {searchEngineSchema.options.map((each) => (
              <Radio key={each} value={each} label={t(`web-search.engine.${each}`)} size="xs" />
            ))}
          </div>
        </Radio.Group>
        <ErrorNotice error={search.error} onClose={search.reset} />
        <div className={classes['buttons']}>
          <Button
            type="submit"
            ref={startButton}
            disabled={sentence.trim() === ''}
            loading={search.isPending}
            leftSection={<IconExternalLink size={15} aria-hidden="true" />}
            data-testid="web-search-start"
          >
            {t('web-search.start')}
          </Button>
        </div>
      </form>
      {searched !== null && <Finding submissionId={submissionId} searched={searched} onDone={onDone} />}
    </div>
  )
}

/** What the search came to, kept as provenance with the search itself. */
function Finding({
  submissionId,
  searched,
  onDone,
}: {
  readonly submissionId: string
  readonly searched: { readonly engine: SearchEngine; readonly sentence: string }
  readonly onDone: () => void
}) {
  const t = useText()
  const format = useFormat()
  const refresh = useRefresh()
  const [found, setFound] = useState<'none' | 'elsewhere'>('none')
  const [address, setAddress] = useState('')
  const [when, setWhen] = useState('')
  const save = useCoreCommand((client, entry: ProvenanceEntry) =>
    client.submissions.setProvenance({ submissionId, entry }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const value =
      found === 'none'
        ? t('web-search.said.none')
        : when.trim() === ''
          ? t('web-search.said.elsewhere', { address: address.trim() })
          : t('web-search.said.elsewhere-at', { address: address.trim(), when: when.trim() })
    const saidIn = t('web-search.said-in', {
      engine: t(`web-search.engine.${searched.engine}`),
      sentence: searched.sentence,
      date: format.today,
    })
    save.mutate(
      { field: 'first-publication', value: value.slice(0, 500), saidIn: saidIn.slice(0, 500) },
      {
        onSuccess: () => {
          refresh('submissions', 'letters')
          onDone()
        },
      },
    )
  }
  return (
    <form className={classes['finding']} onSubmit={submit} data-testid="web-search-finding">
      <Radio.Group
        label={t('web-search.found')}
        value={found}
        onChange={(value) => setFound(value === 'elsewhere' ? 'elsewhere' : 'none')}
      >
        <div className={classes['engines']}>
          <Radio value="none" label={t('web-search.found.none')} size="xs" data-testid="found-none" />
          <Radio value="elsewhere" label={t('web-search.found.elsewhere')} size="xs" data-testid="found-elsewhere" />
        </div>
      </Radio.Group>
      {found === 'elsewhere' && (
        <>
          <TextInput
            label={t('web-search.address')}
            value={address}
            maxLength={350}
            required
            placeholder="https://"
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-testid="found-address"
          />
          <TextInput
            label={t('web-search.when')}
            value={when}
            maxLength={60}
            placeholder={t('web-search.when-example')}
            onChange={(event) => setWhen(event.currentTarget.value)}
            data-testid="found-when"
          />
        </>
      )}
      <ErrorNotice error={save.error} onClose={save.reset} />
      <div className={classes['buttons']}>
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={found === 'elsewhere' && address.trim() === ''}
          data-testid="found-save"
        >
          {t('web-search.keep')}
        </Button>
      </div>
    </form>
  )
}
