/** Made by the build (scripts/lib/pdf-files.mjs): the files of pdf.js that a PDF may ask for, by name, in base64. */
declare module 'virtual:pdf-files' {
  export const pdfFiles: Readonly<Record<string, () => Promise<{ readonly base64: string }>>>
}

/** pdf.js publishes no types for its worker's half. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: object
}
