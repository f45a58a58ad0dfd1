import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Empty } from '../parts/empty.js';
import { ConsolePage } from './console-page.js';

export const NotFound = (): ReactNode => (
  <ConsolePage title="Page introuvable">
    <Empty title="Cette adresse ne correspond à aucune page.">
      <Link className="button" to="/">
        Revenir à l’accueil
      </Link>
    </Empty>
  </ConsolePage>
);
