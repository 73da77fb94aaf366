package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.understudy.billing.Dollars;
import io.understudy.billing.SpendSum;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.checkpoints.KeptCheckpoints;
import io.understudy.training.rehearsal.Rehearsal;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class RunFacts extends Panel {
    private final Facts list = new Facts();

    /** @param backend null when it is no longer connected */
    RunFacts(
            RunDetails run,
            SnapshotSummary snapshot,
            EpochCount epoch,
            KeptCheckpoints checkpoints,
            Optional<Rehearsal> rehearsal,
            SpendSum spent,
            @Nullable BackendCapabilities backend) {
        super("Settings");
        TrainingSettings asked = run.parameters();
        list.fact("Backend", run.backendName());
        list.fact("Trigger word", asked.triggerWord().value());
        list.fact("Steps", Formats.count(asked.steps()));
        list.fact("Steps per picture", stepsPerPicture(asked, snapshot.pictures(), backend));
        if (backend != null && backend.shownInEpoch(epoch, asked.options()) != epoch.pictures()) {
            int shown = backend.shownInEpoch(epoch, asked.options());
            list.fact(
                    "Epochs",
                    epochs(asked, shown) + " of " + Formats.plural(shown, "picture", "pictures") + " with repeats");
        }
        list.fact("Learning rate", where(backend, JobField.LEARNING_RATE, Formats.learningRate(asked.learningRate())));
        list.fact(
                "Rank · alpha",
                where(
                        backend,
                        JobField.RANK,
                        asked.rank() + " · " + Wording.plain(asked.alpha()) + ", scale "
                                + Wording.plain(asked.effectiveScale())));
        list.fact("Batch size", where(backend, JobField.BATCH_SIZE, String.valueOf(asked.batchSize())));
        list.fact("Resolution", where(backend, JobField.RESOLUTION, asked.resolution() + " px"));
        list.fact("Seed", where(backend, JobField.SEED, String.valueOf(asked.seed())));
        list.fact("Samples", asked.sampleEvery() == 0 ? "none" : "every " + asked.sampleEvery() + " steps");
        list.fact("Checkpoints", checkpoints(asked, checkpoints));
        list.fact(
                "Trained on",
                new Anchor(
                        DatasetRoutes.lineage(snapshot.id()),
                        Formats.plural(snapshot.pictures(), "picture", "pictures") + ", snapshot "
                                + snapshot.id().brief()));
        Span launched = new Span(run.launchedByName() + ", ");
        launched.add(new RelativeTime(run.launchedAt()));
        list.fact("Launched by", launched);
        rehearsal.ifPresent(done -> list.fact(
                "Rehearsal",
                RehearsalLabels.score(done)
                        + (done.failed().isEmpty() ? "" : ". Not passed: " + RehearsalLabels.failed(done))));
        Long from = run.rerunOf();
        if (from != null) {
            list.fact("Settings from", new Anchor(RunRoutes.of(from), "run " + from));
        }
        if (run.estimatedCost() != null || spent.uses() > 0) {
            list.fact("Cost", cost(run, spent));
        }
        if (run.lora() != null) {
            list.fact("LoRA file", Formats.bytes(run.loraSize()));
        }
        add(list);
    }

    private static String cost(RunDetails run, SpendSum spent) {
        BigDecimal estimate = run.estimatedCost();
        boolean ended = run.state().isOver() || run.state() == RunState.UNCONFIRMED;
        if (spent.uses() == 0 && ended) {
            return "Not charged: it was never sent";
        }
        if (spent.isSettled()) {
            String known = spent.actual().signum() == 0 ? "$0.00, not charged" : Dollars.of(spent.actual());
            return estimate == null
                    ? known
                    : known
                            + (spent.actual().compareTo(estimate) == 0
                                    ? ", as estimated"
                                    : "; " + Dollars.of(estimate) + " was estimated at the launch");
        }
        if (!ended && estimate != null) {
            return "about " + Dollars.of(estimate) + ", as estimated at the launch";
        }
        String before = spent.actual().signum() == 0 ? "" : Dollars.of(spent.actual()) + " so far, and more: ";
        return before + "cost not known yet; " + run.backendName() + " may have charged "
                + (spent.unpriced() > 0 ? "an unknown amount" : "up to " + Dollars.of(spent.pending()));
    }

    private static String epochs(TrainingSettings asked, int shown) {
        return Wording.plain(Math.rint(10 * asked.stepsPerPicture(shown)) / 10);
    }

    private static String stepsPerPicture(TrainingSettings asked, int pictures, @Nullable BackendCapabilities backend) {
        return where(backend, JobField.BATCH_SIZE, Wording.plain(Math.rint(10 * asked.stepsPerPicture(pictures)) / 10));
    }

    /** A value that the backend ignored says nothing about the run. */
    private static String where(@Nullable BackendCapabilities backend, JobField field, String value) {
        return backend == null || backend.honours(field) ? value : "set by the trainer";
    }

    private static Component checkpoints(TrainingSettings asked, KeptCheckpoints kept) {
        Span words = new Span(asked.saveEvery() == 0 ? "none" : "every " + asked.saveEvery() + " steps");
        if (kept.prunedAt() != null) {
            words.add("; removed ");
            words.add(new RelativeTime(kept.prunedAt()));
            words.add(", for the version is decided");
        } else if (kept.count() > 0) {
            words.add("; " + kept.count() + " kept, " + Formats.bytes(kept.bytes()));
            if (kept.until() != null) {
                words.add(", until ");
                words.add(new RelativeTime(kept.until()));
            } else if (kept.finished()) {
                words.add(", until the version is decided");
            }
        }
        return words;
    }
}
