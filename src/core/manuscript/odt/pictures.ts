/** The picture of a frame: out of the archive, in the first of its forms that the desk shows, with its alternative text. */
import { child, elements, allText, type XmlElement } from '../docx/xml-tree'
import { imageType, type ImageStore } from '../images'
import { cleanText } from '../inline-content'
import type { NodeJson } from '../node-json'
import type { UnpackedZip } from '../zip'

/** Null where the frame holds none. What lies outside of the archive is an absent picture, never fetched. */
export function readPicture(frame: XmlElement, files: UnpackedZip, store: ImageStore): NodeJson | null {
  const pictures = elements(frame).filter(({ name }) => name === 'draw:image')
  if (pictures.length === 0) return null
  const alternative = cleanText(
    ['svg:title', 'svg:desc'].map((name) => said(frame, name)).find((text) => text !== '') ?? '',
  )
  const addresses = pictures.map(({ attributes }) => attributes['xlink:href'] ?? '')
  const forms = addresses
    .map((address) => files.get(address.replace(/^\.\//, '')))
    .filter((bytes) => bytes !== undefined)
  const link = addresses[0] ?? ''
  const shown = forms.find((bytes) => imageType(bytes) !== null) ?? forms[0]
  return shown === undefined ? store.absent(alternative, link) : store.keep(shown, alternative, link)
}

function said(parent: XmlElement, name: string): string {
  const found = child(parent, name)
  return found === undefined ? '' : allText(found)
}
