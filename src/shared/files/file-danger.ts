/**
 * What a file may do when its program opens it: by its name, and by how it begins. Asked by the core for the window's warning
 * and once more by the shell before it opens anything, which does not take the window's word.
 */
import type { FileDanger } from '../domain/file'

/** Extensions that a desktop runs, installs, mounts or follows when they are opened. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    'exe com scr pif bat cmd ps1 ps1xml ps2 psc1 psm1 psd1 msh mst vbs vbe js jse mjs cjs ws wsf wsc wsh hta cpl msc msi msp msix msixbundle appx ' +
    'appxbundle appinstaller appref-ms application gadget jar jnlp lnk url scf inf ins isp reg rgs sct shb shs sys dll ocx drv ' +
    'chm hlp xbap xll wll settingcontent-ms library-ms search-ms searchconnector-ms diagcab theme themepack ' +
    'iso img vhd vhdx dmg pkg mpkg app action command tool workflow scpt scptd applescript osa terminal webloc inetloc fileloc ' +
    'sh bash zsh fish csh ksh run bin elf out deb rpm apk ipa appimage snap flatpak flatpakref desktop kdelnk ' +
    'py pyc pyw pyo pyz pl pm rb php phar lua tcl awk swf air class ade adp mde mad maf mag mam maq mar mas mat mau mav maw mda ' +
    'mdb accdb accde accdr one onepkg slk iqy oqy rqy dqy prf ops svg svgz htm html xhtml xht mht mhtml shtml xml xsl xslt'
  ).split(' '),
)

/** Documents that may carry macros, and old ones of which nobody can tell. */
const MACROS: ReadonlySet<string> = new Set(
  'docm dotm doc dot wps wpt xlsm xltm xlsb xlam xls xlt xla et ett pptm potm ppam ppsm sldm ppt pot pps dps dpt rtf odt ods odp'.split(
    ' ',
  ),
)

/** The extension in lower case, without dots, blanks and invisible marks at its end, which Windows passes over; empty without one. */
export function extensionOf(filename: string): string {
  const visible = filename.replaceAll(/[\p{Cf}\p{Cc}]/gu, '').replace(/[. ]+$/, '')
  const dot = visible.lastIndexOf('.')
  return dot < 0
    ? ''
    : visible
        .slice(dot + 1)
        .trim()
        .toLowerCase()
}

/** `head`: the first bytes, 64 are enough. */
export function fileDanger(filename: string, head: Uint8Array): FileDanger {
  const extension = extensionOf(filename)
  if (PROGRAMS.has(extension) || isProgram(head)) return 'program'
  return MACROS.has(extension) ? 'macro' : 'ordinary'
}

/** Begins like something that runs, whatever it is called: Windows, Linux, macOS, a script, a shortcut. */
function isProgram(head: Uint8Array): boolean {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte)
  return (
    starts(0x4d, 0x5a) ||
    starts(0x7f, 0x45, 0x4c, 0x46) ||
    starts(0x23, 0x21) ||
    starts(0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02) ||
    MACH_O.some((magic) => starts(...magic))
  )
}

const MACH_O: readonly (readonly number[])[] = [
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
]

/** Characters of a name that the shell takes. */
export const MAX_NAME_CHARACTERS = 200

/** Extensions of files that are opened outside: letters and digits only, so that the name of the copy holds nothing else. */
export function openableExtension(filename: string): string | null {
  const extension = extensionOf(filename)
  return /^[a-z0-9]{1,8}$/.test(extension) ? extension : null
}
