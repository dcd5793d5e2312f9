/** The public face of the search index. */
export { firstMatch } from './bigrams'
export { foldLog } from './fold-log'
export { clearIndex, feedSearch, queryIndex, type Fed, type FoundDocument, type SearchFiles } from './search-index'
