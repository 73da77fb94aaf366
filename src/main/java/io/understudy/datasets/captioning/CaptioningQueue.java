package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captioning.CaptioningRepository.Order;
import io.understudy.datasets.captioning.CaptioningRepository.Waiting;
import io.understudy.datasets.captioning.VisionProblem.Kind;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Shows waiting pictures to the vision model, a handful of each dataset in turn, so that a large one keeps no other
 * waiting. A picture waits until its answer is stored: after a crash it is shown again.
 */
@Component
class CaptioningQueue extends BackgroundQueue<CharacterId> {
    private static final int IN_ONE_TURN = 16;
    /** Vision models see no more, and a small picture arrives sooner. */
    private static final int LONGEST_EDGE = 1024;

    private static final double QUALITY = 0.9;

    private final CaptioningRepository repository;
    private final CaptioningProgress progress;
    private final CharacterService characters;
    private final VisionModels models;
    private final VisionClient client;
    private final FalCaptionClient fal;
    private final BlobStore blobs;

    CaptioningQueue(
            CaptioningRepository repository,
            CaptioningProgress progress,
            CharacterService characters,
            VisionModels models,
            VisionClient client,
            FalCaptionClient fal,
            BlobStore blobs,
            JobClaimRepository claims,
            @Value("${understudy.datasets.captioning:${db-scheduler.enabled:true}}") boolean enabled) {
        super("captioning", claims, enabled);
        this.repository = repository;
        this.progress = progress;
        this.characters = characters;
        this.models = models;
        this.client = client;
        this.fal = fal;
        this.blobs = blobs;
    }

    @Override
    protected List<CharacterId> waiting() {
        return repository.waitingDatasets();
    }

    @Override
    protected String subject(CharacterId character) {
        return character.value().toString();
    }

    @Override
    protected void perform(CharacterId character) {
        Order order = progress.order(character).orElse(null);
        if (order == null) {
            return;
        }
        Queue<Waiting> pictures = new ArrayDeque<>(repository.waiting(character, IN_ONE_TURN));
        if (pictures.isEmpty()) {
            return;
        }
        Captioner model = models.captioner().orElse(null);
        if (model == null) {
            progress.stopped(character, "No vision model is chosen. An admin chooses one in Settings.");
            return;
        }
        if (!Objects.equals(order.service(), serviceOf(model))) {
            progress.stopped(
                    character,
                    "An admin has chosen another model, which may cost something else. Describe the pictures again to"
                            + " ask it.");
            return;
        }
        Turn turn = new Turn(characters.get(character), order, model, pictures);
        VisionProblem problem = turn.run();
        if (problem != null && problem.kind() == Kind.FOR_AN_ADMIN) {
            progress.stopped(character, problem.words());
        } else if (problem != null && !repository.waiting(character, 1).isEmpty()) {
            progress.hindered(character, problem.words());
            throw new NotNow(problem, problem.pause());
        } else {
            if (order.trouble() != null || turn.troubled) {
                progress.hindered(character, null);
            }
            add(character);
        }
    }

    /** The priced service that a model is; null where nothing is paid for it here. */
    static @Nullable String serviceOf(Captioner model) {
        return model instanceof FalCaptioner captioner ? captioner.model().id() : null;
    }

    /** The next pictures of one dataset, several at the same time. */
    private final class Turn {
        private final CharacterSummary character;
        private final Order order;
        private final String instruction;
        private final Captioner model;
        private final Queue<Waiting> pictures;
        private final AtomicReference<@Nullable VisionProblem> stopped = new AtomicReference<>();
        private volatile boolean troubled;

        Turn(CharacterSummary character, Order order, Captioner model, Queue<Waiting> pictures) {
            this.character = character;
            this.order = order;
            this.instruction = order.wish().forCharacter(character);
            this.model = model;
            this.pictures = pictures;
        }

