import { frenchBytes } from '@timetable/contracts';
import { FileText, Upload } from 'lucide-react';
import { useId, useState, type DragEvent, type ReactNode } from 'react';
import './file-drop.css';

interface FileDropProps {
  readonly file: File | undefined;
  /** Which one, in French: « le fichier exporté d’EDT ». */
  readonly wanted: string;
  /** « Un fichier .zip ou .xml » */
  readonly hint: string;
  /** Endings, as the browser's own control takes them. */
  readonly accept: string;
  /** French. */
  readonly error: string | undefined;
  readonly onChoose: (file: File) => void;
}

/** Where a file is dropped, or chosen: the whole area is the label of the browser's own control. */
export function FileDrop({ file, wanted, hint, accept, error, onChoose }: FileDropProps): ReactNode {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null): void => {
    const [first] = files ?? [];
    if (first !== undefined) onChoose(first);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="field">
      <label
        htmlFor={id}
        className={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => {
          setIsOver(false);
        }}
        onDrop={drop}
      >
        {file === undefined ? <Upload size={28} aria-hidden /> : <FileText size={28} aria-hidden />}
        {file === undefined ? (
          <span>
            Déposez ici {wanted}, <span className="choose">ou choisissez-le</span>
          </span>
        ) : (
          <span>
            {file.name} <span className="muted">({frenchBytes(file.size)})</span>{' '}
            <span className="choose">Changer</span>
          </span>
        )}
        <span className="small muted">{hint}</span>
      </label>
      <input
        id={id}
        className="unseen"
        type="file"
        accept={accept}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        aria-invalid={error === undefined ? undefined : true}
        onChange={({ target }) => {
          take(target.files);
        }}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
