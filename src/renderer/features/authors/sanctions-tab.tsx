/** 处罚: the internal list, objections to rejections, and what the convention allows against a registered user. */
import type { AuthorRecord } from '@shared/domain/author'
import { ListingSection } from './listing-section'
import { ObjectionsSection } from './objections-section'
import { SanctionsSection } from './sanctions-section'
import { SiteSection } from './site-section'

export function SanctionsTab({ record }: { readonly record: AuthorRecord }) {
  return (
    <>
      <ListingSection record={record} />
      <ObjectionsSection record={record} />
      <SiteSection record={record} />
      <SanctionsSection record={record} />
    </>
  )
}
