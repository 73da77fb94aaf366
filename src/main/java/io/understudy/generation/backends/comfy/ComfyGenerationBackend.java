package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.GenerationEngineBackend;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.ListedRequest;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.BaseModel;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.providers.comfy.ComfyCancels;
import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.engines.EngineConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generates FLUX.1 pictures on ComfyUI servers of the team, a graph for each. */
class ComfyGenerationBackend extends GenerationEngineBackend {
    /** On a card of today, for a megapixel; what the servers really need is learned from the first job. */
    private static final double SECONDS_PER_STEP = 0.5;

    private static final Duration START = Duration.ofSeconds(20);
    private static final int MEGAPIXEL = 1_000_000;

    private final ComfyEngine comfy;
    private final ComfyPlaces places;
    private final ComfyCancels cancels;
    private final ComfyPauses pauses;

    ComfyGenerationBackend(EngineConnection engine, ComfyEngine comfy, ComfyCancels cancels, ComfyPauses pauses) {
        super(engine);
        this.comfy = comfy;
        this.places =
                new ComfyPlaces(comfy.servers().stream().map(ComfyClient::new).toList(), comfy.atOnce());
        this.cancels = cancels;
        this.pauses = pauses;
    }

    @Override
    public GenerationCapabilities capabilities() {
        return new GenerationCapabilities(
                "ComfyUI on the team's own cards generates with FLUX.1 dev. No picture leaves.",
                BaseModel.FLUX1_DEV,
                new PictureSettings(
                        FilledPrompt.DEFAULT_SIDE,
                        FilledPrompt.DEFAULT_SIDE,
                        FilledPrompt.DEFAULT_STEPS,
                        FilledPrompt.DEFAULT_GUIDANCE),
                new Range(256, 2048),
                new Range(1, 100),
                new Range(1, 10),
                8);
    }

    @Override
    public GenerationEstimate estimate(PictureSettings settings, int pictures) {
        double megapixels = (double) settings.width() * settings.height() / MEGAPIXEL;
        double seconds = pictures
                * settings.steps()
                * megapixels
                * SECONDS_PER_STEP
                / comfy.servers().size();
        return new GenerationEstimate(START.plusMillis(Math.round(1000 * seconds)), null);
    }

    @Override
    protected int cards() {
        return comfy.servers().size();
    }

    @Override
    public void submit(GenerationTask task, GenerationReporter reporter) {
        startWaiting(
                task.key(),
                "comfyui " + task.name(),
                new ComfyGenerationTask(comfy, places, cancels, pauses, task, reporter));
    }

    @Override
    public boolean isKnown(String handle) {
        return ComfyHandle.parse(handle)
                .flatMap(known -> places.host(known.server()))
                .isPresent();
    }

    @Override
    public boolean listsRequests() {
        return true;
    }

    @Override
    public List<ListedRequest> requests() {
        return asked(() -> comfy.servers().stream()
                .map(ComfyClient::new)
                .flatMap(client -> client.sent().stream().map(sent -> listed(client.server(), sent)))
                .toList());
    }

    private static ListedRequest listed(ComfyServer server, ComfyClient.Sent sent) {
        return new ListedRequest(
                Stream.of(sent.id(), sent.sentAs())
                        .distinct()
                        .map(id -> new ComfyHandle(server.id(), id).toString())
                        .toList(),
                (sent.isRunning() ? "running" : "waiting") + " on " + server.name(),
                sent.since());
    }

    @Override
    public void endRequest(String handle) {
        ComfyHandle known = ComfyHandle.parse(handle).orElseThrow();
        comfy.servers().stream()
                .filter(server -> server.id().equals(known.server()))
                .map(ComfyClient::new)
                .forEach(client -> asked(() -> client.stop(known.graph())));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ComfyProblem.Refused refused) {
            throw new JobFailure(refused.words(), refused.advice(), refused);
        } catch (ComfyProblem away) {
            throw new JobFailure(away.words(), "Look again when the server answers.", away);
        }
    }

    @Override
    public void cancelRequests(String key, Collection<String> handles) {
        handles.stream()
                .map(ComfyHandle::parse)
                .flatMap(Optional::stream)
                .forEach(handle -> cancels.stop(handle.server(), handle.graph()));
    }
}
