import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

const Text = Type.String({ minLength: 1 });
const Digits = Type.Union([Type.Integer({ minimum: 0 }), Type.String({ pattern: "^[0-9]+$" })]);
const Flag = Type.Union([0, 1, "0", "1"].map((value) => Type.Literal(value)));

const Item = Type.Object({
  messageId: Text,
  destination: Text,
  sender: Text,
  keyword: Text,
  shortMessage: Type.String(),
  requestTime: Digits,
  encryptMessage: Type.Optional(Type.String()),
  isEncrypt: Type.Optional(Flag),
  type: Type.Optional(Digits),
});

/** One message as it stands in a request; a list's items may leave out the last three fields. */
export type Item = Static<typeof Item>;

/** Single send. The secret's name is misspelt on the wire. */
const SingleRequest = Type.Composite([
  Item,
  Type.Object({
    encryptMessage: Type.String(),
    isEncrypt: Flag,
    type: Digits,
    partnerCode: Text,
    sercretKey: Text,
  }),
]);

/** List send. Here the secret's name is spelt as usual. */
const ListRequest = Type.Object({
  partnerCode: Text,
  secretKey: Text,
  data: Type.Array(Type.Unknown(), { minItems: 1 }),
});

/** One message of a request: what can be told of it, and the item where it is well formed. */
export interface Submitted {
  messageId: string | null;
  destination: string | null;
  item: Item | undefined;
}

/** A request as read; without credentials it is malformed as a whole. */
export interface GatewayRequest {
  credentials: { partnerCode: string; secret: string } | undefined;
  submitted: Submitted[];
  /** What an answer to the request as a whole names: the single message, of a list none. */
  whole: Submitted;
}

const unnamed: Submitted = { messageId: null, destination: null, item: undefined };

/** Reads the body of `sendSms`. */
export function readSingle(body: unknown): GatewayRequest {
  const whole = toSubmitted(body, SingleRequest);
  const credentials = Value.Check(SingleRequest, body)
    ? { partnerCode: body.partnerCode, secret: body.sercretKey }
    : undefined;
  return { credentials, submitted: [whole], whole };
}

/** Reads the body of `sendSmsList`. */
export function readList(body: unknown): GatewayRequest {
  if (!Value.Check(ListRequest, body)) {
    return { credentials: undefined, submitted: [unnamed], whole: unnamed };
  }
  return {
    credentials: { partnerCode: body.partnerCode, secret: body.secretKey },
    submitted: body.data.map((item) => toSubmitted(item, Item)),
    whole: unnamed,
  };
}

function toSubmitted(value: unknown, schema: TSchema): Submitted {
  const wellFormed = Value.Check(schema, value) && Value.Check(Item, value) && hasText(value);
  return {
    messageId: peek(value, "messageId"),
    destination: peek(value, "destination"),
    item: wellFormed ? value : undefined,
  };
}

function hasText(item: Item): boolean {
  return Boolean(isEncrypted(item) ? item.encryptMessage : item.shortMessage);
}

/** Whether the text travels in `encryptMessage`. */
export function isEncrypted(item: Item): boolean {
  return String(item.isEncrypt) === "1";
}

function peek(value: unknown, key: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const field: unknown = Reflect.get(value, key);
  return typeof field === "string" && field !== "" ? field : null;
}
