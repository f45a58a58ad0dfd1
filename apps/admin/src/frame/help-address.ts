import { matchPath } from 'react-router';
import { campusAddress } from './addresses.js';
import { HELP_PATH } from './help-topics.js';
import { CAMPUS_SCREENS, FLEET_SCREENS, type Screen } from './screens.js';

/** The help of the screen that is shown there; of a page without its own: all of it, or undefined outside of a campus. */
export function helpAddressOf(pathname: string): string | undefined {
  const campus = matchPath('/cites/:campus/*', pathname);
  const topic = topicOf(CAMPUS_SCREENS, campus?.params['*'] ?? '');
  const code = campus?.params.campus;
  if (code !== undefined)
    return campusAddress(code, topic === undefined ? HELP_PATH : `${HELP_PATH}/${topic}`);
  const ofFleet = topicOf(FLEET_SCREENS, pathname.slice(1));
  return ofFleet && `/${HELP_PATH}/${ofFleet}`;
}

const topicOf = (screens: readonly Screen[], path: string): Screen['help'] =>
  screens.find((screen) => matchPath(`/${screen.path}`, `/${path}`) !== null)?.help;
