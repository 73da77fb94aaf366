package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.comfy.ComfyFrames.Watch;
import io.understudy.generation.backends.comfy.ComfyGraph.PlacedLora;
import io.understudy.generation.backends.comfy.ComfyPlaces.Host;
import io.understudy.generation.backends.comfy.ComfyPlaces.Place;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.StoppableTask.Stopped;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyFile;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.ComfyResult;
import io.understudy.providers.comfy.ComfySocket.Preview;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One picture: a graph of its own, whose id is written down before it is sent. It is sent again only once its server has
 * said that it knows nothing of it.
 */
final class ComfyPicture {
    private static final Logger log = LoggerFactory.getLogger(ComfyPicture.class);
    private static final int MOST_TRIES = 3;
    /** How often a server must say that it does not know a graph whose answer was lost. */
    private static final int LOOKS = 5;

    private static final int LOOKS_FOR_LORA = 10;
    private static final String AGAIN = "Generate the missing pictures to continue.";

    private final ComfyGenerationTask work;
    private final TaskPicture picture;
    private final List<PlacedLora> loras;
    private final ComfyModels models;
    private final Map<Host, Integer> looksForLora = new HashMap<>();
    private volatile @Nullable Watch watch;
    private volatile @Nullable Sent sent;
    /** In nanoseconds, of the graph that this attempt sent last. */
    private long sentAt;

    private record Sent(Host host, String graph) {}

    /** Nothing will come of the graph that was sent. */
    static final class Over extends RuntimeException {
        private final JobFailure why;

        Over(String words, String advice) {
            super(words);
            this.why = new JobFailure(words, advice, this);
        }

        JobFailure why() {
            return why;
        }
    }

    ComfyPicture(ComfyGenerationTask work, TaskPicture picture, List<PlacedLora> loras, ComfyModels models) {
        this.work = work;
        this.picture = picture;
        this.loras = loras;
        this.models = models;
    }

    int position() {
        return picture.position();
    }

    void wake() {
        Watch now = watch;
        if (now != null) {
            now.wake();
        }
    }

    void draw() throws InterruptedException {
        if (isBroughtByEarlierAttempt()) {
            return;
        }
        for (int tries = 0; tries < MOST_TRIES; ) {
            try (Place place = place()) {
                Host host = place.host();
                String id = UUID.randomUUID().toString();
                place.hold(id);
                watch = work.frames(host).watch(id, this::preview);
                Optional<ObjectNode> graph = fitted(host, id);
                if (graph.isEmpty()) {
                    continue;
                }
                Optional<String> accepted = send(host, graph.get(), id);
                if (accepted.isPresent()) {
                    tries++;
                    if (isBrought(host, accepted.get(), false)) {
                        return;
                    }
                }
            } finally {
                unwatch();
            }
        }
        throw new Over(
                "ComfyUI lost a picture " + MOST_TRIES + " times.",
                "Check whether it restarts or someone empties its queue. " + AGAIN);
    }

    private void preview(Preview preview) {
        work.reporter().preview(picture.position(), preview.encoded(), preview.mediaType());
    }

    private void unwatch() {
        Watch now = watch;
        if (now != null) {
            now.close();
        }
        watch = null;
    }

    private void pause(Duration longest) throws InterruptedException {
        Objects.requireNonNull(watch).await(longest);
        work.stopIfUnwanted();
    }

    private boolean isBroughtByEarlierAttempt() throws InterruptedException {
        Optional<ComfyHandle> handle = Optional.ofNullable(picture.handle()).flatMap(ComfyHandle::parse);
        Optional<Host> host = handle.flatMap(known -> work.places().host(known.server()));
        if (host.isEmpty()) {
            return false;
        }
        String id = handle.orElseThrow().graph();
        work.cancels().withdraw(id);
        try (Place place = work.places().take(host.get())) {
            place.hold(id);
            sent = new Sent(place.host(), id);
            watch = work.frames(place.host()).watch(id, this::preview);
            Optional<String> found = found(place.host(), id);
            return found.isPresent() && isBrought(place.host(), named(place.host(), id, found.get()), true);
        } finally {
            unwatch();
        }
    }

    private Place place() throws InterruptedException {
        while (true) {
            work.stopIfUnwanted();
            if (work.isEnding()) {
                throw new Stopped();
            }
            work.requireServer();
            Optional<Place> free = work.places().tryTake(work::isFit, work::note);
            if (free.isPresent()) {
                return free.get();
            }
            work.places().await(work.pauses().unheard());
        }
    }

    /**
     * The graph with names as the server has them; empty when it lacks one, or does not answer: others may have taken the
     * place by the time that it has.
     */
    private Optional<ObjectNode> fitted(Host host, String id) throws InterruptedException {
        ObjectNode graph = ComfyGraph.of(work.task(), picture, loras, models, id);
        try {
            work.catalogue(host).fit(graph);
            return Optional.of(graph);
        } catch (ComfyProblem.Away away) {
            work.note(host, away);
            pause(work.pauses().unheard());
        } catch (ComfyProblem.Refused refused) {
            boolean ownLora = refused.missing().filter(work::isOwnLora).isPresent();
            if (!ownLora || looksForLora.merge(host, 1, Integer::sum) == LOOKS_FOR_LORA) {
                work.note(host, refused);
            } else {
                // Lists are kept by the folder's time, which may be that of before the file came.
                work.catalogue(host).forget();
                pause(work.pauses().unheard());
            }
        }
        return Optional.empty();
    }

