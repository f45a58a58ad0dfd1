import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role, User } from '@timetable/contracts';
import { CampusRepository, ImportReader } from '@timetable/persistence';
import { ApiError, notFound } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { isUuid } from '../http/is-uuid.js';
import { accessOf } from './access.decorator.js';

const RANK: Readonly<Record<Role, number>> = { viewer: 1, manager: 2, operator: 3 };

/** Whether the person may do this, here; resolves the campus and establishment that the path names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly campuses: CampusRepository,
    private readonly imports: ImportReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    if (access === 'public' || access === 'anyone') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const { user } = request;
    if (user === undefined || access === undefined || RANK[user.role] < RANK[access])
      throw new ApiError('forbidden', `Votre compte ne permet pas cette action${whoMay(access)}.`);
    const { campus, establishment, importId } = request.params;
    if (typeof campus === 'string') await this.#resolveCampus(request, user, campus);
    if (typeof establishment === 'string') resolveEstablishment(request, establishment);
    if (typeof importId === 'string') await this.#checkImport(user, importId);
    return true;
  }

  async #resolveCampus(request: ApiRequest, user: User, code: string): Promise<void> {
    assertOwn(user, code, 'Cette cité scolaire n’est pas la vôtre.');
    const campus = await this.campuses.find(code);
    if (campus === undefined) throw notFound(`La cité scolaire « ${code} » n’existe pas.`);
    request.campus = campus;
  }

  async #checkImport(user: User, importId: string): Promise<void> {
    const campus = isUuid(importId) ? await this.imports.campusOf(importId) : undefined;
    if (campus === undefined) throw notFound('Cet import n’existe pas.');
    assertOwn(user, campus, 'Cet import n’est pas de votre cité scolaire.');
  }
}

/** Whom to ask instead. */
function whoMay(access: Role | undefined): string {
  if (access === 'manager') return ' : demandez à un gestionnaire de vie scolaire';
  return access === 'operator' ? ' : demandez à l’exploitant' : '';
}

function assertOwn(user: User, campus: string, detail: string): void {
  if (user.role !== 'operator' && user.campus !== campus) throw new ApiError('forbidden', detail);
}

function resolveEstablishment(request: ApiRequest, code: string): void {
  const establishment = request.campus?.establishments.find((candidate) => candidate.code === code);
  if (establishment === undefined)
    throw notFound(`L’établissement « ${code} » n’existe pas dans cette cité scolaire.`);
  request.establishment = establishment;
}
