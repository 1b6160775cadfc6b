/** Vietnamese networks by the ids under which VNPAY reports them. */
export const vietnameseNetworks = {
  "109000": "MobiFone",
  "109100": "VinaPhone",
  "109200": "Vietnamobile",
  "109300": "iTel",
  "109400": "Wintel",
  "109800": "Viettel",
  "109900": "Gmobile",
} as const;

/** A network id of VNPAY, for example `109100` (VinaPhone). */
export type VietnameseNetworkId = keyof typeof vietnameseNetworks;

/** First two digits of the nine, as the ministry allotted them. */
const allotted: readonly (readonly [VietnameseNetworkId, string])[] = [
  ["109000", "70 76 77 78 79 89 90 93"],
  ["109100", "81 82 83 84 85 88 91 94"],
  ["109200", "52 56 58 92"],
  ["109300", "87"],
  ["109400", "55"],
  ["109800", "32 33 34 35 36 37 38 39 86 96 97 98"],
  ["109900", "59 99"],
];

const networkOfPrefix = new Map(
  allotted.flatMap(([id, prefixes]) => prefixes.split(" ").map((prefix) => [prefix, id] as const)),
);

const vietnameseMobile = /^\+84(\d\d)\d{7}$/;

/**
 * Guesses the network of a Vietnamese mobile number from its prefix. Only a guess: numbers are
 * portable, and virtual operators live inside the ranges of their hosts. Undefined for any other
 * number. What VNPAY reports after a send is certain.
 */
export const vietnameseNetwork = (e164: string): VietnameseNetworkId | undefined =>
  networkOfPrefix.get(vietnameseMobile.exec(e164)?.[1] ?? "");
