import { Inject, Injectable } from '@nestjs/common';
import type {
  DepositCredentials,
  OwnDepositAccount,
  OwnDeposit,
  Page,
  PageQuery,
} from '@timetable/contracts';
import { IMPORT_STATUS_LABELS, nextStepSentence } from '@timetable/domain';
import {
  CampusRepository,
  type CampusRecord,
  type DepositAccountHolder,
  type ImportSummary,
} from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import type { Response } from 'express';
import { DepositAccountsService } from '../deposit-accounts/deposit-accounts.service.js';
import { WHOLE_CAMPUS_TARGET } from '../deposit-accounts/deposit-urls.js';
import { notFound } from '../errors/api-error.js';
import { ImportsService } from '../imports/imports.service.js';
import { SETTINGS } from '../ports/ports.module.js';
import { DepositorSession } from './depositor-session.js';

/** What a depositor sees and does: their deposits, and the password of their program. */
@Injectable()
export class DepositorService {
  constructor(
    private readonly sessions: DepositorSession,
    private readonly campuses: CampusRepository,
    private readonly imports: ImportsService,
    private readonly accounts: DepositAccountsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async open(link: string, response: Response): Promise<OwnDepositAccount> {
    return this.who(await this.sessions.open(link, response));
  }

  async who(holder: DepositAccountHolder): Promise<OwnDepositAccount> {
    const { name: campusName, formats, establishments } = await this.#campusOf(holder);
    const timeZone = establishments[0]?.timeZone ?? this.settings.SCHOOL_TIME_ZONE;
    return { login: holder.login, name: holder.name, campusName, formats: [...formats], timeZone };
  }

  close(response: Response): void {
    this.sessions.close(response);
  }

  async deposits(holder: DepositAccountHolder, query: PageQuery): Promise<Page<OwnDeposit>> {
    const campus = await this.#campusOf(holder);
    return this.imports.listOfAccount(holder, query, (deposit) => toOwnDeposit(campus, deposit));
  }

  async changePassword(holder: DepositAccountHolder, response: Response): Promise<DepositCredentials> {
    const campus = await this.#campusOf(holder);
    const credentials = await this.accounts.changePassword(campus, holder.login, holder);
    await this.sessions.renew({ ...holder, version: holder.version + 1 }, response);
    return credentials;
  }

  async #campusOf({ campusCode }: DepositAccountHolder): Promise<CampusRecord> {
    const campus = await this.campuses.find(campusCode);
    if (campus === undefined) throw notFound('Cette cité scolaire n’existe plus.');
    return campus;
  }
}

function toOwnDeposit({ establishments }: CampusRecord, deposit: ImportSummary): OwnDeposit {
  const { receivedAt, fileName, establishmentId, status, message, nextActor } = deposit;
  return {
    receivedAt: receivedAt.toISOString(),
    fileName,
    target: establishments.find(({ id }) => id === establishmentId)?.name ?? WHOLE_CAMPUS_TARGET,
    status,
    statusLabel: IMPORT_STATUS_LABELS[status],
    message,
    nextStep: nextStepSentence(status, nextActor),
  };
}
