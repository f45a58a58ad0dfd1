import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import {
  frenchCount,
  type Match,
  type MatchDecisionAnswer,
  type MatchDecisionsAnswer,
} from '@timetable/contracts';
import { useCampus } from '../../frame/campus-context.js';
import { useAnnounce } from '../../frame/announcer.js';
import { decideMatch, decideMatches, MATCHES_KEY } from './match-queries.js';

/** « 1 import en attente est recalculé. »; empty when none waits. */
const replannedSentence = ({ length }: readonly string[]): string => {
  if (length === 0) return '';
  const imports = frenchCount(
    length,
    'import en attente est recalculé',
    'imports en attente sont recalculés',
  );
  return `${imports}.`;
};

interface MatchDecision {
  readonly match: Match;
  /** null: nobody; undefined: back to what imports find. */
  readonly targetId: string | null | undefined;
}

/** Decides, and reads the lists again. */
export function useMatchDecision(): UseMutationResult<MatchDecisionAnswer, Error, MatchDecision> {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ match, targetId }: MatchDecision) => decideMatch(code, match, targetId),
    onSuccess: ({ label, replannedImports }) => {
      announce(`${label} : choix enregistré. ${replannedSentence(replannedImports)}`);
      return client.invalidateQueries({ queryKey: MATCHES_KEY });
    },
  });
}

/** The same for several: all, or none. */
export function useMatchDecisions(
  onDone: () => void,
): UseMutationResult<MatchDecisionsAnswer, Error, readonly Match[]> {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (matches: readonly Match[]) =>
      decideMatches(
        code,
        matches.flatMap(({ kind, key, candidates: [only] }) =>
          only === undefined ? [] : [{ kind, key, targetId: only.id }],
        ),
      ),
    onSuccess: async ({ decided, replannedImports }) => {
      const done = frenchCount(decided, 'rapprochement confirmé', 'rapprochements confirmés');
      announce(`${done}. ${replannedSentence(replannedImports)}`);
      await client.invalidateQueries({ queryKey: MATCHES_KEY });
      onDone();
    },
  });
}
