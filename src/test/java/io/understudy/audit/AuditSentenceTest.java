package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSentenceTest {
    @ParameterizedTest
    @CsvSource({
        "run.launched,run,#41,Mara launched run 41",
        "version.signed-off,version,v3,Mara signed off version v3",
        "version.sent-back,version,v3,Mara sent back version v3",
        "version.item-ticked,version,v3,Mara ticked the item of version v3",
        "character.cover-changed,character,Ava,Mara changed the cover of character Ava",
        "person.role-changed,person,Jon,Mara changed the role of Jon",
        "person.new-password-offered,person,Jon,Mara offered a new password to Jon",
        "person.signed-in,person,Mara,Mara signed in",
        "person.sign-in-failed,sign-in,mara@example.org,Failed sign-in for mara@example.org",
        "secret.made,secret,fal.key,Mara created secret fal.key",
        "run.cancelled,run,Run 7,Mara cancelled run 7",
        "run.checkpoint-requested,run,Run 7,Mara asked the trainer for a checkpoint of run 7",
        "run.lost,run,Run 7,Mara recorded that run 7 was lost",
        "caption.changed,picture,ava-01.png,Mara changed the caption of picture ava-01.png",
        "captions.replaced,character,Ava,Mara replaced the captions of character Ava",
        "measure.overruled,picture,ava-01.png,Mara overruled a measure of picture ava-01.png",
        "measure.corrected,picture,ava-01.png,Mara corrected what was measured on picture ava-01.png",
        "measure.restored,picture,ava-01.png,Mara let a measure of picture ava-01.png count again",
        "picture.agreed,picture,1.png,Mara agreed with another person on whether picture 1.png is trained on",
        "faces.forgotten,setting,identity measures,'Mara turned identity measures off, which forgot every face'",
        "picture.added,character,Ava,Mara added pictures to character Ava",
        "snapshot.frozen,snapshot,1f2e,Mara froze snapshot 1f2e",
        "storage.checked,storage,Storage,Mara checked storage",
        "audit.row-settled,audit-row,audit row 17,Mara settled audit row 17",
        "version.trail-settled,version,v3,'Mara settled a row of the audit trail, on which version v3 may rest'",
        "person.invited,invitation,Jon,Mara invited Jon",
        "person.invitation-withdrawn,invitation,Jon,Mara withdrew the invitation of Jon"
    })
    void anActIsASentence(String verb, String type, String name, String sentence) {
        assertThat(AuditSentence.of("Mara", verb, type, name)).isEqualTo(sentence);
    }
}
