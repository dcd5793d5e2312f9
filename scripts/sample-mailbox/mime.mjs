// Writes MIME (RFC 2045 to 2047, 2231) as Chinese mail programs do: encoded words in the charset at hand,
// base64 in lines of 76.
import iconv from 'iconv-lite'

/** A header value: plain ASCII, or `{text, charset}` to be encoded. */
function headerValue(value) {
  return typeof value === 'string' ? value : encodedWords(value.text, value.charset ?? 'utf-8')
}

/** Encoded words (RFC 2047) of at most 75 characters, cut between characters, folded. */
export function encodedWords(text, charset = 'utf-8') {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const label = charset === 'gb18030' ? 'GB2312' : charset
  const words = []
  let run = ''
  const word = (part) => `=?${label}?B?${iconv.encode(part, charset).toString('base64')}?=`
  for (const character of text) {
    if (word(run + character).length > 75) {
      words.push(word(run))
      run = ''
    }
    run += character
  }
  return [...words, word(run)].join('\n ')
}

export function address(name, addr, charset = 'utf-8') {
  return `${encodedWords(name, charset)} <${addr}>`
}

function base64(bytes) {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\n')
}

/** A part with its own headers. `filename` is written both ways that programs write it. */
export function base64Part(type, bytes, { parameters, filename, charset = 'utf-8', contentId, inline = false } = {}) {
  const headers = [
    `Content-Type: ${type}${parameters === undefined ? '' : `; ${parameters}`}${filename === undefined ? '' : `;\n name="${encodedWords(filename, charset)}"`}`,
  ]
  headers.push('Content-Transfer-Encoding: base64')
  if (contentId !== undefined) headers.push(`Content-ID: <${contentId}>`)
  if (filename !== undefined)
    headers.push(
      `Content-Disposition: ${inline ? 'inline' : 'attachment'};\n filename="${encodedWords(filename, charset)}"`,
    )
  return `${headers.join('\n')}\n\n${base64(bytes)}\n`
}

export function multipart(subtype, boundary, parts) {
  const body = parts.map((part) => `--${boundary}\n${part}`).join('\n')
  return `Content-Type: multipart/${subtype};\n boundary="${boundary}"\n\nThis is a multi-part message in MIME format.\n\n${body}\n--${boundary}--\n`
}

/** Text and its HTML twin. `label` is the charset's name as the program writes it. */
export function alternative(boundary, charset, { label, text, html }) {
  return multipart('alternative', boundary, [
    base64Part('text/plain', iconv.encode(text, charset), { parameters: `charset="${label}"` }),
    base64Part('text/html', iconv.encode(html, charset), { parameters: `charset="${label}"` }),
  ])
}

/** A whole mail: headers, then a part's own headers and body. */
export function message(headers, part) {
  const written = headers
    .filter(([name]) => name.toLowerCase() !== 'mime-version')
    .map(([name, value]) => `${name}: ${headerValue(value)}`)
  return `${written.join('\n')}\nMIME-Version: 1.0\n${part}`
}
