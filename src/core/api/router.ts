/** The door of the core: the contract, procedure by procedure, over the use cases. */
import { auditRoutes } from './audit-routes'
import { authorsRoutes } from './authors-routes'
import { deskRoutes } from './desk-routes'
import { openDoor, type DoorContext } from './door'
import { mailRoutes } from './mail-routes'
import { peopleRoutes } from './people-routes'
import { publicationRoutes } from './publication-routes'
import { reviewRoutes } from './review-routes'
import { rulesRoutes } from './rules-routes'
import { submissionsRoutes } from './submissions-routes'
import { templatesRoutes } from './templates-routes'
import { openUploads } from './uploads'

export type { DoorContext } from './door'
export type Router = ReturnType<typeof createRouter>

export function createRouter(context: Omit<DoorContext, 'uploads'>) {
  const os = openDoor()
  const door = { ...context, uploads: openUploads() }
  return os.router({
    ...deskRoutes(os, door),
    ...auditRoutes(os, door),
    ...submissionsRoutes(os, door),
    ...mailRoutes(os, door),
    ...reviewRoutes(os, door),
    ...rulesRoutes(os, door),
    ...peopleRoutes(os, door),
    ...templatesRoutes(os, door),
    ...authorsRoutes(os, door),
    ...publicationRoutes(os, door),
  })
}