        /** @return what keeps the others from being shown, or null */
        @Nullable
        VisionProblem run() {
            try (ExecutorService askers = BackgroundThreads.virtual()) {
                CompletableFuture.allOf(Stream.generate(
                                        () -> CompletableFuture.runAsync(() -> RunAs.run(this::showAll), askers))
                                .limit(atOnce())
                                .toArray(CompletableFuture[]::new))
                        .join();
            }
            return stopped.get();
        }

        private int atOnce() {
            return switch (model) {
                case VisionModel address -> address.atOnce();
                case FalCaptioner _ -> fal.atOnce();
            };
        }

        private @Nullable Waiting next() {
            synchronized (pictures) {
                return stopped.get() != null || isUnwanted() ? null : pictures.poll();
            }
        }

        private boolean isUnwanted() {
            return isStopping() || progress.order(character.id()).isEmpty();
        }

        private void resume() {
            if (isUnwanted()) {
                throw new JobWithdrawn("No captions are wanted here at present");
            }
        }

        private void bear(String trouble) {
            troubled = true;
            progress.hindered(character.id(), trouble);
        }

        private void showAll() {
            for (Waiting picture = next(); picture != null; picture = next()) {
                try {
                    show(picture);
                } catch (VisionProblem problem) {
                    missed(picture, problem);
                } catch (JobWithdrawn later) {
                    return;
                } catch (InterruptedException down) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void missed(Waiting picture, VisionProblem problem) {
            switch (problem.kind()) {
                case THIS_PICTURE -> progress.failed(character.id(), picture.subject(), problem.words(), true);
                case LOST, UNANSWERED -> {
                    boolean over = problem.kind() == Kind.LOST;
                    progress.failed(character.id(), picture.subject(), problem.words(), over);
                    stopped.compareAndSet(
                            null,
                            new VisionProblem(
                                    Kind.LATER, "The service did not answer for " + picture.fileName() + ".", problem));
                }
                case LATER, FOR_AN_ADMIN -> stopped.compareAndSet(null, problem);
            }
        }

        private void show(Waiting picture) throws InterruptedException {
            String answer =
                    switch (model) {
                        case VisionModel address ->
                            client.describe(address, models.key(), instruction, jpeg(picture.display()));
                        case FalCaptioner captioner ->
                            fal.describe(
                                    new FalCaptionClient.Question(
                                            captioner, instruction, order, picture, this::resume, this::bear),
                                    () -> jpeg(picture.display()));
                    };
            String caption = CaptionInstruction.caption(answer, character.triggerWord());
            if (caption.isEmpty()) {
                throw new VisionProblem(Kind.THIS_PICTURE, "The model answered without any words.", null);
            }
            progress.proposed(character.id(), picture.subject(), caption);
        }

        private byte[] jpeg(BlobHash display) {
            try (InputStream in = blobs.open(display)) {
                BufferedImage picture = ImageIO.read(in);
                if (picture == null) {
                    throw unreadable(null);
                }
                double scale = Math.min(1, (double) LONGEST_EDGE / Math.max(picture.getWidth(), picture.getHeight()));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                Thumbnails.of(picture)
                        .scale(scale)
                        .imageType(BufferedImage.TYPE_INT_RGB)
                        .outputFormat("jpg")
                        .outputQuality(QUALITY)
                        .toOutputStream(bytes);
                return bytes.toByteArray();
            } catch (StoreUnreachable away) {
                throw new VisionProblem(Kind.LATER, "The object store does not answer.", away);
            } catch (IOException | StorageFailure | DomainException.NotFound gone) {
                throw unreadable(gone);
            }
        }

        private static VisionProblem unreadable(@Nullable Exception cause) {
            return new VisionProblem(Kind.THIS_PICTURE, "It can no longer be read. Remove it and add it again.", cause);
        }
    }

    @Override
    protected void giveUp(CharacterId character) {
        progress.stopped(character, "The server stopped " + MOST_ATTEMPTS + " times while captions were asked for.");
    }
}
