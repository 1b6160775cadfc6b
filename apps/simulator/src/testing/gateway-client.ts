import { type CallbackRecord, defaultAccounts, type Simulator, startSimulator } from "../index.ts";

/** What came back from the simulator: the status, the headers, and the body as JSON or as it is. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A simulator that never waits, the delays it was asked for, and plain HTTP to it. */
export async function startTestSimulator() {
  const delays: number[] = [];
  const lines: string[] = [];
  const simulator = await startSimulator({
    port: 0,
    wait: async (ms) => void delays.push(ms),
    log: (line) => lines.push(line),
  });
  /** Resolves when so many attempts at callbacks are over; their receiver hears of them before. */
  const recorded = async (count: number): Promise<CallbackRecord[]> => {
    while (simulator.callbacks().length < count) await Bun.sleep(0);
    return simulator.callbacks();
  };
  return { simulator, delays, lines, recorded, ...clientOf(simulator) };
}

/** Plain HTTP to a simulator. */
export function clientOf({ url }: Pick<Simulator, "url">) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init = body === undefined ? { method } : { method, body: text };
    const response = await fetch(url + path, { ...init, headers, keepalive: false });
    return {
      status: response.status,
      headers: response.headers,
      body: read(await response.text()),
    };
  }
  return {
    call,
    /** `sendSms` with the body as it is. */
    sendSms: (body: unknown) => call("POST", "/vnpay/smsgw/sendSms", body),
    /** `sendSmsList` with the items under the default account's credentials. */
    sendList: (data: unknown[], changes: Record<string, unknown> = {}) =>
      call("POST", "/vnpay/smsgw/sendSmsList", {
        partnerCode: defaultAccounts.vnpay.partnerCode,
        secretKey: defaultAccounts.vnpay.secret,
        data,
        ...changes,
      }),
  };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One item of a list that the gateway accepts, with an id of its own. */
export function item(changes: Record<string, unknown> = {}) {
  return {
    messageId: crypto.randomUUID().replaceAll("-", ""),
    destination: "0912345678",
    sender: "NXDEMO",
    keyword: "NXDEMO",
    shortMessage: "Ma OTP cua ban la 482915",
    requestTime: 1767342665000,
    ...changes,
  };
}

/** A single send that the gateway accepts; a change to `undefined` leaves the field out. */
export function single(changes: Record<string, unknown> = {}) {
  return {
    ...item(),
    encryptMessage: "",
    isEncrypt: 0,
    type: 0,
    partnerCode: defaultAccounts.vnpay.partnerCode,
    sercretKey: defaultAccounts.vnpay.secret,
    ...changes,
  };
}
