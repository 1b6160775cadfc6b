export { type CallbackContract, describeCallbacks } from "./describe-callbacks.ts";
export { describeProvider, type ProviderContract } from "./describe-provider.ts";
export {
  httpAnswer,
  type Loopback,
  type LoopbackScript,
  openLoopback,
  type ReceivedRequest,
} from "./loopback.ts";
export { type RecordedRequest, type RecordingFetch, recordingFetch } from "./recording-fetch.ts";
export { type RecordingProvider, recordingProvider } from "./recording-provider.ts";
