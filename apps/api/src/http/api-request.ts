import type { DirectoryBody, User } from '@timetable/contracts';
import type {
  CampusRecord,
  DepositAccountHolder,
  EstablishmentRecord,
  FeedTurn,
} from '@timetable/persistence';
import type { Request } from 'express';
import type { Device } from '../auth/device.js';

/** A request after the guards: who asks, and what the path names. */
export interface ApiRequest extends Request {
  /** Absent on public routes only. */
  user?: User;
  /** Of the token that says who asks; present with `user`. */
  session?: { readonly id: string; readonly expiresAt: Date };
  /** In place of both on the pages of depositors. */
  depositor?: DepositAccountHolder;
  /** At the doors of sign-in: the browser, if anybody has signed in with it before. */
  device?: Device | undefined;
  /** Its id, if it was the person who now signs in. */
  knownDevice?: string | undefined;
  /** Present on routes with `:campus`. */
  campus?: CampusRecord;
  /** Present on routes with `:campus` and `:establishment`. */
  establishment?: EstablishmentRecord;
  /** Present where `DirectoryBodyInterceptor` has read it. */
  directory?: DirectoryBody;
  /** Present where `FeedTurnInterceptor` has taken it. */
  feedTurn?: FeedTurn;
}
