/** What a route can be asked to answer, beside what it does by itself. */
export const ROUTE_VARIANTS: Readonly<Record<string, readonly string[]>> = {
  '/imports/{importId}/plan': [
    '?limit=500',
    '?kind=service&limit=500',
    '?kind=session&limit=500',
    '?format=csv',
    '?change=kept',
  ],
  '/imports/{importId}/plan/summary': ['kind', 'class', 'teacher', 'subject', 'week'].flatMap((by) => [
    `?by=${by}&limit=500`,
    `?by=${by}&format=csv`,
  ]),
  '/imports/{importId}/problems': ['?limit=500', '?format=csv'],
  '/imports/{importId}/absent': ['?limit=500', '?format=csv'],
  '/imports/{importId}/recognised': ['?limit=500', '?format=csv'],
  '/imports/{importId}/unmatched': ['?limit=500', '?format=csv'],
  '/establishments/{campus}/{establishment}/sessions': [
    '?from=2026-09-01&to=2027-07-31&limit=500',
    '?teacher=QUIDAM%20Zoé&from=2026-09-01&to=2027-07-31',
  ],
  '/establishments/{campus}/{establishment}/groups': ['?limit=500'],
  '/campuses/{campus}/directory/pupils': ['?limit=500'],
  '/campuses/{campus}/directory/teachers': ['?limit=500'],
  '/establishments/{campus}/{establishment}/teachers': ['?limit=500', '?q=quidam'],
  '/campuses/{campus}/imports': ['?limit=100'],
  '/operator/imports': ['?limit=100'],
};
