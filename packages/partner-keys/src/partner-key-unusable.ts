/** A key file that opens nothing. Its message is French, names the file and never what is in it. */
export class PartnerKeyUnusable extends Error {
  override readonly name = 'PartnerKeyUnusable';
}
