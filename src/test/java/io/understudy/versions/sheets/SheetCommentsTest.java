package io.understudy.versions.sheets;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("once")
class SheetCommentsTest extends SheetsTest {
    @Autowired
    SheetComments subjects;

    @Autowired
    CommentService comments;

    @Autowired
    InboxService inbox;

    @Test
    void theMakersOfTheSheetAndOfItsVersionAreNotifiedOfAComment() {
        SignedInPerson tess = signIn(people.member("Tess"));
        SheetId sheet = drawnSheet();
        SignedInPerson jon = signIn(people.member("Jon"));
        SignedInPerson olaf = people.member("Olaf");

        comments.write(SheetComments.of(sheet, 1), "The ear is a shell.");

        String notice = "NEWS Jon commented on Test sheet 1, 0.5 · seed 7: The ear is a shell., "
                + SheetRoutes.of(sheet) + "?cell=1";
        assertThat(noticesOf(tess)).as("made the sheet").containsExactly(notice);
        assertThat(noticesOf(mara)).as("made the version").contains(notice);
        assertThat(noticesOf(jon)).as("wrote it").isEmpty();
        assertThat(noticesOf(olaf)).as("has no part in it").isEmpty();
    }

    @Test
    void whoIsConcernedIsFoundWithoutReadingThePictures() {
        String sheet = drawnSheet().value().toString();

        assertThat(statementsOf(
                        () -> assertThat(subjects.concerned(sheet)).containsExactly(new AccountId(mara.accountId()))))
                .isEqualTo(3);
        assertThat(subjects.concerned(new UUID(1, 2).toString())).isEmpty();
    }

    private List<String> noticesOf(SignedInPerson person) {
        signIn(person);
        return inbox.page(false, 0).notices().stream()
                .map(told -> told.notice().kind() + " " + told.notice().title() + ": "
                        + told.notice().words() + ", " + told.notice().path())
                .toList();
    }
}
