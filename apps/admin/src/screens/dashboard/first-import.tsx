import type { SchoolYear } from '@timetable/contracts';
import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { useRight } from '../../session/session-context.js';

/** In place of the list, where no first import of the year was made: why, and how. */
export function FirstImport({ year }: { readonly year: SchoolYear }): ReactNode {
  const { code } = useCampus();
  const mayImport = useRight('manage');
  return (
    <section className="card first-import" aria-labelledby="first-import">
      <h2 id="first-import">Faire le premier import de l’année {year.label}</h2>
      <p>
        Les envois automatiques d’EDT ne commencent qu’après un premier import fait à la main : vous vérifiez
        une fois que le fichier est le bon, et qu’il correspond aux classes et aux personnes de l’ENT.
        Jusque-là, ce qu’EDT envoie est refusé, avec un message qui le dit.
      </p>
      <ol>
        <li>
          <strong>Exportez l’emploi du temps depuis EDT</strong>, au format prévu pour l’ENT : un fichier .zip
          ou .xml.
        </li>
        <li>
          <strong>Importez ce fichier ici.</strong> Il est lu et comparé à l’ENT : rien n’est encore modifié.
        </li>
        <li>
          <strong>Relisez l’aperçu</strong>, puis intégrez-le. Les séances apparaissent aussitôt dans l’ENT.
        </li>
        <li>
          <strong>Créez un compte d’accès</strong> : EDT enverra ensuite chaque changement tout seul.
        </li>
      </ol>
      {mayImport ? (
        <Link className="button primary" to={campusAddress(code, 'importer')}>
          <FileUp size={18} aria-hidden />
          Choisir le fichier à importer
        </Link>
      ) : (
        <p className="muted">C’est à un gestionnaire de vie scolaire de le faire.</p>
      )}
    </section>
  );
}
