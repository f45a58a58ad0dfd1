// The door as in production, but for its patience with clients. argv: the door's dist directory, the time limits as JSON.
const [, , dist, timeLimits] = process.argv;
await import(`${dist}young-generation.js`);
const { runDoor } = await import(`${dist}run-door.js`);
const { readSettings } = await import('@timetable/settings');

await runDoor(readSettings(process.env), JSON.parse(timeLimits));
