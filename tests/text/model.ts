/**
 * How a text travels, told once more as naively as the standards tell it, and sharing nothing with
 * mq-sms: what `segments` and `splitSegments` are proved against.
 */

/** Code of the escape, in every table. */
const escapeCode = 0x1b;

/** A table as 3GPP TS 23.038 prints it: a line for each low half-octet, a column for each high. */
const grid = (lines: string): Map<string, number> => {
  const names: Record<string, string> = { SP: " ", LF: "\n", CR: "\r" };
  const codes = new Map<string, number>();
  for (const [low, line] of lines.trim().split("\n").entries()) {
    for (const [high, cell] of line.trim().split(/ +/).entries()) {
      const code = high * 16 + low;
      if (code !== escapeCode) codes.set(names[cell] ?? cell, code);
    }
  }
  return codes;
};

/** 6.2.1, GSM 7 bit default alphabet. */
const defaultAlphabet = grid(`
  @  Δ   SP 0 ¡ P ¿ p
  £  _   !  1 A Q a q
  $  Φ   "  2 B R b r
  ¥  Γ   #  3 C S c s
  è  Λ   ¤  4 D T d t
  é  Ω   %  5 E U e u
  ù  Π   &  6 F V f v
  ì  Ψ   '  7 G W g w
  ò  Σ   (  8 H X h x
  Ç  Θ   )  9 I Y i y
  LF Ξ   *  : J Z j z
  Ø  ESC +  ; K Ä k ä
  ø  Æ   ,  < L Ö l ö
  CR æ   -  = M Ñ m ñ
  Å  ß   .  > N Ü n ü
  å  É   /  ? O § o à`);

/** A.3.1, Turkish national language locking shift table. */
const turkishLocking = grid(`
  @  Δ   SP 0 İ P ç p
  £  _   !  1 A Q a q
  $  Φ   "  2 B R b r
  ¥  Γ   #  3 C S c s
  €  Λ   ¤  4 D T d t
  é  Ω   %  5 E U e u
  ù  Π   &  6 F V f v
  ı  Ψ   '  7 G W g w
  ò  Σ   (  8 H X h x
  Ç  Θ   )  9 I Y i y
  LF Ξ   *  : J Z j z
  Ğ  ESC +  ; K Ä k ä
  ğ  Ş   ,  < L Ö l ö
  CR ş   -  = M Ñ m ñ
  Å  ß   .  > N Ü n ü
  å  É   /  ? O § o à`);

/** A.3.3, Portuguese national language locking shift table. */
const portugueseLocking = grid(`
  @  Δ   SP 0 Í P ~ p
  £  _   !  1 A Q a q
  $  ª   "  2 B R b r
  ¥  Ç   #  3 C S c s
  ê  À   º  4 D T d t
  é  ∞   %  5 E U e u
  ú  ^   &  6 F V f v
  í  \\  '  7 G W g w
  ó  €   (  8 H X h x
  ç  Ó   )  9 I Y i y
  LF |   *  : J Z j z
  Ô  ESC +  ; K Ã k ã
  ô  Â   ,  < L Õ l õ
  CR â   -  = M Ú m \`
  Á  Ê   .  > N Ü n ü
  á  É   /  ? O § o à`);

/** 6.2.1.1, the extension table, which the single shift tables hold as well. */
const extensionTable: readonly (readonly [string, number])[] = [
  ["\f", 0x0a],
  ["^", 0x14],
  ["{", 0x28],
  ["}", 0x29],
  ["\\", 0x2f],
  ["[", 0x3c],
  ["~", 0x3d],
  ["]", 0x3e],
  ["|", 0x40],
  ["€", 0x65],
];

/** A.2.1 to A.2.3, national language single shift tables. */
const turkishSingle = new Map([
  ...extensionTable,
  ["Ğ", 0x47],
  ["İ", 0x49],
  ["Ş", 0x53],
  ["ç", 0x63],
  ["ğ", 0x67],
  ["ı", 0x69],
  ["ş", 0x73],
]);
const spanishSingle = new Map([
  ...extensionTable,
  ["ç", 0x09],
  ["Á", 0x41],
  ["Í", 0x49],
  ["Ó", 0x4f],
  ["Ú", 0x55],
  ["á", 0x61],
  ["í", 0x69],
  ["ó", 0x6f],
  ["ú", 0x75],
]);
const portugueseSingle = new Map([
  ...extensionTable,
  ["ê", 0x05],
  ["ç", 0x09],
  ["Ô", 0x0b],
  ["ô", 0x0c],
  ["Á", 0x0e],
  ["á", 0x0f],
  ["Φ", 0x12],
  ["Γ", 0x13],
  ["Ω", 0x15],
  ["Π", 0x16],
  ["Ψ", 0x17],
  ["Σ", 0x18],
  ["Θ", 0x19],
  ["Ê", 0x1f],
  ["À", 0x41],
  ["Í", 0x49],
  ["Ó", 0x4f],
  ["Ú", 0x55],
  ["Ã", 0x5b],
  ["Õ", 0x5c],
  ["Â", 0x61],
  ["í", 0x69],
  ["ó", 0x6f],
  ["ú", 0x75],
  ["ã", 0x7b],
  ["õ", 0x7c],
  ["â", 0x7f],
]);

