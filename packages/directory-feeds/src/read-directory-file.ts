import type { DirectoryList, GivenDirectory, StswebExport } from '@timetable/domain';
import {
  openReceived,
  Unreadable,
  type ByteSource,
  type Element,
  type ReceivedDocument,
} from '@timetable/formats/documents';
import { readCsv } from './csv/read-csv.js';
import { FeedProblems, type FeedProblem } from './feed-problems.js';
import { feedUnreadable, FeedUnreadable, WHICH_FILES } from './feed-unreadable.js';
import { readSieclePupils, SIECLE_ROOT } from './siecle/siecle-pupils.js';
import { readStsDirectory, STS_ROOT } from './sts/sts-directory.js';

export interface ReadDirectoryFile {
  readonly kind: 'directory';
  readonly source: 'csv' | 'siecle' | 'sts';
  /** UAI of the school that the file says it is of; empty: it does not. */
  readonly uai: string;
  readonly given: GivenDirectory;
  /** Of `sts_emp`: what timetables for STSWEB refer to. */
  readonly stsweb?: StswebExport;
  readonly problems: readonly FeedProblem[];
}

export interface UnreadableDirectoryFile {
  readonly kind: 'unreadable';
  /** French: what happened, and what to do. */
  readonly message: string;
  readonly line: number | null;
}

export type DirectoryFileReading = ReadDirectoryFile | UnreadableDirectoryFile;

export interface DirectoryFileOptions {
  /** What people call the file; what is in an archive has names of its own. */
  readonly fileName: string;
  /** Of what list a table is, when the person says so. */
  readonly list?: DirectoryList | undefined;
  readonly maxBytes: number;
}

/**
 * Recognises a school's directory file by its content, and reads it. An archive may hold several tables, or one XML file.
 * @throws what the source itself fails with
 */
export async function readDirectoryFile(
  source: ByteSource,
  options: DirectoryFileOptions,
): Promise<DirectoryFileReading> {
  try {
    const { isArchive, documents } = await openReceived(source, { maxXmlBytes: options.maxBytes });
    if (documents.some(({ name }) => OFFICE_FILE.test(name))) throw new FeedUnreadable(WORKBOOK);
    const parts: ReadDirectoryFile[] = [];
    for (const document of documents) {
      const named = isArchive ? document.name : options.fileName;
      parts.push(await readPart(document, { ...options, fileName: named }, isArchive ? document.name : null));
    }
    return whole(parts);
  } catch (error) {
    const { sentence, line = null } = feedUnreadable(error);
    return { kind: 'unreadable', message: sentence, line };
  }
}

/** A workbook or a text is an archive itself. */
const OFFICE_FILE = /^(?:\[Content_Types\]\.xml|mimetype)$/;
const WORKBOOK =
  'C’est un document de bureautique. Dans votre tableur, enregistrez la feuille au format CSV, puis envoyez ce fichier.';

async function readPart(
  document: ReceivedDocument,
  options: DirectoryFileOptions,
  file: string | null,
): Promise<ReadDirectoryFile> {
  const problems = new FeedProblems(file);
  const root = await rootNameOf(document);
  const read = async (): Promise<Omit<ReadDirectoryFile, 'kind' | 'problems'>> => {
    if (root === SIECLE_ROOT) {
      const { uai, pupils } = await readSieclePupils(document, problems);
      return { source: 'siecle', uai, given: { pupils } };
    }
    if (root === STS_ROOT) {
      const { uai, teachers, classes, ...kept } = await readStsDirectory(
        document,
        options.maxBytes,
        problems,
      );
      return { source: 'sts', uai, given: { teachers, classes }, ...kept };
    }
    if (root !== undefined) throw new FeedUnreadable(otherXml(root));
    return { source: 'csv', uai: '', given: await readCsv(document, options, problems) };
  };
  const part = await read();
  return { kind: 'directory', ...part, problems: problems.all() };
}

/** Undefined for what is no XML at all. */
async function rootNameOf(document: ReceivedDocument): Promise<string | undefined> {
  const head = Buffer.from(await document.head())
    .toString('latin1')
    .replaceAll('\0', '');
  if (!/^[^<\w]*</.test(head)) return undefined;
  let root: Element | undefined;
  try {
    root = await document.xmlRoot();
  } catch (error) {
    // A document type names its document, which says more than the refusal.
    if (error instanceof Unreadable && error.details.value !== undefined) return error.details.value;
    throw error;
  }
  return root?.name ?? '';
}

const OTHERS: Readonly<Record<string, string>> = {
  ficAlimMENESR:
    'C’est un annuaire académique (AAF) : il couvre toute une académie, et se charge par l’exploitant de l’ENT.',
  EDT_STS: 'C’est un emploi du temps pour STSWEB (emp_sts) : l’annuaire est dans le fichier sts_emp.',
  BEE_RESPONSABLES:
    'C’est l’export des responsables de SIECLE : l’annuaire n’en a pas l’usage. Envoyez ElevesAvecAdresses.',
};

const otherXml = (root: string): string => OTHERS[root] ?? `Ce fichier n’est pas un annuaire. ${WHICH_FILES}`;

/** @throws FeedUnreadable when the parts do not go together, or one of them gives nobody */
function whole(parts: readonly ReadDirectoryFile[]): ReadDirectoryFile {
  const [first, ...others] = parts;
  if (first === undefined) throw new FeedUnreadable(`Le fichier .zip est vide. ${WHICH_FILES}`);
  if (others.some(({ source }) => source !== first.source) || (others.length > 0 && first.source !== 'csv'))
    throw new FeedUnreadable(
      'Le fichier .zip contient plusieurs annuaires de natures différentes. Envoyez-les un par un.',
    );
  const given = {
    teachers: joined(parts.map((part) => part.given.teachers)),
    pupils: joined(parts.map((part) => part.given.pupils)),
    classes: joined(parts.map((part) => part.given.classes)),
    users: joined(parts.map((part) => part.given.users)),
  };
  if (Object.values(given).some((list) => list?.length === 0))
    throw new FeedUnreadable(
      'Ce fichier ne contient aucune ligne exploitable : il viderait l’annuaire, rien n’a été changé. Vérifiez l’export.',
    );
  return { ...first, given, problems: parts.flatMap(({ problems }) => problems) };
}

const joined = <Row>(lists: readonly (readonly Row[] | undefined)[]): readonly Row[] | undefined => {
  const given = lists.filter((list) => list !== undefined);
  return given.length === 0 ? undefined : given.flat();
};
