/** OLE containers (MS-CFB): what Word puts an encrypted .docx in, and what an old .doc is. */
import type { ConversionRefusal } from '@shared/domain/manuscript'

const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

/** The stream that holds an encrypted package (MS-OFFCRYPTO 2.3.4.4); names of streams are UTF-16LE. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')

export function isOleContainer(bytes: Uint8Array): boolean {
  return bytes.byteLength >= OLE_MAGIC.byteLength && OLE_MAGIC.equals(bytes.subarray(0, OLE_MAGIC.byteLength))
}

export function isEncryptedOffice(bytes: Uint8Array): boolean {
  return (
    isOleContainer(bytes) && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED_PACKAGE)
  )
}

export function oleRefusal(bytes: Uint8Array): ConversionRefusal {
  return isEncryptedOffice(bytes) ? { code: 'encrypted', detail: '' } : { code: 'not-supported', detail: 'doc' }
}
