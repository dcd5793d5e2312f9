/** The public face of the search index. */
export { firstMatch } from './bigrams'
export { feedSearch, queryIndex, type Fed, type FoundDocument, type SearchFiles } from './search-index'
