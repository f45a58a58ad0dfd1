import type { Timetable } from '@timetable/domain';
import type { PartnerKeys } from '../../partner-keys.js';
import type { ReadLimits, ReadResult, UnreadableFile } from '../../read-result.js';
import {
  documentsWithRoot,
  onlyTimetable,
  openedContent,
  type OpenedFile,
  type ReceivedDocument,
} from '../../received/opened-file.js';
import type { TimetableReader } from '../../timetable-reader.js';
import { clip, Unreadable, unreadableFile } from '../../unreadable.js';
import { nextTurn } from '../../xml/next-turn.js';
import { edtReader } from '../edt.reader.js';
import { parseUai } from '../../reading/values.js';
import { clearContent } from './clear-content.js';
import { openContainer, type Container } from './container.js';
import { CONTAINER_ROOT } from './container-facts.js';
import { containerUnreadable } from './container-unreadable.js';
import { contentKeyOf, type ContentKey } from './content-key.js';

/** Every export is also encrypted for its publisher. */
const PUBLISHER = 'INDEXEDUCATION';
/** Of containers that another key of ours would open. */
const KEY_CODES = ['encrypted_export', 'encrypted_key_unusable'];

/** The encrypted export of EDT and PRONOTE: opened with our partner keys, and read like the clear one. */
export const encryptedEdtReader = (keys: PartnerKeys): TimetableReader => ({
  format: 'edt',

  async recognise(file) {
    return (await containersOf(file)).length > 0 ? 'certain' : 'none';
  },

  async read(file, limits) {
    const container = await openContainer(onlyTimetable(await containersOf(file)));
    try {
      const content = contentOf(container, keyOpening(container, keys), limits);
      return withFacts(await readContent(content, limits), container);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return {
        ...unreadableFile(error, 'edt'),
        ...factsOf(container),
        sha256: container.sha256,
        ...(KEY_CODES.includes(error.code) && { lacksKey: true }),
      };
    }
  },
});

/** The key that opens this container, and by which of ours. @throws Unreadable when none does */
export function keyOpening({ facts }: Container, keys: PartnerKeys): ContentKey {
  const { keyBlocks, contents, verification } = facts;
  if (keyBlocks.length === 0 || contents !== 1 || verification === undefined) {
    throw containerUnreadable('encrypted_incomplete');
  }
  const key = contentKeyOf(keyBlocks, keys);
  if (key === 'not_ours') {
    const others = keyBlocks.map(({ partner }) => partner).filter((partner) => partner !== PUBLISHER);
    throw containerUnreadable('encrypted_export', {
      value: listed(others),
      expected: listed(keys.partners),
    });
  }
  if (key === 'unusable') {
    const ours = keyBlocks.map(({ partner }) => partner).filter((name) => keys.keysOf(name).length > 0);
    throw containerUnreadable('encrypted_key_unusable', { value: listed(ours) });
  }
  return key;
}

const containersOf = (file: OpenedFile) => documentsWithRoot(file, CONTAINER_ROOT);

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat('fr').format(names.map((name) => `« ${clip(name)} »`));

function contentOf(container: Container, key: ContentKey, limits: ReadLimits): OpenedFile {
  const { verification = '' } = container.facts;
  const encrypted = () => container.encrypted();
  return openedContent(() => clearContent({ encrypted, key, verification }, limits));
}

/** @throws Unreadable when the content is no timetable of EDT, or not what was encrypted */
async function readContent(content: OpenedFile, limits: ReadLimits): Promise<ReadResult> {
  if ((await edtReader.recognise(content)) === 'none') {
    // What was altered on the way is nothing else either: that is said first.
    await Promise.all(content.documents.map(readToEnd));
    throw containerUnreadable('encrypted_content_not_edt');
  }
  return edtReader.read(content, limits);
}

async function readToEnd(document: ReceivedDocument): Promise<void> {
  const chunks = document.bytes()[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true) await nextTurn();
}

/** @throws Unreadable `encrypted_other_establishment` */
function withFacts(read: ReadResult, container: Container): ReadResult {
  const facts = factsOf(container);
  if (read.kind === 'unreadable') return { ...read, ...facts };
  const { software, uai, ...stated } = facts;
  return {
    ...read,
    ...stated,
    timetable: { ...read.timetable, ...namedBy(read.timetable, { software, uai }) },
  };
}

function namedBy(
  { software, uais }: Timetable,
  facts: { readonly software: string | undefined; readonly uai: string | undefined },
): Pick<Timetable, 'software' | 'uais'> {
  const uai = parseUai(facts.uai);
  if (uai !== '' && uais.length > 0 && !uais.includes(uai)) {
    throw containerUnreadable('encrypted_other_establishment', {
      value: uai,
      expected: uais.slice(0, 3).join(', '),
    });
  }
  return { software: software ?? facts.software, uais: uais.length === 0 && uai !== '' ? [uai] : uais };
}

function factsOf({
  facts: { software, uai, exportedAt, establishment: exportedBy },
}: Container): Pick<UnreadableFile, 'software' | 'uai' | 'exportedAt' | 'exportedBy'> {
  return {
    ...(software !== undefined && { software }),
    ...(uai !== undefined && { uai }),
    ...(exportedAt !== undefined && { exportedAt }),
    ...(exportedBy !== undefined && { exportedBy }),
  };
}
