package io.understudy.training.backends.cluster.trainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.datasets.snapshots.export.TrainerDataset.Folder;
import io.understudy.lora.BaseModel;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.OtherProgram;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** The files of the trainers, against files that were checked by hand and against the keys that the trainers read. */
class TrainerRecipesTest {
    private static final String FOLDER = "/jobs/it's/run";

    private static TrainerInstallation installation(Variant variant) {
        return new TrainerInstallation(
                "/opt/trainer",
                "/opt/venv/bin/python",
                new Models(
                        variant,
                        "/models/flux1-dev",
                        "/models/clip_l.safetensors",
                        "/models/t5xxl_fp16.safetensors",
                        "/models/ae.safetensors",
                        "ostris/FLUX.1-schnell-training-adapter"),
                2,
                List.of());
    }

    private static BackendJob job(Map<String, String> options) {
        return new BackendJob("key", "run 41", settings(1024, options), List.of());
    }

    private static TrainingSettings settings(int resolution, Map<String, String> options) {
        return new TrainingSettings(
                new TriggerWord("ohwx woman"),
                1000,
                1e-4,
                16,
                8,
                2,
                resolution,
                5_000_000_001L,
                125,
                250,
                List.of(
                        new SamplePrompt("ohwx woman, a \"sign\" \\ that says: ${HOME} [trigger]", 1),
                        new SamplePrompt("ohwx woman --seed 3,\n# beach", 2)),
                options);
    }

    private static String config(TrainerRecipe recipe, String file) {
        Map<String, String> options = new HashMap<>();
        for (BackendOption option : recipe.capabilities().options()) {
            options.put(option.name(), option.choices().getLast());
        }
        return Objects.requireNonNull(recipe.files(job(options), FOLDER).texts().get(file), file);
    }

    private static void assertGolden(String folder, TrainerRecipe recipe) throws IOException {
        for (Map.Entry<String, String> file :
                recipe.files(job(Map.of()), FOLDER).texts().entrySet()) {
            assertThat(file.getValue())
                    .as(file.getKey())
                    .isEqualTo(TrainerConfigurations.golden(folder + "/" + file.getKey()));
        }
    }

    @Test
    void aiToolkitGetsEverySettingWrittenOut() throws IOException {
        assertGolden("ai-toolkit", new AiToolkitRecipe(installation(Variant.DEV)));
    }

    @Test
    void kohyaGetsEverySettingWrittenOut() throws IOException {
        assertGolden("kohya", new KohyaRecipe(installation(Variant.DEV)));
    }

    @Test
    void theMiniatureGetsTheArgumentsOfTheCommandLine() throws IOException {
        assertGolden("miniature", new MiniatureRecipe(installation(Variant.DEV), "java"));
    }

    @Test
    void kohyasAdaFactorTakesTheRateAndTheScheduleOfTheForm() {
        assertThat(chosen(new KohyaRecipe(installation(Variant.DEV)), "run.toml", Map.of("optimizer", "AdaFactor")))
                .contains(
                        "optimizer_args = [\"relative_step=False\", \"scale_parameter=False\", \"warmup_init=False\"]")
                .contains("learning_rate = 1.0E-4");
    }

    @Test
    void kohyasProdigyStartsFromItsOwnFactor() {
        assertThat(chosen(new KohyaRecipe(installation(Variant.DEV)), "run.toml", Map.of("optimizer", "Prodigy")))
                .contains("\nlearning_rate = 1.0\n", "\nunet_lr = 1.0\n");
    }

    @Test
    void aiToolkitsLinearScheduleFalls() {
        assertThat(chosen(new AiToolkitRecipe(installation(Variant.DEV)), "run.yaml", Map.of("scheduler", "linear")))
                .contains(
                        "        lr_scheduler: \"linear\"\n",
                        "        lr_scheduler_params:\n          start_factor: 1.0\n          end_factor: 0.0\n");
    }

    @ParameterizedTest
    @CsvSource({"1000, 400, 400", "1000, 0, 100", "1000, 1000, 100", "6000, 0, 250", "5, 0, 1"})
    void aRunIsSavedOftenEnoughToBeContinued(int steps, int asked, int saved) {
        TrainingSettings settings =
                new TrainingSettings(new TriggerWord("ohwx woman"), steps, 1e-4, 16, 8, 2, 512, 1, 0, asked, List.of());

        assertThat(TrainerRecipe.saveEvery(settings)).isEqualTo(saved);
    }

