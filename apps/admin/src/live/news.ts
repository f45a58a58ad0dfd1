import type { CampusEvent } from '@timetable/contracts';
import { answerOf } from '../api/request.js';

/** What is said of an event to who does not see the page change; undefined: it is not worth a word. */
export function newsOf(type: Exclude<CampusEvent['type'], 'ping'>, data: string): string | undefined {
  switch (type) {
    case 'import':
      return `Nouveau fichier reçu : ${answerOf<Extract<CampusEvent, { type: 'import' }>['data']>(data).import.fileName}.`;
    case 'status':
      return `Import : ${answerOf<Extract<CampusEvent, { type: 'status' }>['data']>(data).statusLabel}.`;
    case 'step':
    case 'reload':
      return undefined;
  }
}
