package io.understudy.identity;

import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class PublicUrl {
    private final String configured;
    private volatile int port;

    public PublicUrl(@Value("${understudy.public-url:}") String configured) {
        this.configured = configured.strip();
    }

    public void listeningOn(int actualPort) {
        this.port = actualPort;
    }

    /** Where services on the internet reach this installation; empty unless a public address with TLS is configured. */
    public Optional<URI> forServices(String path) {
        return configured.startsWith("https://") ? Optional.of(URI.create(of(path))) : Optional.empty();
    }

    /** An absolute URL; {@code understudy.public-url} when set, else this machine's own address. */
    public String of(String path) {
        String base = configured.isEmpty() ? "http://localhost:" + port : configured;
        return base.replaceAll("/+$", "") + "/" + path;
    }

    /** An absolute URL for others than this machine; empty unless {@code understudy.public-url} is set. */
    public Optional<String> shared(String path) {
        return configured.isEmpty() ? Optional.empty() : Optional.of(of(path));
    }
}
