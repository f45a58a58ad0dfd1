import { LOADS, type DoorMeasures, type DoorSamples } from './door-throughput.js';
import { median, medianRatio } from './measures.js';
import { french, verdict, type Line } from './table.js';

/** Of Apache's files per second, on the load with many connections. */
const RATE_GOAL = 0.8;
const MEMORY_GOAL_MB = 60;

export function doorLines({ servers, absent, memory }: DoorMeasures): Line[] {
  const ours = servers.get('porte') ?? [];
  const line = (what: string, cells: Partial<Line>): Line => ({
    row: 'e',
    what,
    measured: '',
    reference: '',
    ratio: '',
    goal: '',
    ...cells,
  });
  const against = (rival: string, theirs: readonly DoorSamples[]): Line[] =>
    LOADS.flatMap(({ label, connections }, index) => {
      const our = ours[index];
      const their = theirs[index];
      if (our === undefined || their === undefined) return [];
      const hasGoal = rival === 'apache2' && connections > 1;
      return [
        compared(`PUT de ${label}, contre ${rival}`, 'fichiers/s', our.filesPerSecond, their.filesPerSecond, {
          atLeast: hasGoal ? RATE_GOAL : undefined,
        }),
        compared('  processeur par Go', 's', our.cpuPerGb, their.cpuPerGb),
        compared('  mémoire de pointe', 'Mo', our.peakMb, their.peakMb),
      ];
    });
  const grown = memory.peakMb - memory.idleMb;
  return [
    ...[...servers].filter(([name]) => name !== 'porte').flatMap(([name, theirs]) => against(name, theirs)),
    ...absent.map(({ name, why }) => line(`PUT, contre ${name}`, { measured: `non mesuré : ${why}` })),
    ...LOADS.map(({ label }, index) =>
      line(`PostgreSQL pour la porte, ${label}`, {
        measured: `${french(median(ours[index]?.databaseCpuPerGb ?? []))} s/Go`,
      }),
    ),
    line('mémoire de la porte, PUT de 100 Mo, contre à vide', {
      measured: `${memory.peakMb.toFixed(0)} Mo`,
      reference: `${memory.idleMb.toFixed(0)} Mo`,
      ratio: `+ ${grown.toFixed(0)} Mo`,
      goal: `≤ + ${MEMORY_GOAL_MB} Mo ${verdict(grown <= MEMORY_GOAL_MB)}`,
    }),
  ];
}

function compared(
  what: string,
  unit: string,
  ours: readonly number[],
  theirs: readonly number[],
  { atLeast }: { readonly atLeast?: number | undefined } = {},
): Line {
  const ratio = medianRatio(ours, theirs);
  return {
    row: 'e',
    what,
    measured: `${french(median(ours))} ${unit}`,
    reference: `${french(median(theirs))} ${unit}`,
    ratio: `${french(ratio)} ×`,
    goal: atLeast === undefined ? '' : `≥ ${french(atLeast)} × ${verdict(ratio >= atLeast)}`,
  };
}
