import type { ReactNode } from 'react';
import type { Said } from '../frame/use-said.js';

interface AddressPictureProps {
  readonly address: string;
  readonly said: Said;
}

/** Where the address goes, drawn: a program's window differs from one version to the next, its parts do not. The steps beside say the same. */
export const AddressPicture = ({ address, said }: AddressPictureProps): ReactNode => (
  <figure className="edt">
    <svg
      viewBox="0 0 360 210"
      role="img"
      aria-label={said('La case de l’adresse, dans la fenêtre d’EDT qui règle l’export')}
    >
      <rect className="edt-window" x="1" y="1" width="358" height="208" rx="6" />
      <path className="edt-bar" d="M1 30V7a6 6 0 0 1 6-6h346a6 6 0 0 1 6 6v23z" />
      <text className="edt-title" x="14" y="20">
        {said('EDT – Export vers l’ENT')}
      </text>
      <rect className="edt-box" x="16" y="48" width="13" height="13" rx="2" />
      <path className="edt-tick" d="m19 54 3 4 5-7" />
      <text x="38" y="59">
        Exporter automatiquement
      </text>
      <text x="16" y="90">
        Adresse
      </text>
      <rect className="edt-field" x="16" y="98" width="328" height="28" rx="3" />
      <text className="edt-address" x="24" y="116">
        {withPlaces(address)}
      </text>
      <path className="edt-arrow" d="M180 168v-30m-7 8 7-8 7 8" />
      <text className="edt-here" x="180" y="186" textAnchor="middle">
        Collez ici l’adresse entière
      </text>
    </svg>
    <figcaption className="small muted">
      {said('L’aspect de la fenêtre dépend de la version d’EDT.')}
    </figcaption>
  </figure>
);

const MOST_LETTERS = 52;

/** « https://identifiant:motdepasse@host/… » */
function withPlaces(address: string): string {
  const text = address.replace('://', '://identifiant:motdepasse@');
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
