package io.understudy.providers.fal;

import io.understudy.platform.core.Wording;
import io.understudy.platform.net.RetryAfter;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads fal's errors, which come in three shapes: a list of details, a flat detail with a type, and plain text. */
final class FalErrorReader {
    private static final int LENGTH = 300;
    private static final Set<Integer> WORTH_RETRYING = Set.of(429, 502, 503, 504);
    private static final Set<String> TRANSIENT = Set.of(
            "request_timeout",
            "startup_timeout",
            "runner_scheduling_failure",
            "runner_connection_timeout",
            "runner_disconnected",
            "runner_connection_refused",
            "runner_connection_error",
            "runner_incomplete_response",
            "runner_server_error",
            "internal_error",
            "internal_server_error",
            "generation_timeout",
            "downstream_service_error",
            "downstream_service_unavailable");
    private static final String AGAIN = "This was fal.ai's fault, not yours: try it again later.";
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("client_cancelled", "fal.ai was asked to stop it. Where it is still wanted, it is sent again."),
            Map.entry(
                    "content_policy_violation", "Look through the pictures and captions for what its policy forbids."),
            Map.entry("image_too_small", "Leave the smallest pictures out or upload larger ones, then launch again."),
            Map.entry("image_too_large", "Upload smaller copies of the largest pictures, then launch again."),
            Map.entry("image_load_error", "Upload the picture again, as JPEG or PNG."),
            Map.entry("unsupported_image_format", "Upload the picture again, as JPEG or PNG."),
            Map.entry(
                    "file_download_error",
                    "fal.ai could not fetch the dataset: with presigned links the object store must be reachable from"
                            + " the internet; an admin can choose uploads instead."),
            Map.entry("file_too_large", "Leave some pictures out, or upload smaller ones."),
            Map.entry("face_detection_error", "Add pictures in which the face is clearly seen."),
            Map.entry("sequence_too_short", "Add pictures: the trainer asks for more."),
            Map.entry("sequence_too_long", "Leave some pictures out: the trainer takes fewer."));

    private FalErrorReader() {}

    static FalProblem.Refused of(int status, HttpHeaders headers, String body) {
        return of(
                status,
                headers.firstValue("X-Fal-Error-Type").orElse(""),
                headers.firstValue("X-Fal-Retryable").map(Boolean::parseBoolean),
                RetryAfter.of(headers).orElse(null),
                units(headers).orElse(null),
                body);
    }

    private static FalProblem.Refused of(
            int status,
            String typeHeader,
            Optional<Boolean> retryable,
            @Nullable Duration after,
            @Nullable BigDecimal billed,
            String body) {
        Parsed parsed = parse(body);
        String type = parsed.type().isEmpty() ? typeHeader : parsed.type();
        boolean again = retryable.orElse(WORTH_RETRYING.contains(status) || TRANSIENT.contains(type));
        boolean ruledOut = retryable.isPresent() && !retryable.get();
        return new FalProblem.Refused(
                status,
                type,
                new FalProblem.Refused.Retry(again, ruledOut, after),
                words(status, type, parsed.text()),
                advice(status, type),
                billed);
    }

    static Optional<BigDecimal> units(HttpHeaders headers) {
        return headers.firstValue("X-Fal-Billable-Units")
                .map(String::strip)
                .filter(number -> number.matches("\\d{1,9}(\\.\\d{1,9})?"))
                .map(BigDecimal::new);
    }

    static FalProblem.Refused inStatus(String error, String type) {
        Parsed parsed = parse(error);
        String known = type.isEmpty() ? parsed.type() : type;
        boolean falsFault = TRANSIENT.contains(known);
        return new FalProblem.Refused(
                falsFault ? 503 : 0,
                known,
                new FalProblem.Refused.Retry(falsFault, true, null),
                words(0, known, parsed.text()),
                advice(0, known),
                null);
    }

    private static String words(int status, String type, String text) {
        String said = text.isBlank() ? "." : ": " + brief(text);
        if (status == 401) {
            return "fal.ai refuses the key" + said;
        }
        if (status == 403) {
            return "fal.ai does not allow this" + said;
        }
        if (status == 404) {
            return "fal.ai does not know this, or no longer does" + said;
        }
        if (status == 429) {
            return "fal.ai takes no more requests at the moment" + said;
        }
        String code = type.isEmpty() ? (status == 0 ? "" : " (HTTP " + status + ")") : " (" + type + ")";
        return "fal.ai reports an error" + code + said;
    }

    private static String advice(int status, String type) {
        if (status == 401) {
            return "Ask an admin to enter the key again in Settings.";
        }
        if (status == 402 || status == 403) {
            return "An admin looks at the account on fal.ai: an empty balance or a key without the right to run models"
                    + " are the usual reasons.";
        }
        String known = ADVICE.get(type);
        if (known != null) {
            return known;
        }
        return status >= 500 || TRANSIENT.contains(type) || status == 429
                ? AGAIN
                : "Change what it names, then launch again.";
    }

    private record Parsed(String text, String type) {}

    private static Parsed parse(String body) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return new Parsed(plain(body), "");
        }
        if (json == null || !json.isObject()) {
            return new Parsed(plain(body), "");
        }
        String type = json.path("error_type").asString("");
        JsonNode detail = json.path("detail");
        if (detail.isArray()) {
            return details(detail, type);
        }
        String text = detail.isString()
                ? detail.asString()
                : json.path("message").asString(json.path("error").asString(""));
        return new Parsed(text, type);
    }

    private static Parsed details(JsonNode details, String type) {
        List<String> sentences = new ArrayList<>();
        String first = type;
        for (JsonNode detail : details) {
            String message = detail.path("msg").asString("");
            JsonNode location = detail.path("loc");
            String field = location.isArray() && !location.isEmpty()
                    ? location.get(location.size() - 1).asString("")
                    : "";
            boolean named = field.isEmpty() || "body".equals(field);
            sentences.add(named ? message : field + ": " + message);
            first = first.isEmpty() ? detail.path("type").asString("") : first;
        }
        return new Parsed(String.join("; ", sentences), first);
    }

    /** Pages of proxies are not for reading. */
    private static String plain(String body) {
        return body.stripLeading().startsWith("<") ? "" : body.strip();
    }

    /** A sentence of its own: advice follows it. */
    private static String brief(String text) {
        String said = text.replace("\0", "").strip();
        if (said.length() > LENGTH) {
            return Wording.cut(said, LENGTH);
        }
        return said.matches("(?s).*[.!?…]") ? said : said + ".";
    }
}
