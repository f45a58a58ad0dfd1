import type { MatchKind } from '../directory/match.js';
import type { ImportOrigin } from './status.js';

/** How a file came, as people read it. */
export const IMPORT_ORIGIN_LABELS: Readonly<Record<ImportOrigin, string>> = {
  automatic: 'automatique (WebDAV)',
  manual: 'manuel',
};

/** What of a file is matched with the ENT. */
export const MATCH_KIND_LABELS: Readonly<Record<MatchKind, string>> = {
  teacher: 'enseignant',
  pupil: 'élève',
  class: 'classe',
  group: 'groupe',
};
