/** Room in one message, and in each of several joined ones, in septets or 16-bit units. */
export interface Capacity {
  readonly single: number;
  readonly joined: number;
}

/** How a text fills its messages. */
export interface Layout {
  readonly units: number;
  /** UTF-16 index where each part begins; an empty text is one part too. */
  readonly starts: readonly number[];
  readonly unitsPerPart: number;
  readonly unitsInLastPart: number;
}

const octets = 140;
const headerLength = 1;
const joiningElement = 5;
const nationalElement = 3;

/** Septets beside a header of so many octets: the text begins at the next whole septet. */
const septetsBeside = (header: number): number => Math.floor(((octets - header) * 8) / 7);

/**
 * GSM-7: 160 septets, 153 in joined parts. Their header is its length, and 5 octets with an 8-bit
 * reference (3GPP TS 23.040, 9.2.3.24.1).
 */
export const gsm7Capacity: Capacity = {
  single: septetsBeside(0),
  joined: septetsBeside(headerLength + joiningElement),
};

/** GSM-7 with a national table, which takes 3 octets (9.2.3.24.15 and .16): 155 and 149. */
export const nationalCapacity: Capacity = {
  single: septetsBeside(headerLength + nationalElement),
  joined: septetsBeside(headerLength + joiningElement + nationalElement),
};

/** UCS-2: 70 units, 67 in joined parts. */
const ucs2Capacity: Capacity = {
  single: octets / 2,
  joined: (octets - headerLength - joiningElement) / 2,
};

/** Lays a text out in septets; undefined where the alphabet lacks a character. */
export const layOutSeptets = (
  text: string,
  septets: Uint8Array,
  { single, joined }: Capacity,
): Layout | undefined => {
  let units = 0;
  for (let index = 0; index < text.length; index++) {
    const cost = septets[text.charCodeAt(index)] ?? 0;
    if (cost === 0) return undefined;
    units += cost;
  }
  if (units <= single) return onePart(units, single);

  // An escape and its character that do not both fit go to the next part, and one septet is lost:
  // dividing the units by the capacity would be wrong.
  const starts = [0];
  let used = 0;
  for (let index = 0; index < text.length; index++) {
    const cost = septets[text.charCodeAt(index)] ?? 0;
    used += cost;
    if (used <= joined) continue;
    starts.push(index);
    used = cost;
  }
  return { units, starts, unitsPerPart: joined, unitsInLastPart: used };
};

/** Lays a text out in 16-bit units. A surrogate pair that does not fit goes to the next part. */
export const layOutUcs2 = (text: string): Layout => {
  const units = text.length;
  const { single, joined } = ucs2Capacity;
  if (units <= single) return onePart(units, single);

  const starts: number[] = [];
  let next = 0;
  let start = 0;
  while (next < units) {
    start = next;
    starts.push(start);
    next = isPair(text, start + joined - 1) ? start + joined - 1 : start + joined;
  }
  return { units, starts, unitsPerPart: joined, unitsInLastPart: units - start };
};

const atStart: readonly number[] = [0];

const onePart = (units: number, single: number): Layout => ({
  units,
  starts: atStart,
  unitsPerPart: single,
  unitsInLastPart: units,
});

/** Whether a surrogate pair begins at the index. Indexes past the end are no pair. */
export const isPair = (text: string, index: number): boolean =>
  (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
