import { useText } from '@renderer/app/i18n'
import type { ConnectionFailure } from '@shared/domain/mail'

/** The words of whoever refused: the server's, or this computer's when it never came to one. */
export function FailureDetail({ failure }: { readonly failure: ConnectionFailure }) {
  const t = useText()
  const local =
    failure.step === 'disk' || failure.step === 'name' || failure.step === 'tcp' || failure.code === 'tls-untrusted'
  const { detail } = failure
  return <>{local ? t('account.system-said', { detail }) : t('sync.detail', { detail })}</>
}
