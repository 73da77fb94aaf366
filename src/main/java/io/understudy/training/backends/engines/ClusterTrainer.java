package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineSettings.Installation;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe;
import io.understudy.training.backends.cluster.trainers.KohyaRecipe;
import io.understudy.training.backends.cluster.trainers.MiniatureRecipe;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an engine can train with. */
enum ClusterTrainer {
    AI_TOOLKIT(
            new Trainer(
                    "ai-toolkit",
                    "ai-toolkit",
                    "FLUX.1 and FLUX.2 LoRAs, on one card.",
                    List.of(
                            EngineField.TRAINER_FOLDER,
                            EngineField.PYTHON,
                            EngineField.VARIANT,
                            EngineField.MODEL,
                            EngineField.ADAPTER,
                            EngineField.ARGUMENTS),
                    1),
            "run.py"),
    KOHYA(
            new Trainer(
                    "kohya",
                    "kohya sd-scripts",
                    "FLUX.1 LoRAs, on one or more cards.",
                    List.of(
                            EngineField.TRAINER_FOLDER,
                            EngineField.PYTHON,
                            EngineField.VARIANT,
                            EngineField.MODEL_FILE,
                            EngineField.CLIP_L,
                            EngineField.T5XXL,
                            EngineField.AUTOENCODER,
                            EngineField.ARGUMENTS),
                    8),
            "flux_train_network.py"),
    MINIATURE(
            new Trainer(
                    "miniature",
                    "Miniature",
                    "Tries the engine out within minutes. Its LoRAs fit the miniature only.",
                    List.of(EngineField.JAR, EngineField.PYTHON, EngineField.JAVA, EngineField.ARGUMENTS),
                    1),
            "");

    private final Trainer offered;
    private final String program;

    ClusterTrainer(Trainer offered, String program) {
        this.offered = offered;
        this.program = program;
    }

    static ClusterTrainer of(String id) {
        return Arrays.stream(values())
                .filter(trainer -> trainer.offered.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No trainer is called " + id));
    }

    static List<Trainer> offered() {
        return Stream.of(values()).map(trainer -> trainer.offered).toList();
    }

    String label() {
        return offered.label();
    }

    /** The file that its folder or its jar is recognised by. */
    String program(Installation where) {
        return this == MINIATURE ? where.jar() : where.folder() + "/" + program;
    }

    /** @param cards of one run */
    TrainerRecipe recipe(Installation where, int cards) {
        TrainerInstallation installation = installation(where, this == MINIATURE ? where.jar() : where.folder(), cards);
        return switch (this) {
            case AI_TOOLKIT -> new AiToolkitRecipe(installation);
            case KOHYA -> new KohyaRecipe(installation);
            case MINIATURE -> new MiniatureRecipe(installation, where.java());
        };
    }

    static TrainerInstallation installation(Installation where, String program, int cards) {
        return new TrainerInstallation(
                program,
                where.python(),
                new Models(
                        Variant.valueOf(where.variant().toUpperCase(Locale.ROOT)),
                        where.model(),
                        where.clipL(),
                        where.t5xxl(),
                        where.autoencoder(),
                        where.adapter()),
                cards,
                where.arguments());
    }
}
