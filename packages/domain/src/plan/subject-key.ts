/** Subject key of a course that states none, or one the file does not define. */
export const UNKNOWN_SUBJECT = '?';

/** A subject's natural key: its code, else its label, in upper case. */
export function subjectKeyOf({ code, label }: { readonly code: string; readonly label: string }): string {
  return (code.trim() || label.trim()).toUpperCase() || UNKNOWN_SUBJECT;
}
