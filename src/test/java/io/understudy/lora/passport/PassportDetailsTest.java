package io.understudy.lora.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.ModelPart;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.lora.passport.PassportDetails.Condition;
import io.understudy.lora.passport.PassportDetails.Folder;
import io.understudy.lora.passport.PassportDetails.Layer;
import io.understudy.lora.passport.PassportDetails.RankUse;
import io.understudy.lora.passport.PassportDetails.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassportDetailsTest {
    @Test
    void everyModuleHasItsExactNormAndItsShare() throws IOException {
        // All values of A are 0.01, all of B 0.02: B·A is rank times 0.0002 everywhere.
        PassportDetails details = new SyntheticLora()
                .type(TensorType.F32)
                .alpha(1)
                .pair("lora_unet_single_blocks_0_modulation_lin", 2, 3072, 9216)
                .pair("lora_unet_double_blocks_3_img_mod_lin", 2, 3072, 18432)
                .passport()
                .details();

        Layer single = details.layers().getFirst();
        assertThat(single.module()).isEqualTo("lora_unet_single_blocks_0_modulation_lin");
        assertThat(single.part()).isEqualTo(ModelPart.SINGLE);
        assertThat(single.block()).isZero();
        assertThat(single.role()).isEqualTo("modulation.lin");
        assertThat(single.rank()).isEqualTo(2);
        assertThat(single.alpha()).isEqualTo(1);
        assertThat(single.scale()).isEqualTo(0.5);
        assertThat(single.exact()).isTrue();
        assertThat(single.norm()).isCloseTo(0.5 * 2 * 0.0002 * Math.sqrt(3072.0 * 9216), within(1e-4));
        assertThat(single.share()).isCloseTo(1 / 3.0, within(1e-4));
        assertThat(single.directions()).isEqualTo(1);
        assertThat(details.layers().getLast().share()).isCloseTo(2 / 3.0, within(1e-4));
    }

    @Test
    void deadAlmostDeadAndRunawayLayersAreNamed() throws IOException {
        SyntheticLora file = new SyntheticLora().type(TensorType.F32);
        for (int block = 0; block < 5; block++) {
            file.pair("lora_unet_single_blocks_" + block + "_modulation_lin", 1, 3072, 9216);
        }
        layer(file, 5, 0);
        layer(file, 6, 0.00001f);
        layer(file, 7, 10);
        layer(file, 8, 0.3f);
        layer(file, 9, Float.NaN);

        assertThat(file.passport().details().layers())
                .extracting(Layer::condition)
                .containsExactly(
                        Condition.HEALTHY,
                        Condition.HEALTHY,
                        Condition.HEALTHY,
                        Condition.HEALTHY,
                        Condition.HEALTHY,
                        Condition.DEAD,
                        Condition.ALMOST_DEAD,
                        Condition.RUNAWAY,
                        Condition.STANDS_OUT,
                        Condition.BROKEN);
    }

    private static void layer(SyntheticLora file, int block, float value) {
        String module = "lora_unet_single_blocks_" + block + "_modulation_lin";
        file.values(module + ".lora_down.weight", 0.01f, 1, 3072).values(module + ".lora_up.weight", value, 9216, 1);
    }

    @Test
    void aFileThatUsesThreeOfSixteenDirectionsIsAdvisedToShrink() throws IOException {
        RankUse use = use(file(16, 3, 0));

        assertThat(use.rank()).isEqualTo(16);
        assertThat(use.carry95()).isEqualTo(3);
        assertThat(use.resizeTo()).isEqualTo(4);
        assertThat(use.lost()).isCloseTo(0, within(1e-6));
        assertThat(use.kept()).hasSize(16).isSorted();
        assertThat(use.advice())
                .isEqualTo("Rank 16, of which 3 carry 95 % of the change: resize to 4 loses less than 0.1 %.");
    }

    @Test
    void aFileThatUsesItsWholeRankIsLeftAlone() throws IOException {
        RankUse use = use(file(8, 8, 0));

        assertThat(use.resizeTo()).isEqualTo(8);
        assertThat(use.advice()).endsWith("a resize gains nothing.");
    }

    @Test
    void theOrderOfTheTensorsDoesNotMatter() throws IOException {
        assertThat(use(file(8, 2, 1))).isEqualTo(use(file(8, 2, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257})
    void ranksAboveTheLimitAreNotMeasured(int rank) throws IOException {
        Passport passport = new SyntheticLora()
                .pair("lora_unet_single_blocks_0_modulation_lin", rank, 3072, 9216)
                .passport();

        assertThat(passport.details().rankUse() == null).isEqualTo(rank > 256);
        assertThat(passport.details().layers().getFirst().exact()).isEqualTo(rank <= 256);
    }

    @Test
    void everyLayerOfASmallFileIsMeasured(@TempDir Path folder) throws IOException {
        SyntheticLora lora = new SyntheticLora();
        for (int block = 0; block < 6; block++) {
            lora.pair(name(block), 128, 3072, 9216);
        }
        Path file = Files.write(folder.resolve("small.safetensors"), lora.bytes());

        RankUse use = Objects.requireNonNull(
                PassportReader.read(file, ScanDepth.SAMPLED).details().rankUse());

        assertThat(use.measured()).isEqualTo(6);
        assertThat(use.notMeasured()).isZero();
    }

    /** @param used rows of the first factor that are not zero */
    private static byte[] file(int rank, int used, int order) {
        Random random = new Random(3);
        SafetensorsWriter writer = new SafetensorsWriter();
        float[][] downs = new float[2][rank * 3072];
        float[][] ups = new float[2][9216 * rank];
        for (int layer = 0; layer < 2; layer++) {
            for (int at = 0; at < used * 3072; at++) {
                downs[layer][at] = (float) random.nextGaussian() * 0.01f;
            }
            for (int at = 0; at < ups[layer].length; at++) {
                ups[layer][at] = (float) random.nextGaussian() * 0.01f;
            }
        }
        for (int layer = 0; layer < 2; layer++) {
            writer.tensor(name(layer) + ".lora_down.weight", TensorType.F32, downs[layer], rank, 3072);
            if (order == 0) {
                writer.tensor(name(layer) + ".lora_up.weight", TensorType.F32, ups[layer], 9216, rank);
            }
        }
        for (int layer = 1; layer >= 0 && order == 1; layer--) {
            writer.tensor(name(layer) + ".lora_up.weight", TensorType.F32, ups[layer], 9216, rank);
        }
        return writer.toBytes();
    }

    private static String name(int block) {
        return "lora_unet_single_blocks_" + block + "_modulation_lin";
    }

    private static RankUse use(byte[] file) throws IOException {
        return Objects.requireNonNull(SyntheticLora.read(file).details().rankUse());
    }

    @Test
    void tagsFoldersAndMergedFilesAreReadFromTheMetadata() throws IOException {
        PassportDetails.TrainingData data = new SyntheticLora()
                .metadata("ss_tag_frequency", "{\"10_ava\":{\"ava\":40,\" smile \":7},\"5_reg\":{\"woman\":12}}")
                .metadata("ss_dataset_dirs", "{\"10_ava\":{\"n_repeats\":10,\"img_count\":40}}")
                .metadata(
                        "ss_datasets", "[{\"subsets\":[{\"image_dir\":\"5_reg\",\"num_repeats\":5,\"img_count\":12}]}]")
                .metadata("modelspec.merged_from", "one.safetensors, two.safetensors")
                .pair("lora_unet_single_blocks_0_modulation_lin", 1, 3072, 9216)
                .passport()
                .details()
                .trainingData();

        assertThat(data.tags())
                .containsExactly(
                        new Tag("10_ava", "ava", 40), new Tag("5_reg", "woman", 12), new Tag("10_ava", "smile", 7));
        assertThat(data.folders()).containsExactly(new Folder("10_ava", 40, 10), new Folder("5_reg", 12, 5));
        assertThat(data.mergedFrom()).containsExactly("one.safetensors", "two.safetensors");
    }

    @Test
    void everyTextIsKeptButNeverMoreThanTheLimit() throws IOException {
        SyntheticLora file = new SyntheticLora()
                .metadata("long", "x".repeat(1_000_000))
                .metadata("half", "y".repeat(MetadataTexts.LONGEST - 1) + "😀")
                .metadata("hostile", "<script>alert(1)</script>\u0000\u001b[31m")
                .metadata("ss_tag_frequency", "[1, \"no object\", {\"a\": 1}]")
                .metadata("ss_datasets", "{\"subsets\": 5")
                .metadata("ss_dataset_dirs", "[".repeat(5000));
        for (int key = 0; key < 500; key++) {
            file.metadata("key" + key, "z".repeat(5_000));
        }
        PassportDetails details = file.pair("lora_unet_single_blocks_0_modulation_lin", 1, 3072, 9216)
                .passport()
                .details();

        assertThat(details.metadata()).hasSize(MetadataTexts.MOST_TEXTS);
        assertThat(details.metadata().getFirst().value()).hasSize(MetadataTexts.LONGEST);
        assertThat(details.metadata().getFirst().length()).isEqualTo(1_000_000);
        assertThat(details.metadata().get(1).value()).hasSize(MetadataTexts.LONGEST - 1);
        assertThat(details.metadata().get(2).value()).startsWith("<script>");
        assertThat(details.metadata().stream()
                        .mapToInt(text -> text.value().length())
                        .sum())
                .isLessThanOrEqualTo(MetadataTexts.MOST_CHARACTERS);
        assertThat(details.trainingData().tags()).isEmpty();
    }

    @Test
    void manyTagsAreCountedAndTheMostFrequentKept() throws IOException {
        StringBuilder tags = new StringBuilder("{\"folder\":{");
        for (int tag = 0; tag < 1000; tag++) {
            tags.append(tag == 0 ? "" : ",")
                    .append("\"tag")
                    .append(tag)
                    .append("\":")
                    .append(tag);
        }
        PassportDetails.TrainingData data = new SyntheticLora()
                .metadata("ss_tag_frequency", tags.append("}}").toString())
                .pair("lora_unet_single_blocks_0_modulation_lin", 1, 3072, 9216)
                .passport()
                .details()
                .trainingData();

        assertThat(data.allTags()).isEqualTo(1000);
        assertThat(data.tags()).hasSize(MetadataTexts.MOST_TAGS);
        assertThat(data.tags().getFirst()).isEqualTo(new Tag("folder", "tag999", 999));
        assertThat(List.of(data.folders(), data.mergedFrom())).allMatch(List::isEmpty);
    }
}
