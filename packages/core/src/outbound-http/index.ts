export {
  createOutboundHttp,
  type OutboundHttp,
  type OutboundHttpOptions,
  type OutboundReply,
  type OutboundRequest,
} from "./outbound-http.ts";
