package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.TestDatasets;
import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The drop of the acceptance: 500 photos of 3 MB at once. */
@StudioTest
@Tag("bench")
class UploadBenchmark {
    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    @Test
    void fiveHundredPhotosInOneDrop() throws Exception {
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        long start = System.nanoTime();
        long growth = new ManyUploads(intake, ava).growthWhileUploading(500, 25);
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        System.out.printf(
                "500 photos of 3 MB: %.0f s, %.1f photos/s, largest growth of the live heap %d MB%n",
                seconds, 500 / seconds, growth >> 20);
        assertThat(growth).isLessThan(ManyUploads.MOST_GROWTH);
        assertThat(datasets.pictureCount(ava)).isEqualTo(500);
    }
}
