package io.understudy.generation.backends.comfy;

import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which servers take a picture now: the queue is kept here, so a server has little more than what it works on. */
final class ComfyPlaces {
    private final List<Host> hosts;
    private final int most;

    ComfyPlaces(List<ComfyClient> clients, int most) {
        this.hosts = clients.stream().map(Host::new).toList();
        this.most = most;
    }

    /** One server, and how many pictures it has of this node's. */
    static final class Host {
        private final ComfyClient client;
        private int taken;

        private Host(ComfyClient client) {
            this.client = client;
        }

        ComfyClient client() {
            return client;
        }
    }

    /** A picture at a server, until it is over or no longer followed here. */
    final class Place implements AutoCloseable {
        private final Host host;

        private Place(Host host) {
            this.host = host;
        }

        Host host() {
            return host;
        }

        @Override
        public void close() {
            synchronized (ComfyPlaces.this) {
                host.taken--;
                ComfyPlaces.this.notifyAll();
            }
        }
    }

    List<Host> hosts() {
        return hosts;
    }

    Optional<Host> host(String server) {
        return hosts.stream()
                .filter(host -> host.client().server().id().equals(server))
                .findFirst();
    }

    /** For a picture that the server has already. */
    synchronized Place take(Host host) {
        host.taken++;
        return new Place(host);
    }

    /**
     * The server where least waits, with a place; empty when none has one now.
     *
     * @param fits whether a server has what the picture needs
     * @param trouble is notified of each that does not answer, or says no
     */
    Optional<Place> tryTake(Predicate<Host> fits, BiConsumer<Host, ComfyProblem> trouble) {
        Host best = null;
        int least = Integer.MAX_VALUE;
        for (Host host : hosts) {
            int queued = taken(host) < most && fits.test(host) ? queued(host, trouble) : Integer.MAX_VALUE;
            if (queued < least) {
                least = queued;
                best = host;
            }
        }
        return best == null ? Optional.empty() : reserved(best);
    }

    private int queued(Host host, BiConsumer<Host, ComfyProblem> trouble) {
        try {
            int queued = host.client().queued();
            // Behind other people's pictures one of ours waits, not two.
            return taken(host) == 0 || queued < most ? queued : Integer.MAX_VALUE;
        } catch (ComfyProblem problem) {
            trouble.accept(host, problem);
            return Integer.MAX_VALUE;
        }
    }

    private synchronized int taken(Host host) {
        return host.taken;
    }

    private synchronized Optional<Place> reserved(@Nullable Host host) {
        return host == null || host.taken >= most ? Optional.empty() : Optional.of(take(host));
    }

    /** Until a place is free, or so long. */
    synchronized void await(Duration longest) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, longest.toNanos());
    }

    synchronized void wake() {
        notifyAll();
    }
}
