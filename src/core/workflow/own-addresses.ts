/** Which addresses are the house's own: a mail between colleagues is no answer to an author. */
import type { Database } from 'better-sqlite3'
import { PROVIDER_PRESETS } from '@shared/domain/provider-presets'
import { listAccounts } from '../store/repositories/desk'

export interface OwnAddresses {
  readonly addresses: ReadonlySet<string>
  /** The accounts' domains, but for those at which anybody may have a mailbox. */
  readonly domains: ReadonlySet<string>
}

const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(PROVIDER_PRESETS.flatMap(({ domains }) => domains))

export function ownAddresses(db: Database): OwnAddresses {
  const addresses = listAccounts(db).map(({ config }) => config.address.toLowerCase())
  return {
    addresses: new Set(addresses),
    domains: new Set(addresses.map(domainOf).filter((domain) => domain !== '' && !PUBLIC_DOMAINS.has(domain))),
  }
}

export function isInternal(own: OwnAddresses, address: string): boolean {
  return own.addresses.has(address.toLowerCase()) || own.domains.has(domainOf(address.toLowerCase()))
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
