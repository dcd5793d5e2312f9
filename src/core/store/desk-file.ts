/** The database of a profile. */
export const DESK_FILE = 'desk.db'
