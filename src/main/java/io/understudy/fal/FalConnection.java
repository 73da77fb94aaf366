package io.understudy.fal;

import io.understudy.people.AdminsOnly;
import io.understudy.settings.SecretService;
import io.understudy.settings.SecretState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Service;

/** Connects this installation to fal.ai. */
@Service
@AdminsOnly
public class FalConnection {
    private final SecretService secrets;
    private final FalClient client;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    FalConnection(SecretService secrets, FalClient client) {
        this.secrets = secrets;
        this.client = client;
    }

    /** Keeps a key in place of an earlier one; it counts from the next call on. */
    public void connect(String key) {
        secrets.keep(FalKey.NAME, key);
    }

    /** Forgets the key. Requests that are under way are not heard of again before there is a new one. */
    public void disconnect() {
        secrets.forget(FalKey.NAME);
    }

    public Optional<SecretState> state() {
        return secrets.state(FalKey.NAME);
    }

    /**
     * Asks fal.ai whether it takes the key; that costs nothing.
     *
     * @return completes with the problem, or with nothing when the key works
     */
    public CompletableFuture<Optional<FalProblem>> test() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        client.checkKey();
                        return Optional.empty();
                    } catch (FalProblem problem) {
                        return Optional.of(problem);
                    }
                },
                calls);
    }
}
