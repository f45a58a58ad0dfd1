const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a database may be asked for this id: it refuses any other text. */
export const isUuid = (text: string): boolean => UUID.test(text);