    /** The id by which the server knows the graph; empty when nothing reached it. */
    private Optional<String> send(Host host, ObjectNode graph, String id) throws InterruptedException {
        work.frames(host).isOpen();
        work.reporter().underway(picture.position(), handle(host, id).toString());
        sent = new Sent(host, id);
        sentAt = System.nanoTime();
        while (true) {
            work.stopIfUnwanted();
            try {
                return Optional.of(named(host, id, host.client().submit(graph, work.clientId(), id)));
            } catch (ComfyProblem.Away away) {
                work.note(host, away);
                if (!away.mayHaveArrived()) {
                    sent = null;
                    pause(work.pauses().unheard());
                    return Optional.empty();
                }
            } catch (ComfyProblem.Refused refused) {
                sent = null;
                throw new Over(refused.words(), refused.advice() + " " + AGAIN);
            }
            Optional<String> found = found(host, id);
            if (found.isPresent()) {
                return Optional.of(named(host, id, found.get()));
            }
        }
    }

    /** Asks until the server has said what it knows of a graph. */
    private Optional<String> found(Host host, String id) throws InterruptedException {
        for (int unknown = 0; unknown < LOOKS; ) {
            work.stopIfUnwanted();
            try {
                Optional<String> found = host.client().find(id);
                work.answered();
                if (found.isPresent()) {
                    return found;
                }
                unknown++;
                pause(work.pauses().soon());
            } catch (ComfyProblem.Away away) {
                leaveIfEnding(host, away);
                pause(work.pauses().unheard());
            }
        }
        return Optional.empty();
    }

    /** A failed task waits for its last pictures, but not for a server that is away: a later attempt finds them. */
    private void leaveIfEnding(Host host, ComfyProblem.Away away) {
        work.note(host, away);
        if (work.isEnding()) {
            throw new Stopped();
        }
    }

    private static ComfyHandle handle(Host host, String id) {
        return new ComfyHandle(host.client().server().id(), id);
    }

    /** Older servers name graphs themselves. */
    private String named(Host host, String asked, String given) {
        if (!given.equals(asked)) {
            sent = new Sent(host, given);
            unwatch();
            watch = work.frames(host).watch(given, this::preview);
            work.reporter().underway(picture.position(), handle(host, given).toString());
        }
        return given;
    }

    /**
     * Follows a graph to its end.
     *
     * @param again whether it was sent by an earlier attempt, which may have been cancelled
     * @return false when it is gone, or made no new picture: only another graph can bring it
     */
    private boolean isBrought(Host host, String id, boolean again) throws InterruptedException {
        Watch news = Objects.requireNonNull(watch);
        ComfyFrames frames = work.frames(host);
        Duration away = work.pauses().unheard();
        int unknown = 0;
        int broken = 0;
        while (unknown < 2 && broken < MOST_TRIES) {
            work.stopIfUnwanted();
            boolean live = frames.isOpen();
            Duration pause;
            try {
                boolean heard = news.heard();
                Optional<ComfyResult> result = host.client().result(id);
                work.answered();
                if (result.isPresent()) {
                    Optional<Boolean> brought = collected(host.client(), result.get(), again);
                    if (brought.isPresent()) {
                        sent = null;
                        return brought.get();
                    }
                    broken++;
                } else if (!heard && !host.client().isQueued(id)) {
                    // It may have ended between the two questions.
                    unknown++;
                } else {
                    unknown = 0;
                }
                pause = news.isOver() || unknown + broken > 0
                        ? work.pauses().soon()
                        : live ? work.pauses().heard() : work.pauses().unheard();
                away = work.pauses().unheard();
            } catch (ComfyProblem.Away problem) {
                leaveIfEnding(host, problem);
                unknown = 0;
                pause = away;
                Duration longer = away.multipliedBy(2);
                away = longer.compareTo(work.pauses().away()) < 0
                        ? longer
                        : work.pauses().away();
            }
            pause(pause);
        }
        sent = null;
        return false;
    }

    /** Whether the picture came; empty when it came broken, which another look may mend. */
    private Optional<Boolean> collected(ComfyClient client, ComfyResult result, boolean again) {
        switch (result.ending()) {
            case FAILED -> {
                sent = null;
                throw new Over(result.problem(), "ComfyUI's own log has the details. " + AGAIN);
            }
            case INTERRUPTED -> {
                sent = null;
                if (!again) {
                    throw new Over("Someone interrupted a picture on " + client.server() + ".", AGAIN);
                }
                return Optional.of(false);
            }
            case DONE -> {
                // A server that had the graph already names the file that it made then.
                Optional<ComfyFile> own = result.pictures().stream()
                        .filter(file -> file.name().startsWith(result.sentAs())
                                && file.type().equals("output"))
                        .findFirst();
                if (own.isEmpty()) {
                    return Optional.of(false);
                }
                try {
                    Optional<byte[]> png = client.picture(own.get());
                    png.ifPresent(bytes -> work.reporter()
                            .drawn(picture.position(), bytes, "image/png", seconds(result.seconds(), again)));
                    return png.map(bytes -> true);
                } catch (ComfyProblem.Refused refused) {
                    if (refused.isNotFound()) {
                        return Optional.of(false);
                    }
                    throw refused;
                }
            }
        }
        throw new IllegalStateException(result.toString());
    }

    /** What the server says that it took, which is charged: never longer than it was waited for here. */
    private double seconds(double said, boolean again) {
        double waited = again ? said : (System.nanoTime() - sentAt) / 1e9;
        return Math.max(0.001, said > 0 ? Math.min(said, waited) : waited);
    }

    /** Takes it out of the server's queue, or ends it there. */
    void takeBack() {
        Sent last = sent;
        if (last == null) {
            return;
        }
        try {
            if (last.host().client().stop(last.graph())) {
                return;
            }
        } catch (ComfyProblem problem) {
            log.info("{} is asked later to stop {}: {}", last.host().client().server(), last.graph(), problem.words());
        }
        work.cancels().stop(last.host().client().server().id(), last.graph());
    }
}
