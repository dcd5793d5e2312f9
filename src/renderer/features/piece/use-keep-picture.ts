/** Hands a picture of the editor's to the core, which keeps it; answers with its sha256 and what it is. */
import { useCoreCommand } from '@renderer/client/use-core'
import { upload } from '@renderer/features/files/upload'

export function useKeepPicture() {
  return useCoreCommand(async (client, file: File) => {
    const uploadId = await upload(client, file)
    return client.files.keepPicture({ uploadId })
  })
}
