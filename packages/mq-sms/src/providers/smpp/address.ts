/** Type of number, numbering plan and digits, as SMPP addresses are made (section 5.2.5). */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly digits: string;
}

/** A phone in E.164: international, ISDN, without the plus. */
export const phoneAddress = (e164: string): Address => ({
  ton: 1,
  npi: 1,
  digits: e164.replace(/^\+/, ""),
});

/** A sender by its form: a name, a short code, or a number. */
export function senderAddress(sender: string): Address {
  if (/^\+?\d{7,20}$/.test(sender)) return phoneAddress(sender);
  if (/^\d{1,6}$/.test(sender)) return { ton: 3, npi: 0, digits: sender };
  return { ton: 5, npi: 0, digits: sender };
}

/** Back to E.164 where it is a phone; names and short codes as they came. */
export const readAddress = ({ ton, digits }: Address): string =>
  ton !== 5 && /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : digits;
