import type { DirectoryPreviewView } from '@timetable/contracts';
import {
  DIRECTORY_LISTS,
  DIRECTORY_SOURCE_LABELS,
  directorySentence,
  lossConfirmation,
  type ListChanges,
} from '@timetable/domain';
import type { DirectoryPreview, DirectoryUploadRecord } from '@timetable/persistence';

/** How long a file waits for somebody to confirm it. */
export const UPLOAD_LIFE_MS = 24 * 60 * 60_000;

export function previewView(
  upload: DirectoryUploadRecord,
  { changes, losses }: DirectoryPreview,
): DirectoryPreviewView {
  const kinds: DirectoryPreviewView['kinds'] = {};
  for (const list of DIRECTORY_LISTS) {
    const change = changes[list];
    if (change !== undefined) kinds[list] = kindView(change);
  }
  return {
    id: upload.id,
    source: upload.source,
    sourceLabel: DIRECTORY_SOURCE_LABELS[upload.source],
    fileName: upload.fileName,
    establishment: upload.establishmentId.slice(upload.campusCode.length + 1),
    receivedAt: upload.receivedAt.toISOString(),
    expiresAt: new Date(upload.receivedAt.getTime() + UPLOAD_LIFE_MS).toISOString(),
    kinds,
    problems: [...upload.problems],
    needsSecondConfirmation: losses.length > 0,
    confirm: losses.length > 0 ? lossConfirmation(losses) : null,
    message: [directorySentence(changes, losses), ...stswebSentence(upload)].join(' '),
  };
}

const stswebSentence = ({ stsweb }: DirectoryUploadRecord): string[] =>
  stsweb === null
    ? []
    : [
        `Une fois chargé, il servira aussi à lire les emplois du temps pour STSWEB (emp_sts) de ${stsweb.startYear}-${stsweb.startYear + 1}.`,
      ];

type KindView = NonNullable<DirectoryPreviewView['kinds']['teachers']>;

function kindView({ examples, ...counts }: ListChanges): KindView {
  const view = (entries: ListChanges['examples']['gone']): KindView['examples']['gone'] =>
    entries.map(({ label, changes }) => ({ label, changes: [...changes] }));
  return {
    ...counts,
    examples: {
      created: view(examples.created),
      changed: view(examples.changed),
      gone: view(examples.gone),
    },
  };
}
