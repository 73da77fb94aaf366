package io.understudy.datasets.ui;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.support.ViewTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of a dataset's screens: Mara is signed in, and her character has no pictures yet. */
public abstract class DatasetScreenTest extends ViewTest {
    @Autowired
    protected CharacterService characters;

    @Autowired
    protected DatasetService datasets;

    @Autowired
    protected PictureIntake intake;

    protected CharacterId ava = new CharacterId(new UUID(0, 0));

    @BeforeEach
    void maraHasACharacter() {
        signIn(people.member("Mara"));
        ava = characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null)
                .id();
    }
}
