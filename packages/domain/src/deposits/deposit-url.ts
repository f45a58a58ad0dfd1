/**
 * Where a timetable program deposits: the whole campus, or one of its establishments.
 * @param publicUrl address of the door as the outside knows it
 */
export function depositUrl(publicUrl: string, campusCode: string, establishmentCode?: string): string {
  const root = `${publicUrl.replace(/\/+$/, '')}/webdav/${campusCode}/`;
  return establishmentCode === undefined ? root : `${root}${establishmentCode}/`;
}