    @ParameterizedTest
    @CsvSource({"1024, 512 768 1024", "768, 512 768", "512, 512", "640, 512 640"})
    void noOtherResolutionIsLargerThanTheOneThatWasSet(int set, String trained) {
        TrainingSettings asked = settings(set, Map.of("resolutions", "as set, 768 and 512"));

        assertThat(FluxOptions.dataset(asked, List.of(new Folder(FOLDER, 1))).resolutions())
                .containsExactly(
                        Arrays.stream(trained.split(" ")).map(Integer::valueOf).toArray(Integer[]::new));
    }

    private static String chosen(TrainerRecipe recipe, String file, Map<String, String> options) {
        return Objects.requireNonNull(recipe.files(job(options), FOLDER).texts().get(file), file);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    @SuppressWarnings("unchecked")
    void aiToolkitKnowsEveryKey(Variant variant) throws IOException {
        Map<String, Object> file = new Yaml().load(config(new AiToolkitRecipe(installation(variant)), "run.yaml"));
        Map<String, Object> process =
                ((List<Map<String, Object>>) ((Map<String, Object>) file.get("config")).get("process")).getFirst();

        assertThat(TrainerConfigurations.unknownToAiToolkit(process)).isEmpty();
        assertThat(process).containsKeys("network", "train", "sample", "datasets");
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void kohyaKnowsEveryOptionAndEveryKeyOfTheDataset(Variant variant) throws IOException {
        KohyaRecipe recipe = new KohyaRecipe(installation(variant));

        assertThat(TrainerConfigurations.unknownToKohya(config(recipe, "run.toml")))
                .isEmpty();
        assertThat(TrainerConfigurations.refusedByKohya(config(recipe, "dataset.toml")))
                .isEmpty();
    }

    @Test
    void whatTheTrainersDoNotReadIsNoticed() throws IOException {
        assertThat(TrainerConfigurations.unknownToAiToolkit(
                        Map.of("train", Map.of("optimiser", "adamw"), "datasets", List.of(Map.of("repeats", 2)))))
                .containsExactly("datasets.repeats", "train.optimiser");
        assertThat(TrainerConfigurations.unknownToKohya("optimiser_type = \"AdamW\"\n"))
                .containsExactly("optimiser_type");
        assertThat(TrainerConfigurations.refusedByKohya("""
                        [general]
                        enable_bucket = "true"
                        [[datasets]]
                        resolution = 1024
                        [[datasets.subsets]]
                        image_dir = "img"
                        repeats = 2
                        """))
                .containsExactly("general.enable_bucket text", "subsets.repeats int");
    }

    @Test
    void captionsThatAreDroppedAreNotCachedByKohya() {
        KohyaRecipe recipe = new KohyaRecipe(installation(Variant.DEV));

        assertThat(config(recipe, "run.toml"))
                .contains("cache_text_encoder_outputs = false", "cache_text_encoder_outputs_to_disk = false");
        assertThat(config(recipe, "dataset.toml"))
                .contains("caption_dropout_rate = 0.2", "resolution = 512", "resolution = 768", "resolution = 1024");
    }

    @Test
    void repeatsOfTheFormReachBothTrainers() {
        Map<String, String> options = Map.of("repeats", "10");

        assertThat(chosen(new KohyaRecipe(installation(Variant.DEV)), "dataset.toml", options))
                .contains("  num_repeats = 10\n");
        assertThat(chosen(new AiToolkitRecipe(installation(Variant.DEV)), "run.yaml", options))
                .contains("          num_repeats: 10\n");
    }

    @Test
    void picturesWithOtherRepeatsLieInFoldersOfTheirOwn() {
        List<JobPicture> pictures = List.of(picture(5), picture(1), picture(5));
        BackendJob job = new BackendJob("key", "run 41", settings(1024, Map.of()), pictures);
        KohyaRecipe kohya = new KohyaRecipe(installation(Variant.DEV));
        AiToolkitRecipe toolkit = new AiToolkitRecipe(installation(Variant.DEV));

        assertThat(pictures)
                .extracting(picture -> kohya.folder(job, picture))
                .containsExactly("dataset/5x", "dataset/1x", "dataset/5x");
        assertThat(Objects.requireNonNull(kohya.files(job, FOLDER).texts().get("dataset.toml")))
                .containsSubsequence("/dataset/1x\"", "num_repeats = 1\n", "/dataset/5x\"", "num_repeats = 5\n");
        assertThat(Objects.requireNonNull(toolkit.files(job, FOLDER).texts().get("run.yaml")))
                .containsSubsequence(
                        "/dataset/1x\"",
                        "          num_repeats: 1\n",
                        "          shuffle_tokens: false\n",
                        "        - folder_path: ",
                        "/dataset/5x\"",
                        "          num_repeats: 5\n",
                        "          shuffle_tokens: false\n",
                        "      network:\n");
    }

    @Test
    void oneNumberForAllPutsThemIntoOneFolder() {
        List<JobPicture> pictures = List.of(picture(5), picture(1));
        BackendJob job = new BackendJob("key", "run 41", settings(1024, Map.of("repeats", "2")), pictures);

        assertThat(PictureFolders.of(job).in("dataset", "/")).containsExactly(new Folder("dataset", 2));
        assertThat(pictures)
                .allMatch(picture ->
                        PictureFolders.of(job).of(picture, "dataset", "/").equals("dataset"));
    }

    private static JobPicture picture(int repeats) {
        return new JobPicture("a.jpg", "ohwx woman", 64, 64, null, repeats, InputStream::nullInputStream);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHNELL, FLUX1_DEV, flux, sigmoid, A FLUX.1 LoRA",
        "FLUX2, FLUX2_DEV, flux2, weighted, A FLUX.2 dev LoRA",
        "FLUX2_KLEIN_9B, FLUX2_KLEIN_9B, flux2_klein_9b, weighted, A FLUX.2 klein 9B LoRA",
        "FLUX2_KLEIN_4B, FLUX2_KLEIN_4B, flux2_klein_4b, weighted, A FLUX.2 klein 4B LoRA",
    })
    void aiToolkitTrainsEachVariantForItsOwnModel(
            Variant variant, BaseModel base, String architecture, String timesteps, String what) {
        AiToolkitRecipe recipe = new AiToolkitRecipe(installation(variant));

        assertThat(recipe.capabilities().baseModel()).isEqualTo(base);
        assertThat(recipe.capabilities().what()).startsWith(what);
        assertThat(config(recipe, "run.yaml"))
                .contains("        arch: " + architecture + "\n", "        timestep_type: " + timesteps + "\n");
    }

    @Test
    void schnellIsTrainedWithItsAdapter() {
        assertThat(config(new AiToolkitRecipe(installation(Variant.SCHNELL)), "run.yaml"))
                .contains("assistant_lora_path: \"ostris/FLUX.1-schnell-training-adapter\"", "sample_steps: 4");
        assertThat(config(new AiToolkitRecipe(installation(Variant.KREA)), "run.yaml"))
                .doesNotContain("assistant_lora_path");
    }

    /** With the checkout that {@code understudy.test.ai-toolkit} names, and a Python that has its libraries. */
    @Test
    void theClassesOfAiToolkitReadTheFile(@TempDir Path folder) throws Exception {
        String toolkit = System.getProperty("understudy.test.ai-toolkit", "");
        assumeTrue(!toolkit.isEmpty(), "no checkout of ai-toolkit is named");
        Path config = Files.writeString(
                folder.resolve("run.yaml"), config(new AiToolkitRecipe(installation(Variant.DEV)), "run.yaml"));
        String script = """
                import sys, yaml
                sys.path.insert(0, sys.argv[1])
                from toolkit.config_modules import *
                p = yaml.safe_load(open(sys.argv[2]))["config"]["process"][0]
                n, t, m = NetworkConfig(**p["network"]), TrainConfig(**p["train"]), ModelConfig(**p["model"])
                s, v = SampleConfig(**p["sample"]), SaveConfig(**p["save"])
                print(n.linear, n.linear_alpha, t.steps, t.noise_scheduler, t.dtype, m.is_flux, len(s.samples), v.save_every)
                """;

        OtherProgram.Answer answer = OtherProgram.run(folder, "python3", "-c", script, toolkit, config.toString());

        assertThat(answer.output()).endsWith("16 8.0 1000 flowmatch bf16 True 2 250\n");
    }

    @Test
    void theSchemaOfKohyaReadsTheDataset(@TempDir Path folder) throws Exception {
        TrainerConfigurations.assertTheSchemaOfKohyaReads(
                folder, config(new KohyaRecipe(installation(Variant.DEV)), "dataset.toml"));
    }
}
