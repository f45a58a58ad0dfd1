import type { JoinBuilder } from 'kysely';
import type { Tables } from '../tables.js';

type Join = JoinBuilder<Tables, 'depositAccount' | 'entUser'>;

/** Joins deposit accounts with whose they are in the directory, where they stay once they have left. */
export const holderOfAccount = (join: Join): Join =>
  join
    .onRef('entUser.campusCode', '=', 'depositAccount.campusCode')
    .onRef('entUser.entId', '=', 'depositAccount.userEntId');
