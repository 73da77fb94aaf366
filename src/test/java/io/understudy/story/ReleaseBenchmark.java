package io.understudy.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the straight way takes, from the first link to the download, on a machine that does nothing else. */
@Tag("bench")
class ReleaseBenchmark {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path data;

    @TempDir
    Path elsewhere;

    @Test
    void anApprovedVersionIsDownloadedWithinTenMinutes() throws Exception {
        ReleaseStoryTest story = new ReleaseStoryTest();
        story.data = data;
        story.elsewhere = elsewhere;
        story.aReleaseIsHeldToItsRules();

        assertThat(story.straightWay).isPositive().isLessThanOrEqualTo(LONGEST);
    }
}
