import { Inject, Injectable } from '@nestjs/common';
import type {
  Match,
  MatchDecisionAnswer,
  MatchDecisionBody,
  MatchesQuery,
  Page,
  User,
} from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import type { MatchKind } from '@timetable/domain';
import { MatchRepository, type CampusRecord, type MatchRecord } from '@timetable/persistence';
import { z } from 'zod';
import { ApiError, notFound } from '../errors/api-error.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { CLOCK } from '../ports/ports.module.js';
import { toMatchReason } from './match-reason-view.js';

/** The order is by what there is to do, which has no stable key: the cursor is a rank. */
const cursorSchema = z.int().min(0);

@Injectable()
export class MatchesService {
  constructor(
    private readonly matches: MatchRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(campus: CampusRecord, { kind, state, limit, cursor }: MatchesQuery): Promise<Page<Match>> {
    const offset = decodeCursor(cursorSchema, cursor) ?? 0;
    const { items, total } = await this.matches.list({ campusCode: campus.code, kind, state, offset, limit });
    const next = offset + items.length;
    return { items: items.map(toMatch), nextCursor: next < total ? encodeCursor(next) : null, total };
  }

  async decide(
    campus: CampusRecord,
    kind: MatchKind,
    key: string,
    { targetId }: MatchDecisionBody,
    user: User,
  ): Promise<MatchDecisionAnswer> {
    const result = await this.matches.decide({ campusCode: campus.code, kind, key }, targetId, {
      login: user.login,
      at: this.clock.now(),
    });
    if (!result.decided && result.reason === 'unknown_target')
      throw new ApiError('unknown_target', 'Ce choix n’existe pas dans l’annuaire de la cité scolaire.');
    const match = await this.matches.find(campus.code, kind, key);
    if (!result.decided || match === undefined)
      throw notFound('Aucun fichier importé n’a cette ligne à rapprocher.');
    return { ...toMatch(match), replannedImports: [...result.replannedImports] };
  }
}

const toMatch = ({ candidates, decidedAt, reason, ...match }: MatchRecord): Match => ({
  ...match,
  reason: toMatchReason(reason),
  candidates: [...candidates],
  decidedAt: decidedAt?.toISOString() ?? null,
});
