package io.understudy.webhooks.messages;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.net.AllowedNetworks;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.platform.net.RetryAfter;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookNetworks;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sends a message once. Which machine it reaches is judged as the connection is opened; redirects are not followed, and
 * of the answer no more is read than the log shows.
 */
@Component
public class DeliverySender {
    /** How long an attempt takes at most. */
    public static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(DeliverySender.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
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
        http = SingletonSupplier.of(DeliverySender::client);
    }

    static OkHttpClient client() {
        return new OkHttpClient.Builder()
                // Each connection is judged by the networks that are allowed now.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                // Behind a proxy of the server, the proxy would be judged and not the receiver.
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                // What may have arrived is sent again when it is due, not at once to another machine of that name.
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT)
                .readTimeout(LONGEST)
                .writeTimeout(LONGEST)
                .callTimeout(LONGEST)
                .build();
    }

    public DeliveryAnswer send(Delivery delivery) {
        Instant now = clock.instant();
        URI address;
        List<SigningSecret> counting;
        try {
            address = secrets.addressOf(delivery.webhook());
            // Chats check no signature.
            counting =
                    delivery.format() == WebhookFormat.STANDARD ? secrets.counting(delivery.webhook(), now) : List.of();
        } catch (DomainException.RuleViolation unknown) {
            return DeliveryAnswer.none(unknown.words());
        }
        AllowedNetworks allowed = networks.allowed();
        try {
            return post(address, request(delivery, address, counting, now), allowed);
        } catch (RuntimeException problem) {
            log.warn(
                    "Message {} to webhook {} cannot be sent",
                    delivery.event(),
                    delivery.webhook().value(),
                    problem);
            return DeliveryAnswer.none("It cannot be sent: " + problem.getMessage());
        }
    }

    private static Request request(Delivery delivery, URI address, List<SigningSecret> counting, Instant now) {
        String id = delivery.event().toString();
        String body = MessageBody.of(delivery);
        Request.Builder request = new Request.Builder()
                .url(address.toString())
                .header("User-Agent", "Understudy")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON));
        if (!counting.isEmpty()) {
            request.header(
                    "webhook-signature",
                    counting.stream().map(secret -> secret.sign(id, now, body)).collect(Collectors.joining(" ")));
        }
        return request.build();
    }

    private DeliveryAnswer post(URI address, Request request, AllowedNetworks allowed) {
        OkHttpClient client = http.obtain()
                .newBuilder()
                .socketFactory(allowed.sockets(address))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return new DeliveryAnswer(
                    response.code(),
                    response.isRedirect() ? redirected(response) : excerpt(response),
                    retryAfter(response));
        } catch (RefusedAddressException forbidden) {
            return DeliveryAnswer.none(
                    "The address leads to a machine that this server does not send to. It reaches the"
                            + " internet by https, and the private networks that are allowed in Settings.");
        } catch (IOException unreached) {
            return DeliveryAnswer.none("It does not answer: " + unreached.getMessage());
        }
    }

    /** The rest of the other address may be the secret that this one is. */
    private static String redirected(Response response) {
        String location = response.header("Location");
        HttpUrl to = location == null ? null : response.request().url().resolve(location);
        String place = to == null ? "another address" : to.scheme() + "://" + to.host() + ":" + to.port();
        return "It sends messages on to " + place + ". Enter the address that they arrive at.";
    }

    private static Duration retryAfter(Response response) {
        return RetryAfter.of(HttpHeaders.of(response.headers().toMultimap(), (name, value) -> true))
                .orElse(Duration.ZERO);
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
