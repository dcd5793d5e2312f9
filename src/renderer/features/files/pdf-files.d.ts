/** Made by the build (scripts/lib/pdf-files.mjs): the files of pdf.js that a PDF may ask for, by name, in base64. */
declare module 'virtual:pdf-files' {
  export const pdfFiles: Readonly<Record<string, () => Promise<{ readonly base64: string }>>>
}
