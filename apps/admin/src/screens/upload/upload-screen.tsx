import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';

export function UploadScreen(): ReactNode {
  const { name } = useCampus();
  return (
    <ConsolePage title="Importer à la main" context={name}>
      …
    </ConsolePage>
  );
}
