import { lossConfirmation, lossesMessage, type DirectoryLoss } from '@timetable/domain';
import { ApiError } from '../errors/api-error.js';

/** The answer to a load that would take too much away: what it would, and how to confirm that. */
export const directoryEmptied = (losses: readonly DirectoryLoss[]): ApiError =>
  new ApiError('directory_emptied', lossesMessage(losses), {
    losses: losses.map(({ list, known, lost }) => ({ list, known, lost })),
    confirm: lossConfirmation(losses),
  });
