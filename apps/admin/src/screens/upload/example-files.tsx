import { useMutation, useQuery } from '@tanstack/react-query';
import { frenchBytes } from '@timetable/contracts';
import { FlaskConical } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { exampleFilesQuery, exampleFileUrl } from '../../api/example-files-query.js';
import { requestFile } from '../../api/request.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';

/** Which example the page was opened with. */
const EXAMPLE_PARAMETER = 'exemple';

/** What a demonstration has at hand: taken with one click, or by the address, and sent like any other file. */
export function ExampleFiles({ onChoose }: { readonly onChoose: (file: File) => void }): ReactNode {
  const { code } = useCampus();
  const [search] = useSearchParams();
  const { data: examples } = useQuery(exampleFilesQuery(code));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (name: string) => requestFile(exampleFileUrl(code, name), name),
    onSuccess: onChoose,
  });
  const wanted = search.get(EXAMPLE_PARAMETER);
  const taken = useRef<string>(undefined);
  useEffect(() => {
    if (wanted === null || taken.current === wanted) return;
    taken.current = wanted;
    mutate(wanted);
  }, [wanted, mutate]);
  if (examples === undefined || examples.items.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="examples">
      <h2 id="examples">Pas de fichier sous la main ?</h2>
      <p>Cette démonstration en a un, du collège imaginaire que l’annuaire connaît déjà.</p>
      {error !== null && <Failure error={error} role="alert" />}
      {examples.items.map(({ name, sizeBytes }) => (
        <Button
          key={name}
          icon={FlaskConical}
          disabledReason={isPending ? 'Le fichier est en chemin' : undefined}
          onClick={() => {
            mutate(name);
          }}
        >
          Prendre {name} ({frenchBytes(sizeBytes)})
        </Button>
      ))}
    </section>
  );
}
