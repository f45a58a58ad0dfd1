import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { frenchBytes, type AcceptedImport } from '@timetable/contracts';
import { FileUp } from 'lucide-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import { configQuery } from '../../api/config-query.js';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import { importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { useSaid } from '../../frame/use-said.js';
import { FirstStepsStrip } from '../../first-use/first-steps-strip.js';
import { Button } from '../../parts/button.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Failure } from '../../parts/failure.js';
import { FileDrop } from '../../parts/file-drop.js';
import { ExampleFiles } from './example-files.js';
import { RunningImports } from './running-imports.js';
import './upload.css';

/** A file imported by hand: chosen, sent, then followed on its own page, where it waits for a yes. */
export function UploadScreen(): ReactNode {
  const { code, name, establishments } = useCampus();
  const said = useSaid();
  const { data: config } = useQuery(configQuery);
  const [file, setFile] = useState<File>();
  const [missing, setMissing] = useState<string>();
  const navigate = useNavigate();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: (form: FormData) =>
      request<AcceptedImport>(apiUrl(`/campuses/${code}/imports`), { method: 'POST', form }),
    onSuccess: async (accepted) => {
      void client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
      await navigate(importAddress(code, accepted.id), { state: { accepted: accepted.message } });
    },
  });
  const tooBig =
    file !== undefined && config !== undefined && file.size > config.maxUploadBytes
      ? `Ce fichier est trop volumineux (${frenchBytes(file.size)}) : la limite est de ${frenchBytes(config.maxUploadBytes)}.`
      : undefined;
  const choose = (chosen: File): void => {
    setFile(chosen);
    setMissing(undefined);
    upload.reset();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (file === undefined) {
      setMissing('Choisissez d’abord un fichier.');
      return;
    }
    if (tooBig !== undefined || upload.isPending) return;
    const fields = new FormData(event.currentTarget);
    fields.set('file', file);
    upload.mutate(fields);
  };
  return (
    <ConsolePage title="Importer à la main" context={name}>
      <p>
        Le fichier est lu et comparé à l’ENT, puis un aperçu vous dit tout ce qui changerait. Rien n’est
        modifié avant votre accord.
      </p>
      <FirstStepsStrip />
      <RunningImports />
      {upload.error !== null && <Failure error={upload.error} role="alert" />}
      <form className="stack upload" onSubmit={submit} noValidate>
        <FileDrop
          file={file}
          wanted={said('le fichier exporté d’EDT')}
          hint="Un fichier .zip ou .xml"
          accept=".zip,.xml,.xlsx,.txt"
          error={tooBig ?? missing}
          onChoose={choose}
        />
        {establishments.length > 1 && (
          <Choice
            label="Pour quel établissement ?"
            hint="Un fichier peut en contenir plusieurs."
            name="establishment"
            options={[{ value: '', label: 'Tous ceux du fichier' }, ...optionsOf(establishments)]}
          />
        )}
        <div>
          <Button
            type="submit"
            look="primary"
            icon={FileUp}
            disabledReason={upload.isPending ? 'Envoi en cours' : undefined}
          >
            {upload.isPending ? 'Envoi en cours…' : 'Envoyer et voir l’aperçu'}
          </Button>
        </div>
      </form>
      <ExampleFiles onChoose={choose} />
    </ConsolePage>
  );
}
