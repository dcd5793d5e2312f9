export const published = {
  'published.refused.not-found': 'there is no such file',
  'published.refused.not-readable': 'it cannot be read',
  'published.refused.too-large': 'it is too large',
  'published.refused.no-article': 'it holds no article',
  'published.refused.not-supported': 'it is no page, no text, and no RSS, Atom or JSON feed',
  'published.refused.timeout': 'reading it took too long',
  'published.refused.worker-died': 'reading it failed',
} as const
