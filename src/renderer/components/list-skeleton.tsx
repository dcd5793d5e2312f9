import { Skeleton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useEffect, useState, type ReactNode } from 'react'
import classes from './list-skeleton.module.css'

/** Shows its children only when waiting lasts: what is quick shall not flicker. */
export function AfterAWhile({
  children,
  milliseconds = 300,
}: {
  readonly children: ReactNode
  readonly milliseconds?: number
}) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return late ? children : null
}

/** Rows that are on their way. */
export function ListSkeleton({ rows = 6 }: { readonly rows?: number }) {
  const t = useText()
  return (
    <AfterAWhile>
      <output className={classes['list']} aria-label={t('frame.loading')}>
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={classes['row']}>
            <Skeleton height={10} width="30%" />
            <Skeleton height={12} width="70%" />
            <Skeleton height={10} width="45%" />
          </div>
        ))}
      </output>
    </AfterAWhile>
  )
}
