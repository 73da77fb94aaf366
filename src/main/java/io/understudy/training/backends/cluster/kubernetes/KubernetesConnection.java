package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One namespace of a cluster's API server. Nothing of the surroundings, such as a kubeconfig, has a say. */
public final class KubernetesConnection implements AutoCloseable {
    private static final int MILLIS_TO_CONNECT = 10_000;
    private static final int MILLIS_TO_ANSWER = 30_000;

    private final URI server;
    private final String namespace;
    private final Supplier<String> certificate;
    private final Supplier<String> token;
    private @Nullable Open open;

    private record Open(String certificate, KubernetesClient client) {}

    /** The token goes to the address that an admin typed and to no other. */
    private static final class Guarded extends OkHttpClientFactory {
        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            builder.socketFactory(new GuardedSockets(AddressRule.CONFIGURED))
                    .followRedirects(false)
                    .followSslRedirects(false);
        }
    }

    /**
     * Both are asked for at every call: an admin may have entered new ones.
     *
     * @param certificate in PEM, of the authority behind the server's own; empty for a public one
     */
    public KubernetesConnection(URI server, String namespace, Supplier<String> certificate, Supplier<String> token) {
        this.server = server;
        this.namespace = namespace;
        this.certificate = certificate;
        this.token = token;
    }

    private synchronized KubernetesClient client() {
        String trusted = certificate.get();
        if (open == null || !open.certificate().equals(trusted)) {
            close();
            open = new Open(trusted, client(trusted));
        }
        return open.client();
    }

    private KubernetesClient client(String trusted) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.toString())
                .withNamespace(namespace)
                .withOauthTokenProvider(token::get)
                .withConnectionTimeout(MILLIS_TO_CONNECT)
                .withRequestTimeout(MILLIS_TO_ANSWER)
                .withRequestRetryBackoffLimit(0);
        if (!trusted.isEmpty()) {
            config = config.withCaCertData(
                    Base64.getEncoder().encodeToString(trusted.getBytes(StandardCharsets.US_ASCII)));
        }
        return new KubernetesClientBuilder()
                .withConfig(config.build())
                .withHttpClientFactory(new Guarded())
                .build();
    }

    URI server() {
        return server;
    }

    String namespace() {
        return namespace;
    }

    /** @throws EngineUnreachable when there is no usable answer */
    <T> T ask(Function<KubernetesClient, T> question) {
        try {
            return question.apply(client());
        } catch (KubernetesClientException | JacksonException | IllegalStateException problem) {
            // The last of these says that it was closed meanwhile.
            throw KubernetesErrors.unanswered(server, problem);
        }
    }

    /** A later question opens it again. */
    @Override
    public synchronized void close() {
        if (open != null) {
            open.client().close();
            open = null;
        }
    }
}
