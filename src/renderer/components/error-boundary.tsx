/** A page that breaks leaves the frame standing, says so, and offers to load the page again. */
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Component, type ReactNode } from 'react'
import { EmptyState } from './empty-state'

function Broken({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }) {
  const t = useText()
  return (
    <EmptyState
      icon={<IconAlertTriangle size={22} />}
      title={t('error.page')}
      testId="page-error"
      actions={<Button onClick={onAgain}>{t('error.page-again')}</Button>}
    >
      <p>{t('error.page-text')}</p>
      <p>{error instanceof Error ? error.message : String(error)}</p>
    </EmptyState>
  )
}

export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: { error: unknown } | null }
> {
  override state: { readonly failed: { error: unknown } | null } = { failed: null }

  static getDerivedStateFromError(error: unknown): { failed: { error: unknown } } {
    return { failed: { error } }
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children
    return <Broken error={this.state.failed.error} onAgain={() => this.setState({ failed: null })} />
  }
}
