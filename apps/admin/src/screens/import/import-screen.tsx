import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';

export function ImportScreen(): ReactNode {
  const { name } = useCampus();
  return (
    <ConsolePage title="Import" context={name}>
      …
    </ConsolePage>
  );
}
