import type { Campus } from '@timetable/contracts';
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useMe } from '../session/session-context.js';
import { campusAddress } from './addresses.js';
import { helpAddressOf } from './help-address.js';
import { CAMPUS_SCREENS, FLEET_SCREENS, type Screen } from './screens.js';

interface NavigationProps {
  readonly campus: Campus | undefined;
  /** The drawer closes. */
  readonly onGo?: () => void;
}

/** The screens this person may open: those of a campus, under its name, and those of the fleet. */
export function Navigation({ campus, onGo }: NavigationProps): ReactNode {
  const { rights } = useMe();
  const help = helpAddressOf(useLocation().pathname);
  const allowed = (screens: readonly Screen[]): readonly Screen[] =>
    screens.filter(({ menu }) => menu !== undefined && rights.includes(menu.right));
  const fleet = allowed(FLEET_SCREENS);
  return (
    <>
      {campus !== undefined && (
        <nav aria-label={campus.name}>
          <p className="small muted school">{campus.name}</p>
          <Links
            screens={allowed(CAMPUS_SCREENS)}
            addressOf={(path) => campusAddress(campus.code, path)}
            onGo={onGo}
          />
        </nav>
      )}
      {fleet.length > 0 && (
        <nav aria-label="Exploitation">
          <p className="small muted school">Exploitation</p>
          <Links screens={fleet} addressOf={(path) => `/${path}`} onGo={onGo} />
        </nav>
      )}
      {help !== undefined && (
        <nav aria-label="Aide">
          <ul>
            <li>
              <NavLink to={help} end onClick={onGo}>
                <CircleHelp size={18} aria-hidden />
                Aide sur cet écran
              </NavLink>
            </li>
          </ul>
        </nav>
      )}
    </>
  );
}

interface LinksProps {
  readonly screens: readonly Screen[];
  readonly addressOf: (path: string) => string;
  readonly onGo: (() => void) | undefined;
}

const Links = ({ screens, addressOf, onGo }: LinksProps): ReactNode => (
  <ul>
    {screens.map(({ path, menu }) => (
      <li key={path}>
        <NavLink to={addressOf(path)} end={path === ''} onClick={onGo}>
          {menu !== undefined && <menu.icon size={18} aria-hidden />}
          {menu?.label}
        </NavLink>
      </li>
    ))}
  </ul>
);
