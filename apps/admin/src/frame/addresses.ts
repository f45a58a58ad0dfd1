/** A page of a campus. @param path of the screen below the campus; empty: its dashboard */
export const campusAddress = (campus: string, path = ''): string =>
  `/cites/${encodeURIComponent(campus)}${path === '' ? '' : `/${path}`}`;

export const importAddress = (campus: string, importId: string): string =>
  campusAddress(campus, `imports/${importId}`);
