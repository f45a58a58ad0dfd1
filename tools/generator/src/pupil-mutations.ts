import type { School } from './school.js';

/** Pupils who have just come, in the classes and parts of others: a directory written before does not know them. */
export function addPupils(school: School, count: number): School {
  const last = Math.max(...school.pupils.map(({ ident }) => ident));
  const come = school.pupils.slice(0, count).map((model, index) => ({
    ...model,
    ident: last + 1 + index,
    lastName: `${model.lastName}-ARRIVEE`,
    // No generated identifier has a G.
    idpn: `G${model.idpn.slice(1)}`,
    nationalId: `N${model.nationalId.slice(1)}`,
    sieclId: `9${model.sieclId}`,
    guardians: [],
  }));
  return { ...school, pupils: [...school.pupils, ...come] };
}
