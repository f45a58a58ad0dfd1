import type { DepositAccount } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { useNow } from '../../parts/use-now.js';
import { elapsed } from '../../text/school-time.js';
import { useSchoolTime } from '../../text/use-school-time.js';

/** When an account was last used, from where and by which program. */
export function AccountLastUse({ use }: { readonly use: DepositAccount['lastUse'] }): ReactNode {
  const time = useSchoolTime();
  const now = useNow();
  if (use === null) return <span className="muted">Jamais</span>;
  return (
    <>
      <time dateTime={use.at} title={time.full(use.at)}>
        {elapsed(use.at, now)}
      </time>
      <br />
      <span className="small muted">
        {[use.program !== null && `par ${use.program}`, use.address !== null && `depuis ${use.address}`]
          .filter((part) => typeof part === 'string')
          .join(', ')}
      </span>
    </>
  );
}
