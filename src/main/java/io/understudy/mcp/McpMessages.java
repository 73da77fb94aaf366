package io.understudy.mcp;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Bounds what is read of a message, and answers one that cannot be read without showing how this server is made. */
class McpMessages implements HandlerFilterFunction<ServerResponse, ServerResponse> {
    /** In bytes, as for the API. */
    static final int LARGEST = 1_000_000;

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        byte[] body = request.servletRequest().getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "A message has at most 1 MB.");
        }
        ServerResponse answer =
                next.handle(ServerRequest.from(request).body(body).build());
        return isUnread(answer.statusCode())
                ? problem(
                        HttpStatus.BAD_REQUEST,
                        "This server answers initialize, ping, tools/list and tools/call, one JSON-RPC message in each"
                                + " request, to clients that accept application/json and text/event-stream.")
                : answer;
    }

    /** The library blames itself for a message that it does not know, and answers with what it has thrown. */
    private static boolean isUnread(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.BAD_REQUEST) || status.isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    /** An error of JSON-RPC that names no request, because none was read. */
    private static ServerResponse problem(HttpStatus status, String words) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"" + words + "\"}}");
    }
}
