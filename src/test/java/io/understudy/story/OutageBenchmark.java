package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long an open page takes to say that nothing can be saved, on a machine that does nothing else. */
@Tag("bench")
class OutageBenchmark {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @TempDir
    Path data;

    @TempDir
    Path killed;

    @Test
    void aKilledDatabaseIsNamedWithinThreeSeconds() throws Exception {
        DatabaseAwayTest story = new DatabaseAwayTest();
        story.data = data;
        story.database = killed;
        story.thePageAndWhatWasTypedStayAndEverythingContinues();

        assertThat(story.bannerTook).isPositive().isLessThan(LONGEST);
    }

    @Test
    void aKilledObjectStoreIsNamedWithinThreeSeconds() throws Exception {
        ObjectStoreAwayTest story = new ObjectStoreAwayTest();
        story.data = data;
        story.objects = killed;
        story.thePageAndWhatWasTypedStayAndEverythingContinues();

        assertThat(story.bannerTook).isPositive().isLessThan(LONGEST);
    }
}
