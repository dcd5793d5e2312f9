/** SQL: the stricter of the standing entries of the internal list of the author `a`; NULL for none. */
export const LISTING_OF_AUTHOR = `(SELECT l.level FROM author_listings l WHERE l.author_id = a.id AND l.ended_at IS NULL
      ORDER BY l.level DESC LIMIT 1)`
