package io.understudy.generation.backends.comfy;

import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyProblem;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        private final Set<String> graphs = ConcurrentHashMap.newKeySet();
        private int taken;

        private Host(ComfyClient client) {
            this.client = client;
        }

        ComfyClient client() {
            return client;
        }

        private boolean holds(ComfyClient.Sent sent) {
            return graphs.contains(sent.id()) || graphs.contains(sent.sentAs());
        }
    }

    /** A picture at a server, until it is over or no longer followed here. */
    final class Place implements AutoCloseable {
        private final Host host;
        private @Nullable String graph;

        private Place(Host host) {
            this.host = host;
        }

        Host host() {
            return host;
        }

        /** @param id under which the picture is about to be sent, or was sent */
        void hold(String id) {
            graph = id;
            host.graphs.add(id);
        }

        @Override
        public void close() {
            synchronized (ComfyPlaces.this) {
                if (graph != null) {
                    host.graphs.remove(graph);
                }
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
     * What a server had when it was asked.
     *
     * @param queued graphs of everyone
     * @param others pictures of ours that another node has there, or an earlier worker had
     */
    private record Load(Host host, int queued, int others) {}

    /**
     * The server where least waits, with a place; empty when none has one now.
     *
     * @param fits whether a server has what the picture needs
     * @param trouble is notified of each that does not answer, or says no
     */
    Optional<Place> tryTake(Predicate<Host> fits, BiConsumer<Host, ComfyProblem> trouble) {
        return hosts.stream()
                .filter(host -> taken(host) < most && fits.test(host))
                .flatMap(host -> load(host, trouble).stream())
                .filter(this::hasRoom)
                .min(Comparator.comparingInt(Load::queued))
                .flatMap(this::reserved);
    }

    private Optional<Load> load(Host host, BiConsumer<Host, ComfyProblem> trouble) {
        try {
            int queued = host.client().queued();
            Load alone = new Load(host, queued, 0);
            return Optional.of(queued == 0 || !hasRoom(alone) ? alone : new Load(host, queued, others(host)));
        } catch (ComfyProblem problem) {
            trouble.accept(host, problem);
            return Optional.empty();
        }
    }

    private static int others(Host host) {
        return (int)
                host.client().sent().stream().filter(sent -> !host.holds(sent)).count();
    }

    private synchronized int taken(Host host) {
        return host.taken;
    }

    /** Behind other people's pictures one of ours waits, not two. */
    private synchronized boolean hasRoom(Load load) {
        return load.host().taken + load.others() < (load.queued() < most ? most : 1);
    }

    private synchronized Optional<Place> reserved(Load load) {
        return hasRoom(load) ? Optional.of(take(load.host())) : Optional.empty();
    }

    /** Until a place is free, or so long. */
    synchronized void await(Duration longest) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, longest.toNanos());
    }

    synchronized void wake() {
        notifyAll();
    }
}
