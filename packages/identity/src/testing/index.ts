export { age } from "./age.ts";
export { type RecordingSender, recordingSender } from "./recording-sender.ts";
