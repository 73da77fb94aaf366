package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
    @ParameterizedTest
    @CsvSource({
        "run.launched,run,#41,Mara launched run #41",
        "version.signed-off,version,v3,Mara signed off version v3",
        "version.sent-back,version,v3,Mara sent back version v3",
        "version.item-ticked,version,v3,Mara ticked the item of version v3",
        "character.cover-changed,character,Ava,Mara changed the cover of character Ava",
        "person.role-changed,person,Jon,Mara changed the role of Jon",
        "person.invitation-withdrawn,person,Jon,Mara withdrew the invitation of Jon",
        "person.new-password-offered,person,Jon,Mara offered a new password to Jon",
        "person.signed-in,person,Mara,Mara signed in",
        "run.cancelled,run,run 7,Mara cancelled run 7"
    })
    void anActIsASentence(String verb, String type, String name, String sentence) {
        assertThat(Sentence.of("Mara", verb, type, name)).isEqualTo(sentence);
    }
}
