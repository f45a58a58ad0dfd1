import { isSameUai } from '@timetable/domain';
import type { CampusRecord, EstablishmentRecord } from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import { unknownEstablishment } from '../imports/upload-error.js';

/**
 * Whose directory a file is.
 * @param uai what the file says; empty: it does not
 * @param asked what the person says
 * @throws ApiError `unknown_establishment`
 */
export function establishmentOfFile(
  campus: CampusRecord,
  uai: string,
  asked: string | undefined,
): EstablishmentRecord {
  const { establishments } = campus;
  const chosen = establishments.find(({ code }) => code === asked);
  if (asked !== undefined && chosen === undefined) throw unknownEstablishment(campus, asked);
  if (uai === '') {
    const [only, another] = establishments;
    const establishment = chosen ?? (another === undefined ? only : undefined);
    if (establishment !== undefined) return establishment;
    throw new ApiError(
      'unknown_establishment',
      `Ce fichier ne dit pas de quel établissement il est. Choisissez-le : ${codesOf(campus)}.`,
    );
  }
  const stated = establishments.find((establishment) => isSameUai(uai, establishment.uai));
  if (stated !== undefined && (chosen === undefined || chosen === stated)) return stated;
  throw new ApiError(
    'unknown_establishment',
    stated === undefined
      ? `Ce fichier est celui de l’établissement ${uai}, qui n’est pas de cette cité scolaire.`
      : `Ce fichier est celui de « ${stated.name} », et non de l’établissement choisi.`,
  );
}

const codesOf = ({ establishments }: CampusRecord): string =>
  establishments.map(({ code }) => code).join(', ');
