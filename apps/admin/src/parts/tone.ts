/** What a colour says here; a word and an icon always say it too. */
export type Tone = 'success' | 'attention' | 'blocked' | 'neutral' | 'running';
