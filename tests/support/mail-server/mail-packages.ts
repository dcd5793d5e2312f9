// Whether the real mail servers can run here. As root on Debian they are installed when they are missing.
export { ensureMailPackages } from '../../../scripts/lib/mail-packages.mjs'
