package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.support.StudioTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of datasets: Mara is signed in, and her character has no pictures yet. */
@StudioTest
public abstract class DatasetTest {
    @Autowired
    protected CharacterService characters;

    @Autowired
    protected DatasetService datasets;

    @Autowired
    protected PictureIntake intake;

    @Autowired
    protected People people;

    protected SignedInPerson mara;
    protected CharacterId ava = new CharacterId(new UUID(0, 0));

    @BeforeEach
    void maraHasACharacter() {
        mara = people.signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
    }
}
