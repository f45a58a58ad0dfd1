import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  closuresBodySchema,
  type ClosuresBody,
  type SchoolYear,
  type YearProposal,
} from '@timetable/contracts';
import { useState, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useSearchParams } from 'react-router';
import { isApiRefusal } from '../../api/api-refusal.js';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import { formMessage } from '../../forms/form-message.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { useLockReason } from '../../live/use-lock-reason.js';
import { Failure } from '../../parts/failure.js';
import type { TypedClosures } from '../closures/closure-rows.js';
import { OPENING_PARAMETER, type OpeningStep } from './opening-steps.js';
import { ClosuresStep } from './closures-step.js';
import { DatesStep, type TypedDates } from './dates-step.js';
import { EffectsStep } from './effects-step.js';
import { Stepper } from './stepper.js';

interface OpeningAssistantProps {
  readonly calendar: SchoolYear;
  /** Of the address; one that cannot be shown yet is the first. */
  readonly step: string;
}

/** What the API takes; `establishment` empty: all of them. */
interface Asked extends TypedDates {
  readonly closures?: TypedClosures['closures'];
}

/**
 * Opens a year in steps. What is typed lives here: going back, by a button or by the browser, loses nothing. Each step is checked
 * by a preview of the API, which says in the end what will stop and what will stay.
 */
export function OpeningAssistant({
  calendar: { proposal, establishments },
  step,
}: OpeningAssistantProps): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const lockReason = useLockReason();
  const [, setSearch] = useSearchParams();
  const [proposed, setProposed] = useState<YearProposal>();
  const [effects, setEffects] = useState<YearProposal>();
  const dates = useForm<TypedDates>({
    defaultValues: { startsOn: proposal.startsOn, endsOn: proposal.endsOn, establishment: '' },
  });
  const closures = useForm<TypedClosures, unknown, ClosuresBody>({
    defaultValues: { closures: [] },
    resolver: zodResolver(closuresBodySchema, { error: formMessage }),
  });
  const { isDirty: hasTypedClosures } = closures.formState;
  const go = (to: OpeningStep | undefined): void => {
    setSearch(to === undefined ? {} : { [OPENING_PARAMETER]: to });
  };
  const path = `/campuses/${code}/school-year`;
  const ask = useMutation({
    mutationFn: (asked: Asked) =>
      request<YearProposal>(apiUrl(`${path}/preview`), { method: 'POST', json: bodyOf(asked) }),
    onSuccess: (answer, asked) => {
      if (asked.closures !== undefined) {
        setEffects(answer);
        go('effets');
        return;
      }
      setProposed(answer);
      setEffects(undefined);
      // What somebody has typed is not replaced by a proposal.
      if (!hasTypedClosures) closures.reset({ closures: answer.closures });
      go('fermetures');
    },
    onError: (error) => {
      if (!isApiRefusal(error, 'validation_failed')) return;
      for (const { field, message } of error.fields) {
        const [list, index] = field.split('.');
        if (field === 'startsOn' || field === 'endsOn') dates.setError(field, { message });
        if (list === 'closures' && index !== undefined)
          closures.setError(`closures.${Number(index)}`, { message });
      }
    },
  });
  const open = useMutation({
    mutationFn: (asked: Asked) => request<SchoolYear>(apiUrl(path), { method: 'POST', json: bodyOf(asked) }),
    onSuccess: async (_, { startsOn }) => {
      announce(`Année ${effects?.label ?? startsOn} ouverte.`);
      await client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
      go(undefined);
    },
  });
  const shown = stepShown(step, { isProposed: proposed !== undefined, isPreviewed: effects !== undefined });
  const failed = [ask.error, open.error].find(
    (error) => error !== null && !isApiRefusal(error, 'validation_failed'),
  );
  return (
    <section className="stack" aria-label={`Ouverture de l’année ${proposal.label}`}>
      <Stepper current={shown} />
      {failed !== undefined && failed !== null && <Failure error={failed} role="alert" />}
      {shown === 'dates' && (
        <DatesStep
          form={dates}
          codes={establishments.map(({ establishment }) => establishment)}
          isPending={ask.isPending}
          onBack={() => {
            go(undefined);
          }}
          onNext={(typed) => {
            ask.mutate(typed);
          }}
        />
      )}
      {shown === 'fermetures' && proposed !== undefined && (
        <ClosuresStep
          form={closures}
          proposed={proposed}
          isPending={ask.isPending}
          onBack={() => {
            go('dates');
          }}
          onNext={(body) => {
            ask.mutate({ ...dates.getValues(), ...body });
          }}
        />
      )}
      {shown === 'effets' && effects !== undefined && (
        <EffectsStep
          preview={effects}
          disabledReason={lockReason ?? (open.isPending ? 'Ouverture en cours' : undefined)}
          onBack={() => {
            go('fermetures');
          }}
          onOpen={() => {
            open.mutate({ ...dates.getValues(), closures: closures.getValues('closures') });
          }}
        />
      )}
    </section>
  );
}

const bodyOf = ({ establishment, ...asked }: Asked): object => ({
  ...asked,
  ...(establishment !== '' && { establishment }),
});

/** An address may name a step whose question has not been asked yet. */
function stepShown(
  step: string,
  { isProposed, isPreviewed }: { readonly isProposed: boolean; readonly isPreviewed: boolean },
): Exclude<OpeningStep, 'import'> {
  if (step === 'effets' && isPreviewed) return 'effets';
  return (step === 'effets' || step === 'fermetures') && isProposed ? 'fermetures' : 'dates';
}
