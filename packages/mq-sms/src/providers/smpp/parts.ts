import { gsm7Septets, isGsm7 } from "../../text/gsm7.ts";
import { toGsmOctets, toUcs2Octets } from "./alphabet.ts";
import { dataCoding, esmClass, tags } from "./constants.ts";
import type { SmppSettings } from "./settings.ts";

/** What one submit carries of a text. */
export interface Part {
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly shortMessage: Buffer;
  readonly parameters: readonly (readonly [tag: number, value: Buffer])[];
}

/** Parts that a length octet, and a header octet, can count. */
const mostParts = 255;

/**
 * The parts of a text as they go out. `data_coding` and octets are always chosen here, so that what
 * is counted is what is sent. `undefined`: the text has more parts than can be numbered.
 */
export function toParts(
  settings: Pick<SmppSettings, "alphabet" | "longMessages">,
  text: string,
  reference: number,
): Part[] | undefined {
  const coding = codingOf(settings.alphabet, text);
  const { longMessages } = settings;
  const room = capacity[coding.isGsm ? "gsm" : "ucs2"];
  if (split(text, coding.isGsm, room.single).length === 1) {
    return [plainPart(coding, coding.encode(text))];
  }
  if (longMessages === "payload") return [payloadPart(coding, coding.encode(text))];
  const texts = split(text, coding.isGsm, longMessages === "udh16" ? room.wide : room.joined);
  if (texts.length > mostParts) return undefined;
  return texts.map((part, index) => {
    const place = { reference, total: texts.length, number: index + 1 };
    return joinedPart(longMessages, coding, coding.encode(part), place);
  });
}

/** Septets, or 16-bit units: alone, joined, and joined by a header that is one octet longer. */
const capacity = {
  gsm: { single: 160, joined: 153, wide: 152 },
  ucs2: { single: 70, joined: 67, wide: 66 },
} as const;

/** Cuts by whole characters, so that no escape and no surrogate pair is torn. */
function split(text: string, isGsm: boolean, room: number): string[] {
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const character of text) {
    const cost = isGsm ? (gsm7Septets[character.charCodeAt(0)] ?? 1) : character.length;
    if (used + cost > room) {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += character;
    used += cost;
  }
  return [...parts, part];
}

interface Coding {
  readonly isGsm: boolean;
  readonly dataCoding: number;
  readonly encode: (text: string) => Buffer;
}

function codingOf(alphabet: SmppSettings["alphabet"], text: string): Coding {
  const isLatin1 = alphabet === "latin1";
  // What Latin-1 lacks of GSM-7 (Greek capitals, the euro) goes as UCS-2.
  if (!isGsm7(text) || (isLatin1 && /[^\0-\xff]/.test(text))) {
    return { isGsm: false, dataCoding: dataCoding.ucs2, encode: toUcs2Octets };
  }
  const encode = isLatin1 ? (part: string) => Buffer.from(part, "latin1") : toGsmOctets;
  return { isGsm: true, dataCoding: dataCoding.defaultAlphabet, encode };
}

const plainPart = ({ dataCoding: coding }: Coding, shortMessage: Buffer): Part => ({
  dataCoding: coding,
  esmClass: 0,
  shortMessage,
  parameters: [],
});

const payloadPart = (coding: Coding, payload: Buffer): Part => ({
  ...plainPart(coding, Buffer.alloc(0)),
  parameters: [[tags.messagePayload, payload]],
});

interface Place {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
}

function joinedPart(
  way: SmppSettings["longMessages"],
  coding: Coding,
  octets: Buffer,
  { reference, total, number }: Place,
): Part {
  const wide = [(reference >> 8) & 0xff, reference & 0xff];
  if (way === "sar") {
    return {
      ...plainPart(coding, octets),
      parameters: [
        [tags.sarReference, Buffer.from(wide)],
        [tags.sarTotal, Buffer.from([total])],
        [tags.sarNumber, Buffer.from([number])],
      ],
    };
  }
  // 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8: length, element, its length, reference, total, number.
  const header =
    way === "udh16"
      ? [6, 0x08, 4, ...wide, total, number]
      : [5, 0x00, 3, reference & 0xff, total, number];
  const shortMessage = Buffer.concat([Buffer.from(header), octets]);
  return { ...plainPart(coding, shortMessage), esmClass: esmClass.userDataHeader };
}
