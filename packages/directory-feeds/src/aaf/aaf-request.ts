import { xmlUnreadable, type ElementReader, type ReceivedDocument } from '@timetable/formats/documents';
import { elementText, walkPieces, within } from '../xml-feed.js';

export const AAF_ROOT = 'ficAlimMENESR';

/** What is read of a feed; all else (addresses, telephones, guardians) passes by unread. */
const WANTED = new Set([
  ...['ENTPersonJointure', 'sn', 'givenName', 'ENTPersonDateNaissance', 'ENTPersonStructRattach'],
  ...['ENTEleveINE', 'ENTEleveStructRattachId', 'ENTEleveClasses'],
  ...['ENTPersonSTSId', 'ENTPersonFonctions'],
  ...['ENTAuxEnsClassesMatieres', 'ENTAuxEnsGroupesMatieres', 'ENTAuxEnsMatiereEnseignEtab'],
  ...['ENTStructureUAI', 'ENTEtablissementUAI', 'ENTStructureNomCourant', 'ENTStructureClasses'],
]);

/** One request of a feed: somebody, or something, that is added, changed or gone. */
export interface AafRequest {
  readonly operation: 'add' | 'modify' | 'delete';
  /** `Eleve`, `PersEducNat`, `EtabEducNat`… */
  category: string;
  id: string;
  /** Values without blanks, empty ones left out: an attribute that is given without any is an empty list. */
  readonly attributes: Map<string, readonly string[]>;
}

const OPERATIONS = { addRequest: 'add', modifyRequest: 'modify', deleteRequest: 'delete' } as const;
const isRequest = (name: string): name is keyof typeof OPERATIONS => Object.hasOwn(OPERATIONS, name);

/** A file of an academy has a hundred elements per pupil. */
const MAX_ELEMENTS = 2_000_000_000;

/**
 * The requests of one file of a feed, as they come.
 * @throws Unreadable, SourceFailure
 */
export async function* aafRequests(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
): AsyncGenerator<readonly AafRequest[], void, undefined> {
  let read: AafRequest[] = [];
  const root: ElementReader = {
    child: ({ name }) => {
      if (!isRequest(name)) return undefined;
      const request: AafRequest = {
        ...{ operation: OPERATIONS[name], category: '', id: '' },
        attributes: new Map(),
      };
      return { ...requestReader(request), close: () => void read.push(request) };
    },
  };
  const pieces = walkPieces(
    document,
    ({ name, line }) => {
      if (name !== AAF_ROOT) throw xmlUnreadable('wrong_root', { line, value: name });
      return root;
    },
    { passesDoctype: true, maxElements: MAX_ELEMENTS },
  );
  while ((await pieces.next()).done !== true) {
    if (read.length === 0) continue;
    yield read;
    read = [];
  }
}

function requestReader(request: AafRequest): ElementReader {
  const attribute = (name: string | undefined): ElementReader | undefined =>
    name === undefined || !WANTED.has(name)
      ? undefined
      : valuesReader((values) => request.attributes.set(name, values));
  return within({
    operationalAttributes: () =>
      within({
        attr: () =>
          valuesReader(([category = '']) => {
            request.category = category;
          }),
      }),
    identifier: () =>
      within({
        id: () =>
          elementText((text) => {
            request.id = ownText(text);
          }),
      }),
    attributes: () => ({ child: (element) => attribute(element.attribute('name')) }),
    modifications: () => ({ child: (element) => attribute(element.attribute('name')) }),
  });
}

function valuesReader(take: (values: readonly string[]) => void): ElementReader {
  const values: string[] = [];
  return {
    child: ({ name }) =>
      name === 'value'
        ? elementText((text) => {
            const value = ownText(text);
            if (value !== '') values.push(value);
          })
        : undefined,
    close: () => {
      take(values);
    },
  };
}

const ownText = (text: string): string => text.trim().normalize('NFC');
