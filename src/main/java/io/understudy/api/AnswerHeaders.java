package io.understudy.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;

/** The headers of answers in the OpenAPI document. */
final class AnswerHeaders {
    private static final String OFFSET = "Upload-Offset";
    private static final Set<String> UPLOADS = Set.of("getUpload", "sendPart");
    private static final List<String> LIMITS = List.of("RateLimit", "RateLimit-Policy");

    private static final Map<String, String> ALL = Map.of(
            "RateLimit",
            "Of each limit that counted the request: how many are left, and after how many seconds all are again.",
            "RateLimit-Policy",
            "Of each limit that counted the request: how many it allows in how many seconds.",
            HttpHeaders.RETRY_AFTER,
            "With 409, 429 and 503: after how many seconds to send the request again.",
            HttpHeaders.ETAG,
            "The revision of what is answered, for If-Match.",
            HttpHeaders.LOCATION,
            "The address of what was made.",
            HttpHeaders.LINK,
            "The address of the part that follows, with rel=\"next\"; left out at the end of the list.",
            OFFSET,
            "How many bytes of the file are here.",
            "Idempotent-Replayed",
            "\"true\" where this is the answer to an earlier request with the same Idempotency-Key.");

    private AnswerHeaders() {}

    static Components addTo(Components components) {
        ALL.forEach((name, words) ->
                components.addHeaders(name, new Header().description(words).schema(new StringSchema())));
        return components;
    }

    static void addTo(Operation operation, HandlerMethod method) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                LIMITS.forEach(name -> add(name, response));
                ofAnswer(method.getMethod().getGenericReturnType(), status, response);
                if (UPLOADS.contains(operation.getOperationId())) {
                    add(OFFSET, response);
                }
                if (operation.getOperationId().equals("fetchProductionFile")) {
                    add(HttpHeaders.ETAG, response);
                }
            }
        });
        boolean repeatable = operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getName().equals("Idempotency-Key"));
        if (repeatable) {
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    add("Idempotent-Replayed", response);
                }
            });
        }
    }

    /** Controllers answer with an entity where there are headers to set. */
    private static void ofAnswer(Type returned, String status, ApiResponse response) {
        if (returned instanceof ParameterizedType entity && entity.getRawType() == ResponseEntity.class) {
            Type body = entity.getActualTypeArguments()[0];
            if (body instanceof ParameterizedType list && list.getRawType() == ItemPage.class) {
                add(HttpHeaders.LINK, response);
            }
            if (status.equals("201")) {
                add(HttpHeaders.LOCATION, response);
            } else if (body instanceof Class<?> answer && answer.isRecord()) {
                add(HttpHeaders.ETAG, response);
            }
        }
    }

    static void add(String name, ApiResponse response) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }
}
