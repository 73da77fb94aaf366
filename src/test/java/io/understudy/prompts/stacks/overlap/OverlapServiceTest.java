package io.understudy.prompts.stacks.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.Strength;
import io.understudy.lora.overlap.Overlap;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.stacks.overlap.OverlapService.Meeting;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("twice")
class OverlapServiceTest extends StacksTest {
    @Autowired
    OverlapService overlaps;

    @Autowired
    OverlapJob overlapJob;

    @Autowired
    io.understudy.versions.passports.PassportJob passports;

    @Test
    void twoFilesAreComparedOnceInTheBackground() throws Exception {
        LoraFileDetails film = style("film.safetensors", 2);
        LoraFileDetails grain = style("grain.safetensors", 1);
        passports.settled().get(60, TimeUnit.SECONDS);
        StackPlan plan = new StackPlan(List.of(style(film, 0.5), style(grain, 0.4)));
        List<StackableLora> loras = chosen(plan);

        assertThat(overlaps.among(loras)).singleElement().returns(new FileOverlap(null, null), Meeting::overlap);
        overlapJob.settled().get(60, TimeUnit.SECONDS);

        Meeting found = overlaps.among(loras).getFirst();
        Overlap overlap = Objects.requireNonNull(found.overlap().overlap());
        assertThat(overlap.cosine()).isGreaterThan(0.99);
        assertThat(overlap.energyOfFirst()).isGreaterThan(3.5 * overlap.energyOfSecond());
        Overlap turned = Objects.requireNonNull(
                overlaps.among(loras.reversed()).getFirst().overlap().overlap());
        assertThat(turned.energyOfSecond()).isEqualTo(overlap.energyOfFirst());

        Advice advice = OverlapAdvice.of("film", Strength.of(0.5), "grain", Strength.of(0.4), overlap);
        assertThat(advice.level()).isEqualTo(Advice.Level.WARNING);
        assertThat(advice.words()).contains("heavily change the same layers").contains("push the same way");
    }

    @Test
    void whatCouldNotBeComparedIsComparedAgainOnRequest() throws Exception {
        LoraFileDetails film = style("film.safetensors", 2);
        LoraFileDetails grain = style("grain.safetensors", 1);
        passports.settled().get(60, TimeUnit.SECONDS);
        List<StackableLora> loras = chosen(new StackPlan(List.of(style(film, 0.5), style(grain, 0.4))));
        overlaps.among(loras);
        overlapJob.settled().get(60, TimeUnit.SECONDS);
        jdbc.sql("update lora_overlap set state = 'IMPOSSIBLE', content = null, problem = 'A layer is damaged.'")
                .update();
        assertThat(overlaps.among(loras).getFirst().overlap().problem()).isEqualTo("A layer is damaged.");

        overlaps.retry(loras.getFirst(), loras.getLast());
        overlapJob.settled().get(60, TimeUnit.SECONDS);

        assertThat(overlaps.among(loras).getFirst().overlap().problem()).isNull();
        assertThat(overlaps.among(loras).getFirst().overlap().overlap()).isNotNull();
    }

    private List<StackableLora> chosen(StackPlan plan) {
        var known = shelf.resolve(plan.loras());
        return plan.loras().stream()
                .map(known::get)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void filesForDifferentModelsAreNotCompared() {
        assertThat(overlaps.among(chosen(new StackPlan(List.of(character(version, 0.9))))))
                .isEmpty();
    }

    @Test
    void whatHardlyMeetsIsSaidToFit() {
        Overlap apart = new Overlap(304, 304, 304, 4, 9, 0.01, 0.004, 0.02, 12, List.of(), 0);

        Advice advice = OverlapAdvice.of("ava", Strength.of(0.9), "film", Strength.of(0.5), apart);

        assertThat(advice.level()).isEqualTo(Advice.Level.FITS);
        assertThat(advice.words())
                .contains("under 1 %")
                .contains("2 %")
                .contains("12 of each LoRA's strongest layers coincide");
    }
}
