package io.understudy.providers.fal;

import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import io.understudy.platform.net.RefusedAddressException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Moves files to and from addresses that fal names: without the key and without following a redirect, to machines on the
 * internet only. A host that is configured for fal itself may be elsewhere.
 */
final class FalTransfer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final FalProperties properties;
    private final Dns names;
    /** Loads the trusted certificates, which takes most of a second: not before the first transfer. */
    private final SingletonSupplier<OkHttpClient> clients;

    FalTransfer(FalProperties properties, Dns names) {
        this.properties = properties;
        this.names = names;
        this.clients = SingletonSupplier.of(this::client);
    }

    private OkHttpClient client() {
        return new OkHttpClient.Builder()
                .dns(names)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .readTimeout(SILENT)
                .writeTimeout(SILENT)
                .callTimeout(LONGEST)
                .build();
    }

    boolean mayReach(URI address) {
        return rule(address).allows(address);
    }

    /** @throws FalProblem.AnswerLost when it is no address that this server asks */
    URI required(String address) {
        try {
            URI wanted = URI.create(address);
            if (mayReach(wanted)) {
                return wanted;
            }
        } catch (IllegalArgumentException none) {
            throw notPublic(none);
        }
        throw notPublic(null);
    }

    /** The caller closes the answer. */
    Response send(Request.Builder request, URI address) {
        OkHttpClient client =
                clients.obtain().newBuilder().socketFactory(sockets(address)).build();
        try {
            // A compressed answer would hide how long it is.
            return client.newCall(request.url(required(address.toString()).toString())
                            .header("Accept-Encoding", "identity")
                            .build())
                    .execute();
        } catch (RefusedAddressException refused) {
            throw notPublic(refused);
        } catch (ConnectException | UnknownHostException unreached) {
            throw new FalProblem.NotReached(address.getHost(), unreached);
        } catch (IOException | IllegalArgumentException lost) {
            throw new FalProblem.AnswerLost("The connection to a file at fal.ai broke off.", lost);
        }
    }

    /** When to try again is all that a host which fal named may say. */
    static FalProblem.Refused refused(Response response) {
        HttpHeaders wish = HttpHeaders.of(
                response.headers().toMultimap(),
                (name, value) -> "Retry-After".equalsIgnoreCase(name) || "Date".equalsIgnoreCase(name));
        return FalErrorReader.of(response.code(), wish, "");
    }

    /** A proxy that the operator of this server set decides itself where its connections lead. */
    private SocketFactory sockets(URI address) {
        boolean direct = Stream.ofNullable(ProxySelector.getDefault())
                .flatMap(selector -> selector.select(address).stream())
                .allMatch(Proxy.NO_PROXY::equals);
        return direct ? new GuardedSockets(rule(address)) : SocketFactory.getDefault();
    }

    private AddressRule rule(URI address) {
        return Stream.of(properties.queueUrl(), properties.restUrl()).anyMatch(own -> isSameHost(own, address))
                ? AddressRule.CONFIGURED
                : AddressRule.PUBLIC;
    }

    private static boolean isSameHost(URI own, URI address) {
        return Objects.equals(own.getScheme(), address.getScheme())
                && Objects.equals(own.getHost(), address.getHost())
                && own.getPort() == address.getPort();
    }

    private static FalProblem notPublic(@Nullable Throwable cause) {
        return new FalProblem.AnswerLost(
                "fal.ai named an address that is not on the internet, so nothing was sent there.", cause);
    }
}
