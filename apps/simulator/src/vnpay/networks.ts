/** The gateway's ids of the mobile networks. */
export const networks = {
  mobifone: "109000",
  vinaphone: "109100",
  vietnamobile: "109200",
  itel: "109300",
  wintel: "109400",
  viettel: "109800",
  gmobile: "109900",
} as const;

/** Leading digits of the nine-digit national number, as first assigned; a ported number keeps them. */
const prefixes: readonly [RegExp, string][] = [
  [/^(3[2-9]|86|9[678])/, networks.viettel],
  [/^(8[1-5]|88|91|94)/, networks.vinaphone],
  [/^(7[06-9]|89[6-9]|90|93)/, networks.mobifone],
  [/^(52[238]|56|58|92)/, networks.vietnamobile],
  [/^(59|99[013-9])/, networks.gmobile],
  [/^87/, networks.itel],
  [/^559/, networks.wintel],
];

/**
 * The network that a destination's prefix belongs to. The gateway takes `0xxxxxxxxx` and
 * `84xxxxxxxxx`; `undefined` means a wrong phone number (01).
 */
export function networkOf(destination: string): string | undefined {
  const national = /^(?:0|84)(\d{9})$/.exec(destination)?.[1];
  return prefixes.find(([prefix]) => national !== undefined && prefix.test(national))?.[1];
}
