package io.understudy.webhooks.messages;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.webhooks.WebhookNetworks;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sends a message once. Which machine it reaches is judged as the connection is opened; redirects are not followed, and
 * of the answer no more is read than the log shows.
 */
@Component
public class DeliverySender {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final long ANSWER_BYTES = 500;
    private static final MediaType JSON = MediaType.get("application/json");

    private final WebhookSecrets secrets;
    private final WebhookNetworks networks;
    private final Clock clock;
    private final SingletonSupplier<OkHttpClient> http;

    DeliverySender(WebhookSecrets secrets, WebhookNetworks networks, Clock clock) {
        this.secrets = secrets;
        this.networks = networks;
        this.clock = clock;
        http = SingletonSupplier.of(() -> new OkHttpClient.Builder()
                // Each connection is judged by the networks that are allowed now.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .followRedirects(false)
                .connectTimeout(CONNECT)
                .callTimeout(ANSWER)
                .build());
    }

    public DeliveryAnswer send(Delivery delivery) {
        List<SigningSecret> all;
        try {
            all = secrets.of(delivery.webhook());
        } catch (DomainException.RuleViolation sealed) {
            return DeliveryAnswer.none(sealed.words());
        }
        Instant now = clock.instant();
        return post(delivery.address(), request(delivery, delivery.counting(all, now), now));
    }

    private static Request request(Delivery delivery, List<SigningSecret> counting, Instant now) {
        String id = delivery.event().toString();
        String body = MessageBody.of(delivery);
        return new Request.Builder()
                .url(delivery.address().toString())
                .header("User-Agent", "Understudy")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header(
                        "webhook-signature",
                        counting.stream()
                                .map(secret -> secret.sign(id, now, body))
                                .collect(Collectors.joining(" ")))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
    }

    private DeliveryAnswer post(URI address, Request request) {
        OkHttpClient client = http.obtain()
                .newBuilder()
                .socketFactory(networks.allowed().sockets(address))
                .build();
        try (Response response = client.newCall(request).execute()) {
            String location = response.header("Location");
            return new DeliveryAnswer(
                    response.code(),
                    response.isRedirect() && location != null
                            ? "It sends messages on to " + location + ". Enter that address."
                            : excerpt(response));
        } catch (RefusedAddressException forbidden) {
            return DeliveryAnswer.none(
                    "The address leads to a machine that this server does not send to. It reaches the"
                            + " internet by https, and the private networks that are allowed in Settings.");
        } catch (IOException unreached) {
            return DeliveryAnswer.none("It does not answer: " + unreached.getMessage());
        }
    }

    /** What was received does not depend on how the answer ends. */
    private static String excerpt(Response response) {
        try {
            return new String(response.peekBody(ANSWER_BYTES).bytes(), StandardCharsets.UTF_8);
        } catch (IOException brokenOff) {
            return "The answer broke off: " + brokenOff.getMessage();
        }
    }
}
