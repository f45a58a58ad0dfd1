/**
 * Why a received file could not be read as a timetable at all (import-rules §1, decision 1). `line` and `value` below are
 * those of the reading's result.
 */
export const UNREADABLE_CODES = [
  /** Zero bytes, or nothing but blanks. */
  'empty_file',
  /** The file, or the XML inside its archive, exceeds the limit. `value`: the limit in bytes. */
  'too_large',
  /** Neither XML nor an archive holding XML. `value`, when recognised: pdf, office, gzip, 7z, rar, text, zip. */
  'not_a_timetable',
  /** The archive cannot be opened, or its content is not what its checksum says: cut or altered on the way. */
  'archive_damaged',
  /** The archive asks for a password. */
  'archive_encrypted',
  /** The archive's compression is not one that every program reads. `value`: number of the method. */
  'archive_unsupported',
  /** The archive holds paths that lead out of it. */
  'archive_unsafe',
  /** The archive's content is out of proportion with its size: a decompression bomb. `value`: the ratio. */
  'archive_bomb',
  /** `value`: number of files in the archive. */
  'archive_too_many_files',
  /** Several XML files, and nothing that tells which one is the timetable. `value`: how many. */
  'archive_several_timetables',
  /** An UnDeuxTEMPS export (`UDCal_*.xml`). */
  'udt_not_supported',
  /** An Index Éducation export encrypted for a partner. `value`: the program that wrote it, when it says so. */
  'encrypted_export',
  /** `value`: the declared encoding. */
  'encoding_unsupported',
  /** The bytes are not text in the encoding that the file declares: accents would be lost. `line`; `value`: encoding. */
  'encoding_invalid',
  /** A document type declaration: never needed by an export, and a known way to attack its reader. */
  'doctype_forbidden',
  /** `line`. */
  'not_well_formed',
  /** The XML ends before it is complete. `line`: the last one. */
  'truncated',
  /**
   * Another kind of XML document. `value`: its root element, so what it is: TABLE (EDT text export), STS_EDT or EDT_STS
   * (STSWEB exchange), PARTENAIRE_INDEX (import into EDT), ficAlimMENESR (AAF directory), html (a web page)…
   */
  'wrong_root',
  /** `value`: the namespace, empty when there is none. */
  'unknown_namespace',
  /** Nested too deep, tags too long or too many elements for a timetable. `line`. */
  'too_complex',
] as const;

export type UnreadableCode = (typeof UNREADABLE_CODES)[number];
