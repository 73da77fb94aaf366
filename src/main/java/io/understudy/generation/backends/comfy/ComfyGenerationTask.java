package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.RemoteGenerationTask;
import io.understudy.generation.backends.comfy.ComfyGraph.PlacedLora;
import io.understudy.generation.backends.comfy.ComfyPlaces.Host;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyCancels;
import io.understudy.providers.comfy.ComfyCatalogue;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.LoraDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One task: the LoRAs are brought once, then as many pictures are followed as the servers take at a time. */
class ComfyGenerationTask extends RemoteGenerationTask {
    private final ComfyEngine engine;
    private final ComfyPlaces places;
    private final ComfyCancels cancels;
    private final ComfyPauses pauses;
    private final String clientId;
    private final Map<Host, ComfyFrames> frames = new ConcurrentHashMap<>();
    private final Map<Host, ComfyCatalogue> catalogues = new ConcurrentHashMap<>();
    /** Servers that lack something, with what. */
    private final Map<Host, ComfyProblem.Refused> unfit = new ConcurrentHashMap<>();

    private final Set<ComfyPicture> underway = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    ComfyGenerationTask(
            ComfyEngine engine,
            ComfyPlaces places,
            ComfyCancels cancels,
            ComfyPauses pauses,
            GenerationTask task,
            GenerationReporter reporter) {
        super(task, reporter);
        this.engine = engine;
        this.places = places;
        this.cancels = cancels;
        this.pauses = pauses;
        this.clientId = UUID.nameUUIDFromBytes(task.key().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    protected void wake() {
        underway.forEach(ComfyPicture::wake);
        places.wake();
    }

    @Override
    protected void work() throws IOException, InterruptedException {
        try {
            List<PlacedLora> loras = bringLoras();
            reporter.preparing("Waits for the first picture of " + engine.name());
            draw(loras);
            RuntimeException problem = end.get();
            if (problem != null) {
                throw problem;
            }
            stopIfUnwanted();
        } catch (ComfyProblem.Refused refused) {
            throw new JobFailure(refused.words(), refused.advice() + GO_ON, refused);
        } finally {
            frames.values().forEach(ComfyFrames::close);
        }
    }

    private List<PlacedLora> bringLoras() throws IOException, InterruptedException {
        LoraDelivery delivery = Optional.ofNullable(engine.delivery())
                .<LoraDelivery>map(reached -> (file, name) -> deliver(reached, file, name))
                .orElse(null);
        List<PlacedLora> placed = new ArrayList<>();
        for (TaskLora lora : task.loras()) {
            stopIfUnwanted();
            reporter.preparing("Bringing " + lora.name() + " to " + engine.name());
            placed.add(ComfyLoras.bring(lora, engine.spool(), delivery));
        }
        return placed;
    }

    /** The file stays at hand while the machine that takes it is away. */
    private void deliver(LoraDelivery delivery, Path file, String name) throws IOException, InterruptedException {
        while (true) {
            try {
                delivery.deliver(file, name);
                trouble.set("");
                return;
            } catch (ComfyProblem.Away away) {
                keepAsking(away);
                stopIfUnwanted();
                places.await(pauses.away());
                stopIfUnwanted();
            }
        }
    }

    /** What was asked for earlier comes first: it may be done. */
    private void draw(List<PlacedLora> loras) throws InterruptedException {
        ComfyModels models = engine.models().get();
        Queue<ComfyPicture> left = new ConcurrentLinkedQueue<>(task.pictures().stream()
                .sorted(Comparator.comparing((TaskPicture picture) -> picture.handle() == null))
                .map(picture -> new ComfyPicture(this, picture, loras, models))
                .toList());
        List<Thread> threads = new ArrayList<>();
        int together = Math.min(engine.mostPictures(), left.size());
        while (threads.size() < together) {
            threads.add(BackgroundThreads.start("comfyui " + task.name(), () -> drawFrom(left)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void drawFrom(Queue<ComfyPicture> left) {
        for (ComfyPicture next = left.poll(); next != null && end.get() == null && !isStopping(); next = left.poll()) {
            draw(next);
        }
    }

    private void draw(ComfyPicture picture) {
        underway.add(picture);
        try {
            picture.draw();
        } catch (ComfyPicture.Over nothing) {
            over.add(picture.position());
            end(nothing.why());
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
            end(new Stopped());
        } catch (RuntimeException problem) {
            end(problem);
        } finally {
            if (isCancelled()) {
                picture.takeBack();
            }
            underway.remove(picture);
        }
    }

    /** The first problem counts; pictures that the servers have already are waited for. */
    private void end(RuntimeException problem) {
        end.compareAndSet(null, problem);
        wake();
    }

    void stopIfUnwanted() {
        if (isStopping() || end.get() instanceof JobWithdrawn) {
            throw new Stopped();
        }
    }

    boolean isEnding() {
        return end.get() != null;
    }

    /** @throws JobFailure when no server can generate these pictures */
    void requireServer() {
        if (unfit.size() == places.hosts().size()) {
            ComfyProblem.Refused one = unfit.values().iterator().next();
            throw new JobFailure(
                    unfit.values().stream().map(ComfyProblem::words).collect(Collectors.joining(" ")),
                    one.advice() + GO_ON,
                    one);
        }
    }

    boolean isFit(Host host) {
        return !unfit.containsKey(host);
    }

    /** A server that says no is left out; one that is away is asked again, which is said once. */
    void note(Host host, ComfyProblem problem) {
        switch (problem) {
            case ComfyProblem.Refused refused -> unfit.put(host, refused);
            case ComfyProblem.Away away -> keepAsking(away);
        }
    }

    private void keepAsking(ComfyProblem.Away away) {
        if (!away.words().equals(trouble.getAndSet(away.words()))) {
            reporter.preparing("Keeps asking. " + away.words());
        }
    }

    void answered() {
        if (!trouble.getAndSet("").isEmpty()) {
            reporter.preparing("Waits for the pictures of " + engine.name());
        }
    }

    ComfyFrames frames(Host host) {
        return frames.computeIfAbsent(host, each -> new ComfyFrames(each.client(), clientId));
    }

    ComfyCatalogue catalogue(Host host) {
        return catalogues.computeIfAbsent(host, each -> new ComfyCatalogue(each.client()));
    }

    boolean isOwnLora(String name) {
        return task.loras().stream().anyMatch(lora -> ComfyLoras.name(lora).equals(name));
    }

    GenerationTask task() {
        return task;
    }

    GenerationReporter reporter() {
        return reporter;
    }

    ComfyPlaces places() {
        return places;
    }

    ComfyPauses pauses() {
        return pauses;
    }

    ComfyCancels cancels() {
        return cancels;
    }

    String clientId() {
        return clientId;
    }
}
