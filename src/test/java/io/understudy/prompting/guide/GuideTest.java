package io.understudy.prompting.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice.Level;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    @ParameterizedTest
    @ValueSource(strings = {"ohwx woman", "sks person", "OHWX Woman", "mrvx man", "  ohwx   woman "})
    void anUncommonWordWithASubjectFits(String trigger) {
        assertThat(TriggerWordRules.judge(trigger, "woman", List.of()).level()).isEqualTo(Level.FITS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "woman",
                "Ava",
                "portrait",
                "the girl",
                "Emma woman",
                "Lindqvist, Ava",
                "x",
                "12345",
                "",
                "a b c d e"
            })
    void aCommonOrMalformedTriggerWordIsRefusedWithASuggestion(String trigger) {
        Advice advice = TriggerWordRules.judge(trigger, "woman", List.of());

        assertThat(advice.level()).isEqualTo(Level.REFUSED);
        assertThat(advice.words()).contains("ohwx woman");
    }

    @Test
    void theReasonNamesTheCommonWord() {
        assertThat(TriggerWordRules.judge("Emma woman", "woman", List.of()).words())
                .contains("“Emma” is a common word")
                .contains("unique, uncommon word");
    }

    @Test
    void aUniqueWordAloneIsAskedForTheSubject() {
        assertThat(TriggerWordRules.judge("ohwx", "man", List.of()))
                .returns(Level.HINT, Advice::level)
                .extracting(Advice::words)
                .asString()
                .contains("ohwx man");
    }

    @Test
    void aWordThatCallsAnotherCharacterIsHinted() {
        assertThat(TriggerWordRules.judge("ohwx woman", "woman", List.of(new TriggerWord("OHWX man")))
                        .level())
                .isEqualTo(Level.HINT);
    }

    @Test
    void suggestionsNeverRunOut() {
        List<TriggerWord> taken = new java.util.ArrayList<>();
        IntStream.range(0, 40).forEach(i -> taken.add(new TriggerWord(TriggerWordRules.suggest("woman", taken))));

        assertThat(Set.copyOf(taken)).hasSize(40);
        assertThat(taken)
                .allSatisfy(word -> assertThat(TriggerWordRules.judge(word.value(), "woman", List.of())
                                .level())
                        .isEqualTo(Level.FITS));
    }

    @ParameterizedTest
    @CsvSource({"0,REFUSED", "799,HINT", "800,FITS", "1000,FITS", "1200,FITS", "1201,WARNING"})
    void stepsFollowTheBandOfFaces(int steps, Level level) {
        assertThat(ParameterBands.steps(steps).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0,REFUSED", "NaN,REFUSED", "1e-5,WARNING", "5e-5,FITS", "1e-4,FITS", "1.5e-4,HINT", "2e-4,WARNING"})
    void learningRatesFollowTheGuide(double rate, Level level) {
        assertThat(ParameterBands.learningRate(rate).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"16,16,FITS,= 1:", "8,16,HINT,= 0.5:", "1,16,WARNING,= 0.0625:", "64,16,WARNING,= 4:"})
    void alphaIsReadTogetherWithTheRank(double alpha, int rank, Level level, String scale) {
        assertThat(ParameterBands.alpha(alpha, rank).level()).isEqualTo(level);
        assertThat(ParameterBands.alpha(alpha, rank).words()).contains(scale);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3,BARELY",
        "0.5,SUBTLE",
        "0.75,SUBTLE",
        "0.8,BALANCED",
        "1.0,BALANCED",
        "1.1,STRONG",
        "1.25,STRONG",
        "1.3,OVERPOWERING"
    })
    void strengthsFallIntoTheGuidesBands(double strength, StrengthBand band) {
        assertThat(StrengthBand.of(Strength.of(strength))).isEqualTo(band);
    }

    @Test
    void theGuidesOwnStackIsAtTheUpperEndOfTheBudget() {
        Strength total = Strength.sum(List.of(Strength.of(0.9), Strength.of(0.5), Strength.of(0.3)));

        assertThat(StackBudget.judge(total)).returns(Level.HINT, Advice::level);
        assertThat(StackBudget.judge(total).words()).contains("Total 1.70").contains("0.10 left");
        assertThat(StackBudget.judge(Strength.of(1.5)).level()).isEqualTo(Level.FITS);
        assertThat(StackBudget.judge(Strength.of(1.81)).level()).isEqualTo(Level.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"14,WARNING", "15,HINT", "29,HINT", "30,FITS", "50,FITS", "51,HINT"})
    void theNumberOfPicturesIsJudged(int pictures, Level level) {
        assertThat(DatasetTargets.onCount(pictures).level()).isEqualTo(level);
    }

    @Test
    void theShorterEdgeDecidesAboutTheSize() {
        assertThat(DatasetTargets.onSize(4000, 1023).level()).isEqualTo(Level.WARNING);
        assertThat(DatasetTargets.onSize(1024, 4000).level()).isEqualTo(Level.HINT);
        assertThat(DatasetTargets.onSize(2048, 2048).level()).isEqualTo(Level.FITS);
    }

    @Test
    void theDefaultPresetIsTheGuidesExample() {
        Preset preset = Preset.FACE_CHARACTER;

        assertThat(preset.steps()).isEqualTo(1000);
        assertThat(preset.learningRate()).isEqualTo(0.0001);
        assertThat(preset.rank()).isEqualTo(16);
        assertThat(preset.batchSize()).isEqualTo(1);
        assertThat(preset.resolution()).isEqualTo(1024);
    }

    @Test
    void noPresetIsAdvisedAgainst() {
        assertThat(Preset.values())
                .allSatisfy(preset -> assertThat(List.of(
                                ParameterBands.steps(preset.steps()).level(),
                                ParameterBands.learningRate(preset.learningRate())
                                        .level(),
                                ParameterBands.rank(preset.rank()).level(),
                                ParameterBands.alpha(preset.alpha(), preset.rank())
                                        .level()))
                        .containsOnly(Level.FITS));
    }

    @Test
    void loraFilesAreNamedAsTheGuideSays() {
        assertThat(LoraFileName.of("ava-lindqvist", 1, 1000)).isEqualTo("ava-lindqvist_v1_1000steps.safetensors");
    }
}
