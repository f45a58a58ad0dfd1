import type { DirectoryFeed, FeedPerson, FeedStructure } from '@timetable/domain';
import {
  isLeftover,
  openReceived,
  type ByteSource,
  type ReceivedDocument,
} from '@timetable/formats/documents';
import { feedUnreadable, FeedUnreadable } from '../feed-unreadable.js';
import { feedPerson, feedStructure } from './aaf-people.js';
import { aafRequests } from './aaf-requests.js';

type AafDocument = Pick<ReceivedDocument, 'name' | 'head' | 'bytes'>;

/** `ENT_Complet_20260901_Eleve_0000.xml`. */
const NAME = /([^/\\]*)_(Complet|Delta)_(\d{8})_([A-Za-z]+)(_\d+)\.xml$/i;

/** One file of an academy, out of its archive. */
const MOST_BYTES = 64 * 1024 ** 3;

/**
 * The feed that these received files are, some of which may be archives.
 * @param files with their names
 * @throws FeedUnreadable
 */
export async function openAafFiles(
  files: readonly { readonly name: string; readonly source: ByteSource }[],
): Promise<DirectoryFeed> {
  const documents: AafDocument[] = [];
  for (const { name, source } of files) {
    const opened = await openReceived(source, { maxXmlBytes: MOST_BYTES }).catch((error: unknown) => {
      throw unreadable(name, error);
    });
    documents.push(
      ...opened.documents.map((document) => (opened.isArchive ? document : { ...document, name })),
    );
  }
  return openAafFeed(documents);
}

/** The same file of two days: together, who has left since the first would still be there. */
function hasTwoDates(files: readonly { readonly part: string; readonly day: string | undefined }[]): boolean {
  const sameFiles = Map.groupBy(files, ({ part }) => part.toLowerCase()).values();
  return sameFiles.some((same) => same.some(({ day }) => day !== same[0]?.day));
}

/**
 * The feed that these files are: its structures are read at once, its people as they are asked for. Files of what no
 * directory has (guardians, formations) are not even opened.
 * @throws FeedUnreadable when they are no feed, or two
 */
export async function openAafFeed(documents: readonly AafDocument[]): Promise<DirectoryFeed> {
  const files = documents.flatMap((document) => {
    const [, whose, kind, day, category, number] = isLeftover(document.name)
      ? []
      : (NAME.exec(document.name) ?? []);
    return kind === undefined || category === undefined
      ? []
      : [
          {
            document,
            isComplete: kind.toLowerCase() === 'complet',
            category,
            day,
            part: `${whose} ${category}${number}`,
          },
        ];
  });
  const [one] = files;
  if (one === undefined)
    throw new FeedUnreadable(
      'Aucun fichier d’annuaire académique : leurs noms ont la forme « …_Complet_20260901_Eleve_0000.xml » ou « …_Delta_… ».',
    );
  if (files.some(({ isComplete }) => isComplete !== one.isComplete))
    throw new FeedUnreadable(
      'Fichiers complets et fichiers delta sont mêlés : chargez d’abord les complets, puis les delta.',
    );
  if (one.isComplete && hasTwoDates(files))
    throw new FeedUnreadable(
      'Des fichiers complets de plusieurs dates sont mêlés : envoyez ceux de la dernière date seulement.',
    );
  const of = (category: string): AafDocument[] =>
    files
      .filter((file) => file.category.toLowerCase() === category)
      .map(({ document }) => document)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const structures: FeedStructure[] = [];
  for (const document of of('etabeducnat'))
    for await (const requests of read(document))
      structures.push(...requests.map(feedStructure).filter((structure) => structure !== undefined));
  return {
    isComplete: one.isComplete,
    structures,
    people: people([...of('perseducnat'), ...of('eleve')]),
  };
}

async function* people(documents: readonly AafDocument[]): AsyncGenerator<FeedPerson[], void, undefined> {
  for (const document of documents)
    for await (const requests of read(document))
      yield requests.map(feedPerson).filter((person) => person !== undefined);
}

async function* read(document: AafDocument): ReturnType<typeof aafRequests> {
  try {
    yield* aafRequests(document);
  } catch (error) {
    throw unreadable(document.name, error);
  }
}

/** Which of the files it was. */
function unreadable(name: string, error: unknown): FeedUnreadable {
  const { sentence, line } = feedUnreadable(error);
  return new FeedUnreadable(`${name} : ${sentence}`, line);
}
