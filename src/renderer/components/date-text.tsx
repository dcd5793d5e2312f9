import { useFormat } from '@renderer/app/format'

/** A moment in words, with the full date and time as its tooltip. */
export function DateText({
  at,
  as = 'relative',
  className,
}: {
  readonly at: number
  readonly as?: 'relative' | 'moment'
  readonly className?: string
}) {
  const format = useFormat()
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={format.full(at)}>
      {as === 'relative' ? format.relative(at) : format.moment(at)}
    </time>
  )
}
