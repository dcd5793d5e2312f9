import type { ReactNode } from 'react'

/** What scrolls by itself and holds nothing to tab to: it takes the focus, so that keys can scroll it (WCAG 2.1.1). */
export function ScrollRegion({
  children,
  className,
  label,
  testId,
}: {
  readonly children: ReactNode
  readonly className: string
  readonly label: string
  readonly testId?: string
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={className} tabIndex={0} aria-label={label} data-testid={testId}>
      {children}
    </section>
  )
}
