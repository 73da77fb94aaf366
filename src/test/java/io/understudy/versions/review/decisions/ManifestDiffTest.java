package io.understudy.versions.review.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestDiffTest {
    private static final Map<String, String> TITLES = Map.of("face", "Face is consistent");

    @Test
    void theSameManifestHasNoDifferences() {
        String manifest = manifest(tick("\"note\":\"Fine.\""), "\"Consent\":\"no photo withdrawn\"");

        assertThat(diff(manifest, manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fileName,File name",
        "file,File",
        "run,Run",
        "snapshot,Snapshot",
        "backend,Backend",
        "baseModel,Target model",
        "parameters,Parameters",
        "launchedBy,Launched by",
        "makers,Makers",
        "contributors,Contributors",
        "checklist,Checklist edition"
    })
    void everyFixedPartIsNamed(String key, String part) {
        assertThat(diff("{\"%s\":\"one\"}".formatted(key), "{\"%s\":\"other\"}".formatted(key)))
                .containsExactly(new ManifestChange(part, "has changed"));
    }

    @Test
    void aTickThatCameOrWentIsSaid() {
        String with = manifest(tick("\"note\":\"Fine.\""), "");
        String without = manifest("", "");

        assertThat(diff(with, without))
                .containsExactly(new ManifestChange("Face is consistent", "the tick was taken back"));
        assertThat(diff(without, with)).containsExactly(new ManifestChange("Face is consistent", "was ticked"));
    }

    @Test
    void whatChangedInATickIsSaid() {
        assertTick("\"at\":\"1\"", "\"at\":\"2\"", "was ticked again");
        assertTick("\"by\":\"1\"", "\"by\":\"2\"", "was ticked again");
        assertTick("\"note\":\"Fine.\"", "\"note\":\"Good.\"", "the note reads “Good.”, it was “Fine.”");
        assertTick("\"evidence\":[1]", "\"evidence\":[2]", "the evidence has changed");
        assertTick("\"evidence\":[1]", "\"evidence\":[1,2]", "the evidence has changed (before 1, now 2)");
        assertTick("\"at\":\"1\"", "\"at\":\"1\",\"stale\":\"a cell became another\"", "a cell became another");
        assertTick("\"at\":\"1\",\"stale\":\"a cell became another\"", "\"at\":\"1\"", "has changed");
        assertTick(
                "\"at\":\"1\",\"note\":\"a\"",
                "\"at\":\"2\",\"note\":\"b\"",
                "was ticked again; the note reads “b”, it was “a”");
    }

    @Test
    void anItemWithoutATitleStandsForItself() {
        assertThat(ManifestDiff.between(manifest("", ""), manifest(tick("\"note\":\"\""), ""), Map.of()))
                .containsExactly(new ManifestChange("face", "was ticked"));
    }

    @Test
    void factsSayWhatTheyWereAndAre() {
        assertThat(diff(manifest("", "\"Consent\":\"given\""), manifest("", "\"Consent\":\"withdrawn\"")))
                .containsExactly(new ManifestChange("Consent", "was “given”, is now “withdrawn”"));
        assertThat(diff(manifest("", ""), manifest("", "\"Consent\":\"given\"")))
                .containsExactly(new ManifestChange("Consent", "was “not set”, is now “given”"));
        assertThat(diff(manifest("", "\"Consent\":\"given\""), manifest("", "")))
                .containsExactly(new ManifestChange("Consent", "was “given”, is now “not set”"));
    }

    /** Whatever two manifests are made of: their descriptions differ exactly when they differ in their hash. */
    @Test
    void wordsAndHashesAgree() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String one = any(random);
            String other = any(random);

            assertThat(diff(one, other).isEmpty())
                    .as("%s and %s", one, other)
                    .isEqualTo(Manifest.hash(one).equals(Manifest.hash(other)));
        }
    }

    private static String any(Random random) {
        String tick = random.nextBoolean()
                ? ""
                : tick("\"note\":\"%d\",\"evidence\":[%d]".formatted(random.nextInt(2), random.nextInt(2)));
        return manifest(tick, random.nextBoolean() ? "" : "\"Consent\":\"%d\"".formatted(random.nextInt(2)));
    }

    private static void assertTick(String before, String now, String words) {
        assertThat(diff(manifest(tick(before), ""), manifest(tick(now), "")))
                .containsExactly(new ManifestChange("Face is consistent", words));
    }

    private static String tick(String fields) {
        return "{\"item\":\"face\"," + fields + "}";
    }

    private static String manifest(String ticks, String facts) {
        return "{\"file\":\"f\",\"ticks\":[" + ticks + "],\"facts\":{" + facts + "}}";
    }

    private static List<ManifestChange> diff(String before, String now) {
        return ManifestDiff.between(before, now, TITLES);
    }
}
