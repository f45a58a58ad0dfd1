import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { HELP_PATH } from '../../frame/help-topics.js';
import { useSaid } from '../../frame/use-said.js';
import { HELP } from './help-topics-by-name.js';
import './help.css';

/** Every page of help, for who does not know yet which screen they need. */
export function HelpIndexScreen(): ReactNode {
  const { code, name } = useCampus();
  const said = useSaid();
  return (
    <ConsolePage title="Aide" context={name}>
      <div className="help">
        <p>
          Chaque écran a sa page d’aide : à quoi il sert, que faire quand…, et ce que veulent dire ses mots.
        </p>
        <dl>
          {Object.entries(HELP).map(([topic, { title, purpose }]) => (
            <div key={topic}>
              <dt>
                <Link to={campusAddress(code, `${HELP_PATH}/${topic}`)}>{title}</Link>
              </dt>
              <dd>{said(purpose)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </ConsolePage>
  );
}
