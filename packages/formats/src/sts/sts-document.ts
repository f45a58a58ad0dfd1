import type { ReceivedDocument } from '../received/opened-file.js';
import { parseUai } from '../reading/values.js';
import { isOfOneDocument, Unreadable } from '../unreadable.js';
import type { SmallDocuments } from '../xml/small-documents.js';
import { StsElement } from './sts-element.js';
import { stsUnreadable } from './sts-unreadable.js';

/** Root of what a timetable program sends to STSWEB. */
export const EMP_STS_ROOT = 'EDT_STS';
/** Root of what STSWEB gives to a timetable program. */
export const STS_EMP_ROOT = 'STS_EDT';

export interface StsDocument {
  readonly root: StsElement;
  /** As a report names it; what it is when it came bare. */
  readonly name: string;
  /** « ISO-8859-15 → UTF-8 » when the document declares another encoding than its own. */
  readonly misdeclared?: string;
}

/**
 * @param small reads both documents of an exchange
 * @param take is given the bytes as they come, to hash them
 * @throws Unreadable, SourceFailure
 */
export async function readStsDocument(
  document: ReceivedDocument,
  kind: 'emp_sts' | 'sts_emp',
  small: SmallDocuments,
  take: (bytes: Uint8Array) => void = () => undefined,
): Promise<StsDocument> {
  const name = documentName(document) || kind;
  const { root, lineAt, ...read } = await small.read(document, take).catch((error: unknown) => {
    // What is wrong with the archive is said as ever.
    const isOfDocument = error instanceof Unreadable && isOfOneDocument(error);
    throw isOfDocument ? stsUnreadable('sts_file_unreadable', { value: name }) : error;
  });
  return { root: new StsElement(root, lineAt), name, ...read };
}

/** Without its folder; empty for what came bare. */
export const documentName = ({ name }: Pick<ReceivedDocument, 'name'>): string =>
  name.slice(name.lastIndexOf('/') + 1);

/** Whose a document is, and of which year: as an attribute in `sts_emp`, as a text in `emp_sts`. */
export function statedBy(root: StsElement): {
  readonly uai: string;
  /** Calendar year in which the school year begins; undefined when the document does not say. */
  readonly startYear: number | undefined;
} {
  const [uaj] = root.all('PARAMETRES', 'UAJ');
  const [year] = root.all('PARAMETRES', 'ANNEE_SCOLAIRE');
  const startYear = /^\d{4}/.exec(year?.attribute('ANNEE') || (year?.text ?? ''))?.[0];
  return {
    uai: parseUai(uaj?.attribute('CODE') || uaj?.text),
    startYear: startYear === undefined ? undefined : Number(startYear),
  };
}
