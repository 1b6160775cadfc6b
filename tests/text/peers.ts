import { SegmentedMessage } from "sms-segments-calculator";
import { split } from "split-sms";
import { segments, splitSegments } from "../../packages/mq-sms/src/text/segments.ts";

/** What the counters say of a text, in the same words, so that it can be compared. */
interface Count {
  readonly encoding: "GSM-7" | "UCS-2";
  readonly units: number;
  readonly parts: readonly string[];
  /** What the peer shows as the length of the text, where it is not the units. */
  readonly characters: number;
  readonly offending?: readonly string[];
  readonly unitsLeft?: number;
}

const ours = (text: string): Required<Count> => {
  const { encoding, units, unitsLeft, offending } = segments(text);
  const parts = splitSegments(text);
  const characters = offending.map(({ character }) => character);
  return { encoding, units, parts, characters: units, unitsLeft, offending: characters };
};

const twilio = (text: string): Count & { readonly clusters: readonly string[] } => {
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName;
  return {
    encoding,
    units: message.messageSize / (encoding === "GSM-7" ? 7 : 16),
    parts: message.segments.map((segment) =>
      Array.from(segment, (character) => ("raw" in character ? character.raw : "")).join(""),
    ),
    characters: message.numberOfCharacters,
    offending: message.getNonGsmCharacters(),
    clusters: message.graphemes,
  };
};

const splitSms = (text: string): Count => {
  const { characterSet, bytes, length, parts, remainingInPart } = split(text);
  const inSeptets = characterSet === "GSM";
  return {
    encoding: inSeptets ? "GSM-7" : "UCS-2",
    units: inSeptets ? bytes : bytes / 2,
    parts: parts.map(({ content }) => content),
    characters: inSeptets ? bytes : length,
    unitsLeft: remainingInPart,
  };
};

const aspects = ["encoding", "units", "parts", "characters", "offending", "unitsLeft"] as const;
type Aspect = (typeof aspects)[number];

/** The names of what differs between a peer's count and ours. */
const differences = (peer: Count, own: Required<Count>): Aspect[] =>
  aspects.filter((aspect) => aspect in peer && !Bun.deepEquals(peer[aspect], own[aspect]));

/** Packs whole clusters into parts of 67 units, as the peer means to. */
const packClusters = (clusters: readonly string[]): string[] => {
  const parts = [""];
  for (const cluster of clusters) {
    if (`${parts.at(-1)}${cluster}`.length > 67) parts.push("");
    parts[parts.length - 1] += cluster;
  }
  return parts;
};

/**
 * Why sms-segments-calculator says something else of the text: a name for every difference. What
 * no known cause explains is named by its aspect.
 */
export const twilioDisagreements = (text: string): string[] => {
  const peer = twilio(text);
  const { clusters } = peer;
  const offending = clusters.filter((each) => each.length > 1 || ours(each).encoding === "UCS-2");
  const reasons = {
    characters: peer.characters === clusters.length && "characters are grapheme clusters",
    offending:
      Bun.deepEquals(peer.offending, offending) && "offending characters are grapheme clusters",
    parts:
      (peer.parts.some((part) => part.length > 67) && "a part is longer than a message") ||
      (Bun.deepEquals(peer.parts, packClusters(clusters)) && "grapheme clusters are not divided"),
  };
  return explained(differences(peer, ours(text)), reasons);
};

/** The same for split-sms. A cause explains a difference if the text without it has none. */
export const splitSmsDisagreements = (text: string): string[] => {
  const peer = splitSms(text);
  const mended = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "\ufffd");
  const remaining = differences(splitSms(mended), ours(mended));
  const pairs = "any high surrogate begins a pair";
  const reasons = {
    units: !remaining.includes("units") && pairs,
    parts: !remaining.includes("parts") && pairs,
    unitsLeft: !remaining.includes("unitsLeft") && pairs,
    characters:
      peer.characters === text.replace(/[\ud800-\udbff].?/gs, "x").length &&
      "characters are code points",
  };
  return explained(differences(peer, ours(text)), reasons);
};

const explained = (
  aspects: readonly Aspect[],
  reasons: Partial<Record<Aspect, string | false>>,
): string[] => aspects.map((aspect) => reasons[aspect] || `unexplained: ${aspect}`);
