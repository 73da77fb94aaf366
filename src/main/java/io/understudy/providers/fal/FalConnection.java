package io.understudy.providers.fal;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.settings.SecretService;
import io.understudy.settings.SecretState;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Service;

@Service
@AdminsOnly
public class FalConnection {
    public static final int MOST_AT_ONCE = 64;

    private final SecretService secrets;
    private final FalClient client;
    private final SettingsService settings;
    private final BlobStore blobs;
    private final PublicUrl address;
    private final ExecutorService calls = BackgroundThreads.virtual();

    FalConnection(
            SecretService secrets, FalClient client, SettingsService settings, BlobStore blobs, PublicUrl address) {
        this.secrets = secrets;
        this.client = client;
        this.settings = settings;
        this.blobs = blobs;
        this.address = address;
    }

    public FileRoute route() {
        return isRoutePossible(FileRoute.LINK) ? FileRoute.valueOf(settings.text(FalFiles.ROUTE)) : FileRoute.UPLOAD;
    }

    /** A link needs an object store that the internet reaches. */
    public boolean isRoutePossible(FileRoute route) {
        return route == FileRoute.UPLOAD || blobs.isReachableFromOutside();
    }

    public void chooseRoute(FileRoute route) {
        if (!isRoutePossible(route)) {
            throw DomainException.RuleViolation.in(
                    "route",
                    "fal.ai cannot reach our object store. Set understudy.storage.public-endpoint to its address on the"
                            + " internet, then start the server again.");
        }
        settings.change(FalFiles.ROUTE, route.name());
    }

    public int concurrency() {
        return settings.number(FalPlaces.CONCURRENCY);
    }

    /**
     * How many requests fal works on at the same time for this account; what is over that waits in the queues here.
     *
     * @throws DomainException.RuleViolation in {@code concurrency} when it is not from 1 to {@link #MOST_AT_ONCE}
     */
    public void changeConcurrency(int requests) {
        if (requests < 1 || requests > MOST_AT_ONCE) {
            throw DomainException.RuleViolation.in(
                    "concurrency", "From 1 to " + MOST_AT_ONCE + " requests may be at fal.ai at the same time.");
        }
        settings.change(FalPlaces.CONCURRENCY, Integer.toString(requests));
    }

    /** Whether fal can notify us that a request is over; else this server only asks every few seconds. */
    public boolean isHeardFrom() {
        return address.forServices("").isPresent();
    }

    /** Keeps a key in place of an earlier one; it counts from the next call on. */
    public void connect(String key) {
        secrets.keep(FalKey.NAME, key);
    }

    /** Forgets the key. Requests that are under way cannot be followed until there is a new one. */
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
