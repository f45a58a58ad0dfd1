import { useMutation } from '@tanstack/react-query';
import { DIRECTORY_LISTS, DIRECTORY_NOUNS, type DirectoryPreviewView } from '@timetable/contracts';
import { FileUp } from 'lucide-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { request } from '../../api/request.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Failure } from '../../parts/failure.js';
import { FileDrop } from '../../parts/file-drop.js';
import { DirectoryPreviewed } from './directory-previewed.js';
import { directoryUrl } from '../../api/directory-query.js';

/** A file of people or classes: sent, shown as what it would change, then loaded or given up. */
export function DirectoryUpload(): ReactNode {
  const { code, establishments } = useCampus();
  const [file, setFile] = useState<File>();
  const [missing, setMissing] = useState<string>();
  const send = useMutation({
    mutationFn: (form: FormData) =>
      request<DirectoryPreviewView>(directoryUrl(code, '/uploads'), { method: 'POST', form }),
  });
  const forget = (): void => {
    setFile(undefined);
    send.reset();
  };
  if (send.data !== undefined) return <DirectoryPreviewed preview={send.data} onEnded={forget} />;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (file === undefined) {
      setMissing('Choisissez d’abord un fichier.');
      return;
    }
    if (send.isPending) return;
    const fields = new FormData(event.currentTarget);
    fields.set('file', file);
    send.mutate(fields);
  };
  return (
    <form className="stack narrow" onSubmit={submit} noValidate>
      <h3>Charger un fichier</h3>
      <p>
        L’export « ElevesAvecAdresses » de SIECLE, le fichier « sts_emp » de STSWEB, ou un tableau à remplir :{' '}
        {DIRECTORY_LISTS.map((list, index) => (
          <span key={list}>
            {index > 0 && ', '}
            <a href={directoryUrl(code, `/templates/${list}`)} download>
              {DIRECTORY_NOUNS[list].plural}
            </a>
          </span>
        ))}
        . Rien n’est changé avant votre accord.
      </p>
      {send.error !== null && <Failure error={send.error} role="alert" />}
      <FileDrop
        file={file}
        wanted="un fichier d’annuaire"
        hint="Un fichier .csv, .xml ou .zip"
        accept=".csv,.txt,.xml,.zip"
        error={missing}
        onChoose={(chosen) => {
          setFile(chosen);
          setMissing(undefined);
          send.reset();
        }}
      />
      {establishments.length > 1 && (
        <Choice
          label="De quel établissement ?"
          name="establishment"
          options={[{ value: '', label: 'Celui que dit le fichier' }, ...optionsOf(establishments)]}
        />
      )}
      <div>
        <Button type="submit" icon={FileUp} disabledReason={send.isPending ? 'Envoi en cours' : undefined}>
          {send.isPending ? 'Envoi en cours…' : 'Envoyer et voir l’aperçu'}
        </Button>
      </div>
    </form>
  );
}
