import { Inject, Injectable } from '@nestjs/common';
import type {
  MatchDecisionAnswer,
  MatchDecisionBody,
  MatchDecisionsAnswer,
  MatchDecisionsBody,
  MatchesQuery,
  MatchPage,
  User,
} from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import { localDateOf, type MatchKind } from '@timetable/domain';
import {
  MatchReader,
  MatchRepository,
  type Actor,
  type CampusRecord,
  type MatchDecisionResult,
} from '@timetable/persistence';
import { ApiError, invalidFields, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { pageFrom, rankSchema } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';
import { toCounts, toMatch } from './match-view.js';

const NO_TARGET = 'Ce choix n’existe pas dans l’annuaire de la cité scolaire.';
const NO_MATCH = 'Aucun fichier importé n’a cette ligne à rapprocher.';

@Injectable()
export class MatchesService {
  constructor(
    private readonly reader: MatchReader,
    private readonly decisions: MatchRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(campus: CampusRecord, { kind, state, q, limit, cursor }: MatchesQuery): Promise<MatchPage> {
    // By what there is to do, which has no stable key.
    const offset = decodeCursor(rankSchema, cursor) ?? 0;
    const filter = { campusCode: campus.code, kind, state, text: q };
    const [{ items, total }, counts] = await Promise.all([
      this.reader.list(filter, { offset, limit, today: this.#today(campus) }),
      this.reader.count(filter),
    ]);
    return { ...pageFrom(offset, items.map(toMatch), total), ...toCounts(counts, kind) };
  }

  async decide(
    campus: CampusRecord,
    match: { readonly kind: MatchKind; readonly key: string },
    { targetId }: MatchDecisionBody,
    user: User,
  ): Promise<MatchDecisionAnswer> {
    const choice = { ...match, targetId };
    return this.#answer(campus, match, await this.decisions.decide(campus.code, [choice], this.#actor(user)));
  }

  /** @throws ApiError `validation_failed` with one error for each decision that cannot be taken; none is, then */
  async decideAll(campus: CampusRecord, body: MatchDecisionsBody, user: User): Promise<MatchDecisionsAnswer> {
    const result = await this.decisions.decide(campus.code, body, this.#actor(user));
    if (result.decided) return { decided: body.length, replannedImports: [...result.replannedImports] };
    throw invalidFields(
      result.refusals.map(({ index, reason }) =>
        reason === 'unknown_target'
          ? { field: `${index}.targetId`, message: NO_TARGET }
          : { field: `${index}.key`, message: NO_MATCH },
      ),
    );
  }

  /** Back to what imports find by themselves. */
  async forget(
    campus: CampusRecord,
    match: { readonly kind: MatchKind; readonly key: string },
    user: User,
  ): Promise<MatchDecisionAnswer> {
    return this.#answer(campus, match, await this.decisions.forget(campus.code, match, this.#actor(user)));
  }

  async #answer(
    campus: CampusRecord,
    { kind, key }: { readonly kind: MatchKind; readonly key: string },
    result: MatchDecisionResult,
  ): Promise<MatchDecisionAnswer> {
    if (!result.decided && result.refusals[0]?.reason === 'unknown_target')
      throw new ApiError('unknown_target', NO_TARGET);
    const match = await this.reader.find(campus.code, kind, key, this.#today(campus));
    if (!result.decided || match === undefined) throw notFound(NO_MATCH);
    return { ...toMatch(match), replannedImports: [...result.replannedImports] };
  }

  #today({ establishments: [home] }: CampusRecord): string {
    return localDateOf(this.clock.now(), home?.timeZone ?? 'Europe/Paris');
  }

  #actor({ login }: User): Actor {
    return { login, at: this.clock.now() };
  }
}
