package io.understudy.providers.engines.probes;

import io.understudy.platform.core.Wording;
import io.understudy.platform.net.GuardedHttp;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.platform.net.UnixSockets;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an engine's own server. */
@Component
class ProbeHttp {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LARGEST_ANSWER = 32 << 20;
    private static final int MOST_WORDS = 200;
    private static final String REACHED = "Understudy-Reached";

    private final JsonMapper json = JsonMapper.shared();
    private final SingletonSupplier<OkHttpClient> http;

    ProbeHttp() {
        this(ANSWER);
    }

    ProbeHttp(Duration answer) {
        http = SingletonSupplier.of(() -> GuardedHttp.client(CONNECT)
                .callTimeout(answer)
                .addNetworkInterceptor(chain -> {
                    InetAddress machine = Objects.requireNonNull(chain.connection())
                            .route()
                            .socketAddress()
                            .getAddress();
                    return chain.proceed(chain.request())
                            .newBuilder()
                            .header(REACHED, described(machine))
                            .build();
                })
                .build());
    }

    private static String described(InetAddress machine) {
        return machine.getHostAddress()
                + (machine.isLoopbackAddress()
                        ? ", this computer itself"
                        : machine.isSiteLocalAddress() ? ", in a private network" : "");
    }

    /**
     * An answer of the server.
     *
     * @param body missing where it is no JSON
     * @param reached the computer that answered
     */
    record Answer(String host, int status, JsonNode body, Fact reached) {
        boolean isRefused() {
            return status == 401 || status == 403;
        }

        /** @throws EngineProblem when it is none of success */
        Answer orProblem() {
            if (isRefused()) {
                throw new EngineProblem(host + " refuses the token (HTTP " + status + "). Enter another one.", null);
            }
            if (status != 200) {
                throw new EngineProblem(host + " answers HTTP " + status + said() + " Check the address.", null);
            }
            return this;
        }

        /** @throws EngineProblem when it is not what servers of this kind say */
        JsonNode require(String member, String kind) {
            JsonNode found = body.path(member);
            if (found.isMissingNode()) {
                throw new EngineProblem(host + " answers, but not as " + kind + " does. Check address and port.", null);
            }
            return found;
        }

        private String said() {
            String words = body.path("errors")
                    .path(0)
                    .path("error")
                    .asString(body.path("error").asString(""));
            return words.isBlank() ? "." : ": " + brief(words) + ".";
        }
    }

    /** @throws EngineProblem when nothing answers, or something that sends the request elsewhere */
    Answer get(URI base, String path, Map<String, String> headers) {
        boolean isSocket = UnixSockets.isAddress(base);
        String host = isSocket ? base.toString() : String.valueOf(base.getHost());
        Request.Builder request =
                new Request.Builder().url(UnixSockets.base(base) + path).header("Accept", "application/json");
        headers.forEach(request::header);
        try (Response response =
                UnixSockets.client(http.obtain(), base).newCall(request.build()).execute()) {
            if (response.isRedirect()) {
                throw new EngineProblem(
                        host + " sends requests on to " + brief(String.valueOf(response.header("Location")))
                                + ". Enter the address that it sends to.",
                        null);
            }
            return new Answer(
                    host,
                    response.code(),
                    read(GuardedHttp.body(response, LARGEST_ANSWER).readUtf8()),
                    new Fact(
                            "Reached",
                            isSocket ? "a socket of this computer" : String.valueOf(response.header(REACHED))));
        } catch (RefusedAddressException forbidden) {
            throw new EngineProblem(host + " leads to an address that this server never asks.", forbidden);
        } catch (IOException unreached) {
            throw new EngineProblem(
                    host + " does not answer: " + brief(String.valueOf(unreached.getMessage()))
                            + ". Check that it is running and that this server reaches it.",
                    unreached);
        }
    }

    private JsonNode read(String body) {
        try {
            JsonNode read = json.readTree(body);
            return read == null ? json.missingNode() : read;
        } catch (JacksonException page) {
            return json.missingNode();
        }
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return Wording.cut(line, MOST_WORDS);
    }
}
