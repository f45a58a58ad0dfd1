import { frenchDate } from '../calendar/local-date.js';
import { frenchCount } from '../text/french.js';
import type { Measure, MeasureInput } from './threshold-definition.js';

/** The number of inconsistencies, each said in words. */
export function measureClosureConsistency({ timetable, current, sessions }: MeasureInput): Measure {
  const { year } = timetable;
  const details: string[] = [];
  const isJudged = current.year.state === 'open' || current.year.datesDecided === true;
  const differs = year.startsOn !== current.year.startsOn || year.endsOn !== current.year.endsOn;
  if (isJudged && differs) {
    details.push(
      `l’année du fichier va du ${frenchDate(year.startsOn)} au ${frenchDate(year.endsOn)}, ` +
        `celle de l’ENT du ${frenchDate(current.year.startsOn)} au ${frenchDate(current.year.endsOn)}`,
    );
  }
  if (sessions.onKeptClosure > 0) {
    const count = frenchCount(sessions.onKeptClosure, 'séance tomberait', 'séances tomberaient');
    details.push(`${count} dans une période de fermeture de l’ENT`);
  }
  if (sessions.pastOnFileClosure > 0) {
    const count = frenchCount(
      sessions.pastOnFileClosure,
      'séance déjà passée tombe',
      'séances déjà passées tombent',
    );
    details.push(`${count} dans une période de fermeture du fichier`);
  }
  const numerator = (isJudged && differs ? 1 : 0) + sessions.onKeptClosure + sessions.pastOnFileClosure;
  return { numerator, denominator: 0, details };
}
