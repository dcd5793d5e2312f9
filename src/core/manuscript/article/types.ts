/** An article as the site published it, read from a saved page, a text file or a feed. */
export interface ReadArticle {
  /** Empty where the source names none. */
  readonly title: string
  readonly author: string
  /** http or https; empty where the source names none. */
  readonly url: string
  /** UTC milliseconds; null where the source does not say. */
  readonly publishedAt: number | null
  /** Paragraphs by line breaks, without the title. */
  readonly text: string
}

/** Why a file gave no article. Codes; sentences are made by who shows them. */
export type ArticleRefusal =
  | { readonly code: 'too-large'; readonly detail: string }
  | { readonly code: 'no-article'; readonly detail: string }
  | { readonly code: 'not-supported'; readonly detail: string }
