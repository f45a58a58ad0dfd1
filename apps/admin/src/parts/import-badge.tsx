import { IMPORT_STATUS_LABELS, type ImportStatus } from '@timetable/contracts';
import {
  CircleCheck,
  CircleMinus,
  CircleSlash,
  Hourglass,
  Inbox,
  LoaderCircle,
  OctagonX,
  PlugZap,
  Replace,
  TriangleAlert,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from './badge.js';
import type { Tone } from './tone.js';

const LOOKS: Readonly<Record<ImportStatus, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  received: { tone: 'neutral', icon: Inbox },
  running: { tone: 'running', icon: LoaderCircle },
  held: { tone: 'attention', icon: Hourglass },
  integrated: { tone: 'success', icon: CircleCheck },
  integrated_with_alerts: { tone: 'attention', icon: TriangleAlert },
  rejected: { tone: 'blocked', icon: OctagonX },
  ignored: { tone: 'neutral', icon: CircleMinus },
  superseded: { tone: 'neutral', icon: Replace },
  refused: { tone: 'neutral', icon: CircleSlash },
  cancelled: { tone: 'neutral', icon: CircleSlash },
  interrupted: { tone: 'blocked', icon: PlugZap },
  rolled_back: { tone: 'neutral', icon: Undo2 },
};

/** Where an import is in its life. */
export function ImportBadge({ status }: { readonly status: ImportStatus }): ReactNode {
  const { tone, icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {IMPORT_STATUS_LABELS[status]}
    </Badge>
  );
}
