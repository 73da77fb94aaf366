package io.understudy.datasets.captioning;

import io.understudy.datasets.captioning.VisionProblem.Kind;
import io.understudy.platform.core.Wording;
import io.understudy.platform.net.GuardedHttp;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.platform.net.RetryAfter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows pictures to a vision model by OpenAI's chat protocol. The key goes to the chosen address and to no other. */
@Component
class VisionClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** A local model is loaded for the first picture. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private static final long LARGEST_ANSWER = 1 << 20;
    /** A caption has about 100; a model that thinks first needs more. */
    private static final int MOST_TOKENS = 2_000;

    private static final int MOST_WORDS = 300;
    private static final MediaType JSON = MediaType.get("application/json");

    private final JsonMapper json = JsonMapper.shared();
    private final SingletonSupplier<OkHttpClient> http = SingletonSupplier.of(() ->
            GuardedHttp.client(CONNECT).readTimeout(ANSWER).callTimeout(ANSWER).build());

    /**
     * What the model says about a picture, as it says it.
     *
     * @throws VisionProblem when there is no whole answer
     */
    String describe(VisionModel model, Optional<String> key, String instruction, byte[] jpeg) {
        String picture = "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
        Map<String, Object> question = Map.of(
                "role",
                "user",
                "content",
                List.of(
                        Map.of("type", "text", "text", instruction),
                        Map.of("type", "image_url", "image_url", Map.of("url", picture))));
        Request.Builder request = request(model, key, "chat/completions")
                .post(RequestBody.create(
                        json.writeValueAsBytes(Map.of(
                                "model",
                                model.name(),
                                "messages",
                                List.of(question),
                                limitName(model),
                                MOST_TOKENS,
                                "stream",
                                false)),
                        JSON));
        return caption(ask(model, request).path("choices").path(0));
    }

    /** OpenAI itself no longer takes the name that all others know. */
    private static String limitName(VisionModel model) {
        return String.valueOf(model.address().getHost()).endsWith("openai.com")
                ? "max_completion_tokens"
                : "max_tokens";
    }

    private static String caption(JsonNode choice) {
        String end = choice.path("finish_reason").asString("");
        String refusal = choice.path("message").path("refusal").asString("");
        if (!refusal.isBlank() || end.equals("content_filter")) {
            throw new VisionProblem(
                    Kind.THIS_PICTURE,
                    "The model refused to describe it" + (refusal.isBlank() ? "." : ": " + brief(refusal)),
                    null);
        }
        if (end.equals("length")) {
            throw new VisionProblem(
                    Kind.THIS_PICTURE,
                    "The answer was cut off after " + MOST_TOKENS + " tokens. Ask for fewer words.",
                    null);
        }
        String text = text(choice.path("message").path("content"));
        if (text.isBlank()) {
            throw new VisionProblem(Kind.THIS_PICTURE, "The model answered without any words.", null);
        }
        return text;
    }

    /** A text, or the parts of one. */
    private static String text(JsonNode content) {
        return content.isArray()
                ? content.values().stream()
                        .map(part -> part.path("text").asString(""))
                        .collect(Collectors.joining())
                : content.asString("");
    }

    /** @throws VisionProblem when they cannot be asked for */
    List<String> models(VisionModel model, Optional<String> key) {
        return ask(model, request(model, key, "models")).path("data").values().stream()
                .map(each -> each.path("id").asString(""))
                .filter(id -> !id.isBlank())
                .sorted()
                .toList();
    }

    private static Request.Builder request(VisionModel model, Optional<String> key, String path) {
        Request.Builder request =
                new Request.Builder().url(model.address() + "/" + path).header("Accept", "application/json");
        key.ifPresent(
                secret -> request.header("Authorization", model.keyScheme().word() + " " + secret));
        return request;
    }

    private JsonNode ask(VisionModel model, Request.Builder request) {
        String host = String.valueOf(model.address().getHost());
        try (Response response = http.obtain().newCall(request.build()).execute()) {
            String body = GuardedHttp.body(response, LARGEST_ANSWER).readUtf8();
            if (!response.isSuccessful()) {
                throw refused(host, response, said(body));
            }
            return json.readTree(body);
        } catch (RefusedAddressException forbidden) {
            throw new VisionProblem(
                    Kind.FOR_AN_ADMIN, host + " leads to an address that this server never asks.", forbidden);
        } catch (JacksonException nonsense) {
            throw new VisionProblem(Kind.FOR_AN_ADMIN, host + " does not answer as a vision model does.", nonsense);
        } catch (IOException unreached) {
            throw new VisionProblem(
                    Kind.LATER, host + " does not answer: " + brief(String.valueOf(unreached.getMessage())), unreached);
        }
    }

    private static VisionProblem refused(String host, Response response, String said) {
        int status = response.code();
        String reason = said.isEmpty() ? "." : ": " + said;
        return switch (status) {
            case 401, 403 -> new VisionProblem(Kind.FOR_AN_ADMIN, host + " refuses the key" + reason, null);
            case 402 -> new VisionProblem(Kind.FOR_AN_ADMIN, host + " wants to be paid first" + reason, null);
            case 404 ->
                new VisionProblem(Kind.FOR_AN_ADMIN, host + " does not know the model or the address" + reason, null);
            case 400, 413, 415, 422 -> new VisionProblem(Kind.THIS_PICTURE, host + " does not take it" + reason, null);
            default ->
                status == 429 || status >= 500
                        ? new VisionProblem(
                                Kind.LATER,
                                host + " is busy or in trouble (HTTP " + status + ")" + reason,
                                RetryAfter.of(HttpHeaders.of(response.headers().toMultimap(), (name, value) -> true))
                                        .orElse(VisionProblem.USUAL_PAUSE),
                                null)
                        : new VisionProblem(Kind.FOR_AN_ADMIN, host + " answers HTTP " + status + reason, null);
        };
    }

    /** The words of an error, wherever the service puts them. */
    private String said(String body) {
        try {
            JsonNode answer = json.readTree(body);
            return List.of(
                            answer.at("/error/message"),
                            answer.path("error"),
                            answer.path("detail"),
                            answer.path("message"))
                    .stream()
                    .map(node -> node.asString(""))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .map(VisionClient::brief)
                    .orElse("");
        } catch (JacksonException page) {
            return "";
        }
    }

    static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return Wording.cut(line, MOST_WORDS);
    }
}