/** A text as it travels. */
export interface Sent {
  readonly encoding: "GSM-7" | "UCS-2";
  readonly table?: string;
  /** Septets or 16-bit units, without those that only fill a part up. */
  readonly units: number;
  readonly perPart: number;
  readonly parts: readonly string[];
}

/** Octets of user data (3GPP TS 23.040, 9.2.3.24): a header is its length and its elements. */
const userData = 140;
const headerLength = 1;
const joiningElement = 5;
const nationalElement = 3;

/** What each character becomes, one septet or two; undefined where one has no code. */
const encode = (
  text: string,
  alphabet: Map<string, number>,
  escaped: Map<string, number>,
): number[][] | undefined => {
  const codes: number[][] = [];
  for (const character of text) {
    const code = alphabet.get(character);
    const second = escaped.get(character);
    if (code !== undefined) codes.push([code]);
    else if (second !== undefined) codes.push([escapeCode, second]);
    else return undefined;
  }
  return codes;
};

const decode = (
  septets: readonly number[],
  alphabet: Map<string, number>,
  escaped: Map<string, number>,
): string => {
  const characterOf = (table: Map<string, number>) =>
    new Map([...table].map(([character, code]) => [code, character]));
  const [ofAlphabet, ofEscaped] = [characterOf(alphabet), characterOf(escaped)];
  let text = "";
  for (let index = 0; index < septets.length; index++) {
    if (septets[index] === escapeCode) text += ofEscaped.get(septets[++index] ?? escapeCode);
    else text += ofAlphabet.get(septets[index] ?? escapeCode);
  }
  return text;
};

/** Fills parts one whole character after the other. */
const pack = (characters: readonly number[][], room: number): number[][] => {
  let part: number[] = [];
  const parts = [part];
  for (const units of characters) {
    if (part.length + units.length > room) {
      part = [];
      parts.push(part);
    }
    part.push(...units);
  }
  return parts;
};

/** Septets that fit behind a header: its bits, filled up to a whole septet, come first. */
const roomBehind = (header: number): number => {
  let septets = 0;
  while (Math.ceil((header * 8) / 7) * 7 + (septets + 1) * 7 <= userData * 8) septets++;
  return septets;
};

const inSeptets = (
  text: string,
  alphabet: Map<string, number>,
  escaped: Map<string, number>,
  table?: string,
): Sent | undefined => {
  const characters = encode(text, alphabet, escaped);
  if (!characters) return undefined;
  const elements = table ? nationalElement : 0;
  const single = roomBehind(elements > 0 ? headerLength + elements : 0);
  const units = characters.flat().length;
  const perPart = units <= single ? single : roomBehind(headerLength + elements + joiningElement);
  const parts = pack(characters, perPart).map((part) => decode(part, alphabet, escaped));
  return { encoding: "GSM-7", ...(table && { table }), units, perPart, parts };
};

const inUcs2 = (text: string): Sent => {
  const characters = Array.from(text, (character) =>
    character.split("").map((unit) => unit.charCodeAt(0)),
  );
  const perPart =
    text.length <= userData / 2 ? userData / 2 : (userData - headerLength - joiningElement) / 2;
  const parts = pack(characters, perPart).map((part) => String.fromCharCode(...part));
  return { encoding: "UCS-2", units: text.length, perPart, parts };
};

/** GSM-7 where every character has a code, UCS-2 otherwise. */
export const send = (text: string): Sent =>
  inSeptets(text, defaultAlphabet, new Map(extensionTable)) ?? inUcs2(text);

/** With every national table that can write the text, the default first: the fewest parts win. */
export const sendWithNationalTables = (text: string): Sent => {
  const extension = new Map(extensionTable);
  const ways = [
    send(text),
    inSeptets(text, defaultAlphabet, turkishSingle, "turkish single"),
    inSeptets(text, turkishLocking, extension, "turkish locking"),
    inSeptets(text, defaultAlphabet, spanishSingle, "spanish single"),
    inSeptets(text, defaultAlphabet, portugueseSingle, "portuguese single"),
    inSeptets(text, portugueseLocking, extension, "portuguese locking"),
  ].filter((way) => way !== undefined);
  const fewest = Math.min(...ways.map(({ parts }) => parts.length));
  return ways.find(({ parts }) => parts.length === fewest) ?? send(text);
};

/** Every character that the default alphabet and its extension have. */
export const gsm7Characters: readonly string[] = [
  ...defaultAlphabet.keys(),
  ...extensionTable.map(([character]) => character),
];
