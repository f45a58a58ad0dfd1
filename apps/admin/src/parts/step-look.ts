import type { StepState } from '@timetable/contracts';
import {
  Circle,
  CircleCheck,
  CircleDashed,
  LoaderCircle,
  OctagonX,
  Pause,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { Tone } from './tone.js';

/** A step's state at a glance; its word is beside it, or read. */
export const STEP_LOOKS: Readonly<Record<StepState, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  pending: { tone: 'neutral', icon: Circle },
  running: { tone: 'running', icon: LoaderCircle },
  ok: { tone: 'success', icon: CircleCheck },
  alert: { tone: 'attention', icon: TriangleAlert },
  blocked: { tone: 'attention', icon: Pause },
  failed: { tone: 'blocked', icon: OctagonX },
  skipped: { tone: 'neutral', icon: CircleDashed },
};
