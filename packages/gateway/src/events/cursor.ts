/**
 * A place in the order of an organization's events: the writing transaction, then the message, then
 * the key of the event, which is empty for what somebody sent to us. Whole transactions become
 * readable at once and in their order, so nothing is ever inserted before a place that was read.
 */
export interface EventPlace {
  readonly position: number;
  readonly id: string;
  readonly key: string;
}

/** A place, and when it was given out. */
export interface EventCursor {
  readonly place: EventPlace;
  readonly at: Date;
}

/** Before everything. */
export const firstPlace: EventPlace = {
  position: 0,
  id: "00000000-0000-0000-0000-000000000000",
  key: "",
};

/** Whether `a` comes after `b`. */
export const isAfter = (a: EventPlace, b: EventPlace): boolean => {
  if (a.position !== b.position) return a.position > b.position;
  return a.id === b.id ? a.key > b.key : a.id > b.id;
};

/** The cursor as readers keep it; they are not meant to read it. */
export const formatCursor = ({ place, at }: EventCursor): string =>
  Buffer.from(
    `${place.position} ${Math.floor(at.getTime() / 1000)} ${place.id} ${place.key}`,
  ).toString("base64url");

const written =
  /^(\d{1,15}) (\d{1,11}) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) ([!-~]{0,64})$/;

/** What {@link formatCursor} wrote; undefined for any other text. */
export const parseCursor = (text: string): EventCursor | undefined => {
  const [, position, seconds, id, key] =
    written.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (id === undefined || key === undefined) return undefined;
  return {
    place: { position: Number(position), id, key },
    at: new Date(Number(seconds) * 1000),
  };
};
