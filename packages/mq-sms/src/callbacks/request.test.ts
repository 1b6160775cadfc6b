import { describe, expect, test } from "bun:test";
import { maxCallbackBytes, toCallbackRequest } from "./request.ts";

const url = "https://inside.example/hooks/status?attempt=a1";
const status = { purpose: "status" } as const;

describe("toCallbackRequest", () => {
  test("takes what a reader needs, byte by byte", async () => {
    const body = new Uint8Array([0, 255, 10, 13]);
    const request = new Request(url, { method: "POST", body, headers: { "x-signature": "s" } });
    const taken = await toCallbackRequest(request, { ...status, token: "t" });
    expect(taken).toMatchObject({ purpose: "status", method: "POST", url, token: "t" });
    expect([...taken.body]).toEqual([...body]);
    expect(taken.headers.get("x-signature")).toBe("s");
  });

  test("a request without a body has an empty one", async () => {
    expect((await toCallbackRequest(new Request(url), status)).body).toHaveLength(0);
  });

  test("of a body without end it reads one byte more than is allowed", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    const request = new Request(url, { method: "POST", body: endless });
    const { body } = await toCallbackRequest(request, status);
    expect(body).toHaveLength(maxCallbackBytes + 1);
    expect(pulled).toBeLessThan(20);
  });

  test("a body that breaks off is what had come of it", async () => {
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) return controller.error(new Error("reset"));
        sent = true;
        controller.enqueue(new TextEncoder().encode("status=deli"));
      },
    });
    const request = new Request(url, { method: "POST", body: broken });
    const { body } = await toCallbackRequest(request, status);
    expect(new TextDecoder().decode(body)).toBe("status=deli");
  });
});
