const MAX_LENGTH = 255;
const DEFAULT_NAME = 'export';

/** A client's file name as we keep and show it: the last part of a path, without control characters. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base.normalize('NFC').replace(/\p{C}/gu, '').trim().slice(0, MAX_LENGTH);
  return clean === '' ? DEFAULT_NAME : clean;
}

/** `Content-Disposition` that saves under that name whatever it contains (RFC 6266). */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
