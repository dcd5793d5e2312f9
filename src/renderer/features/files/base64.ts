/** Bytes to base64 and back: how a file's pieces cross the port, which carries JSON. */

/** `String.fromCharCode` takes its arguments on the stack. */
const STACK = 0x8000

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += STACK) text += String.fromCharCode(...bytes.subarray(at, at + STACK))
  return btoa(text)
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}
