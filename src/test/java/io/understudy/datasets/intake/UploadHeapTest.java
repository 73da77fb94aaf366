package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.TestDatasets;
import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("heavy")
class UploadHeapTest {
    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    @Test
    void theHeapHoldsOnlyThePhotosThatAreBeingDecoded() throws Exception {
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        assertThat(new ManyUploads(intake, ava).growthWhileUploading(18, 6)).isLessThan(ManyUploads.MOST_GROWTH);
        assertThat(datasets.pictureCount(ava)).isEqualTo(18);
    }
}
