import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';

export function DashboardScreen(): ReactNode {
  const { name } = useCampus();
  return (
    <ConsolePage title="Tableau de bord" context={name}>
      …
    </ConsolePage>
  );
}
