import type { ProviderRuntime } from "../provider.ts";

/** A request as a provider handed it to `fetch`. */
export interface RecordedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A `fetch` without a network, and what it was asked for. */
export interface RecordingFetch {
  readonly fetch: ProviderRuntime["fetch"];
  readonly requests: readonly RecordedRequest[];
}

/** Answers requests by a script and keeps them. A script that throws is a broken network. */
export function recordingFetch(
  script: (request: RecordedRequest, index: number) => Response | Promise<Response>,
): RecordingFetch {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const recorded = {
        url,
        method: request.method,
        headers: request.headers,
        body: await request.text(),
      };
      requests.push(recorded);
      return script(recorded, requests.length - 1);
    },
  };
}
