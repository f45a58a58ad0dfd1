const MAX_LENGTH = 255;
const DEFAULT_NAME = 'export';

/** A client's file name as we keep and show it: the last part of a path, without control characters. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base.normalize('NFC').replace(/\p{C}/gu, '').trim().slice(0, MAX_LENGTH);
  return clean === '' ? DEFAULT_NAME : clean;
}

/** « EDT_2026 » of « EDT_2026.zip »: what a file made from it is named after. */
export const nameWithoutExtension = (name: string): string => name.replace(/(?<=.)\.[^.]*$/, '');
