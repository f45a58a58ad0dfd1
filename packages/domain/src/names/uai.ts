const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const PATTERN = /^(\d{7})([A-Z])$/;

/** Whether the UAI has seven digits and the control letter they call for. */
export function uaiLetterIsValid(uai: string): boolean {
  const match = PATTERN.exec(uai);
  return match !== null && LETTERS[Number(match[1]) % LETTERS.length] === match[2];
}

/**
 * Whether a file's UAI is an establishment's. The letter is a checksum of the digits: a wrong one in the file leaves no
 * doubt on the establishment, and is only worth a warning.
 */
export function isSameUai(fileUai: string, establishmentUai: string): boolean {
  const [file, establishment] = [fileUai.trim().toUpperCase(), establishmentUai.trim().toUpperCase()];
  if (file === establishment) return true;
  return !uaiLetterIsValid(file) && PATTERN.test(file) && file.slice(0, 7) === establishment.slice(0, 7);
}
