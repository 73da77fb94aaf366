package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.understudy.platform.net.AddressRule;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;

/** One namespace of a cluster's API server. Nothing of the surroundings, such as a kubeconfig, has a say. */
public final class KubernetesConnection implements AutoCloseable {
    private static final int MILLIS_TO_CONNECT = 10_000;
    private static final int MILLIS_TO_ANSWER = 30_000;

    private final URI server;
    private final String namespace;
    private final SingletonSupplier<KubernetesClient> client;

    /**
     * @param certificate in PEM, of the authority behind the server's own; empty for a public one
     * @param token asked for at every call: an admin may have entered a new one
     */
    public KubernetesConnection(URI server, String namespace, String certificate, Supplier<String> token) {
        this.server = server;
        this.namespace = namespace;
        this.client = SingletonSupplier.of(() -> client(certificate, token));
    }

    private KubernetesClient client(String certificate, Supplier<String> token) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.toString())
                .withNamespace(namespace)
                .withOauthTokenProvider(token::get)
                .withConnectionTimeout(MILLIS_TO_CONNECT)
                .withRequestTimeout(MILLIS_TO_ANSWER)
                .withRequestRetryBackoffLimit(0);
        if (!certificate.isEmpty()) {
            config = config.withCaCertData(
                    Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII)));
        }
        return new KubernetesClientBuilder().withConfig(config.build()).build();
    }

    URI server() {
        return server;
    }

    String namespace() {
        return namespace;
    }

    /** @throws EngineUnreachable when there is no usable answer */
    <T> T ask(Function<KubernetesClient, T> question) {
        requireAllowed();
        try {
            return question.apply(client.obtain());
        } catch (KubernetesClientException | JacksonException problem) {
            throw KubernetesErrors.unanswered(server, problem);
        }
    }

    /** A name may lead elsewhere by now. */
    private void requireAllowed() {
        try {
            for (InetAddress machine : InetAddress.getAllByName(server.getHost())) {
                String number = machine.getHostAddress().replaceAll("%.*", "");
                if (!AddressRule.CONFIGURED.allows(
                        URI.create("http://" + (number.contains(":") ? "[" + number + "]" : number)))) {
                    throw new EngineUnreachable(
                            "Kubernetes at " + server + " leads to an address that this server never asks.",
                            "Enter another address in the engine's settings.",
                            true,
                            null);
                }
            }
        } catch (UnknownHostException unknown) {
            throw KubernetesErrors.away("There is no connection to Kubernetes at " + server + ".", unknown);
        }
    }

    @Override
    public void close() {
        client.obtain().close();
    }
}
