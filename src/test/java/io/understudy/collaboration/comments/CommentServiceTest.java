package io.understudy.collaboration.comments;

import static io.understudy.collaboration.comments.FakeCommentableType.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListPlace;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@StudioTest
@RecordApplicationEvents
class CommentServiceTest {
    @Autowired
    CommentService comments;

    @Autowired
    FakeCommentableType things;

    @Autowired
    ApplicationEvents events;

    @Autowired
    InboxService inbox;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    SignedInPerson mara;
    SignedInPerson jon;

    @BeforeEach
    void signIn() {
        jon = people.reviewer("Jon");
        mara = people.signIn(people.member("Mara"));
    }

    @Test
    void whatWasSaidIsReadByEverybody() {
        comments.write(THERE, "  The left hand has six fingers.\nSee step 750.  ");

        people.signIn(jon);

        assertThat(comments.latest(THERE, 20).comments()).singleElement().satisfies(comment -> {
            assertThat(comment.words()).isEqualTo("The left hand has six fingers.\nSee step 750.");
            assertThat(comment.author()).isEqualTo("Mara");
            assertThat(comment.mine()).isFalse();
            assertThat(comment.writtenAt()).isEqualTo(SettableClock.START);
        });
    }

    @Test
    void aPartIsASubjectOfItsOwn() {
        comments.write(THERE, "All of it");
        CommentId onPart = comments.write(THERE.part("item-face"), "Only the face");
        clock.advance(Duration.ofSeconds(1));
        comments.write(THERE.part("item-face"), "The face again");
        comments.resolve(onPart);

        assertThat(words(THERE)).containsExactly("All of it");
        assertThat(words(THERE.part("item-face"))).containsExactly("Only the face", "The face again");
        assertThat(comments.counts("told", "there"))
                .isEqualTo(Map.of("", new CommentCount(1, 1), "item-face", new CommentCount(2, 1)));
        assertThat(comments.all("told", "there"))
                .extracting(CommentDetails::words)
                .containsExactlyInAnyOrder("All of it", "Only the face", "The face again");
    }

    @Test
    void theLatestAreShownFirstAndTheOthersAreCounted() {
        for (int number = 1; number <= 25; number++) {
            comments.write(THERE, "Comment " + number);
            clock.advance(Duration.ofSeconds(1));
        }

        CommentPage page = comments.latest(THERE, 20);

        assertThat(page.earlier()).isEqualTo(5);
        assertThat(page.comments()).hasSize(20);
        assertThat(page.comments().getFirst().words()).isEqualTo("Comment 6");
        assertThat(page.comments().getLast().words()).isEqualTo("Comment 25");
    }

    @Test
    void earlierCommentsAreReadFromAPlaceAndEachOfThemAlone() {
        for (int number = 1; number <= 3; number++) {
            comments.write(THERE, "Comment " + number);
            clock.advance(Duration.ofSeconds(1));
        }

        List<CommentDetails> newest = comments.before(THERE, null, 2);
        CommentDetails second = newest.getLast();

        assertThat(newest).extracting(CommentDetails::words).containsExactly("Comment 3", "Comment 2");
        assertThat(comments.before(
                        THERE, new ListPlace<>(second.writtenAt(), second.id().value()), 2))
                .extracting(CommentDetails::words)
                .containsExactly("Comment 1");
        assertThat(comments.get(second.id())).isEqualTo(second);
    }

    @Test
    void emptyAndEndlessCommentsAreRefusedAtTheirField() {
        for (String words : List.of(" \n ", "x".repeat(4001))) {
            assertThatThrownBy(() -> comments.write(THERE, words))
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("words"));
        }
        comments.write(THERE, "x".repeat(4000));
    }

    @Test
    void nothingIsSaidAboutWhatIsNotThere() {
        assertThatThrownBy(() -> comments.write(CommentSubject.of("told", "gone"), "Hello"))
                .isInstanceOf(DomainException.NotFound.class);
        assertThat(comments.counts("told", "gone")).isEmpty();
    }

    @Test
    void whoIsNamedIsToldOnceAndNotTheAuthor() {
        CommentId id = comments.write(THERE, "@Jon look, @jon! I am @Mara.");

        assertThat(mentioned()).singleElement().satisfies(mention -> {
            assertThat(mention.person().value()).isEqualTo(jon.accountId());
            assertThat(mention.by().name()).isEqualTo("Mara");
            assertThat(mention.place()).isEqualTo(new CommentLocation("Told thing", "told/there"));
        });
        assertThat(comments.latest(THERE, 1).comments().getFirst().mentions()).containsExactlyInAnyOrder("Jon", "Mara");

        people.signIn(jon);
        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title() + ": " + told.notice().path())
                .containsExactly("Mara mentioned you in a comment on Told thing: told/there");
        people.signIn(mara);
        SignedInPerson ines = people.admin("Ines");
        comments.edit(id, only().rowVersion(), "@Jon and @Ines, look.");

        assertThat(mentioned()).hasSize(2);
        assertThat(mentioned().getLast().person().value()).isEqualTo(ines.accountId());
    }

    @Test
    void anEditLeavesATrace() {
        CommentId id = comments.write(THERE, "Six fingers");
        clock.advance(Duration.ofMinutes(14));
        comments.edit(id, only().rowVersion(), "Five fingers");

        assertThat(only().words()).isEqualTo("Five fingers");
        assertThat(only().editedAt()).isEqualTo(clock.instant());
        assertThat(comments.wordings(id)).containsExactly(new CommentRevision("Six fingers", clock.instant()));
    }

    @Test
    void anEditThatChangesNothingLeavesNone() {
        CommentId id = comments.write(THERE, "Six fingers");
        comments.edit(id, only().rowVersion(), " Six fingers ");

        assertThat(only().editedAt()).isNull();
        assertThat(comments.wordings(id)).isEmpty();
    }

    @Test
    void editingEndsAfterAQuarterOfAnHour() {
        CommentId id = comments.write(THERE, "Six fingers");
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));

        assertThatThrownBy(() -> comments.edit(id, only().rowVersion(), "Five fingers"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("15 minutes");
        assertThat(only().words()).isEqualTo("Six fingers");
    }

    @Test
    void aStaleEditIsRefused() {
        CommentId id = comments.write(THERE, "One");
        long seen = only().rowVersion();
        comments.edit(id, seen, "Two");

        assertThatThrownBy(() -> comments.edit(id, seen, "Three")).isInstanceOf(DomainException.Conflict.class);
        assertThat(only().words()).isEqualTo("Two");
    }

    @Test
    void nobodyTouchesTheWordsOfSomebodyElse() {
        CommentId id = comments.write(THERE, "Mine");
        long seen = only().rowVersion();
        people.signIn(people.admin("Ines"));

        assertThatThrownBy(() -> comments.edit(id, seen, "Yours")).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> comments.delete(id)).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(only().words()).isEqualTo("Mine");
    }

    @Test
    void aDeletedCommentKeepsItsPlaceAndLosesItsWordsEverywhere() {
        CommentId id = comments.write(THERE, "A secret that @Jon must not read");
        comments.edit(id, only().rowVersion(), "Another secret");
        comments.delete(id);

        assertThat(only().deleted()).isTrue();
        assertThat(only().words()).isEmpty();
        assertThat(comments.wordings(id)).isEmpty();
        assertThat(comments.counts("told", "there")).isEmpty();
        assertThat(jdbc.sql("select before_json || after_json from audit_row where verb like 'comment.%'")
                        .query(String.class)
                        .list())
                .hasSize(3)
                .noneMatch(values -> values.contains("secret"));
        assertThatThrownBy(() -> comments.resolve(id)).isInstanceOf(DomainException.Conflict.class);
        assertThatThrownBy(() -> comments.edit(id, only().rowVersion(), "Back"))
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void anybodyResolvesAndReopens() {
        CommentId id = comments.write(THERE, "Six fingers");

        people.signIn(jon);
        comments.resolve(id);
        assertThat(only().resolvedBy()).isEqualTo("Jon");

        comments.reopen(id);
        assertThat(only().resolved()).isFalse();
        assertThat(only().resolvedBy()).isNull();
    }

    @Test
    void theMakersOfTheThingHearOfAComment() {
        things.makers = List.of(new AccountId(jon.accountId()), new AccountId(mara.accountId()));

        comments.write(THERE, "Six fingers");

        assertThat(toldTo(jon)).containsExactly("NEWS Mara commented on Told thing: Six fingers, told/there");
        assertThat(toldTo(mara)).isEmpty();
    }

    @Test
    void whoTookPartInTheThreadHearsOfTheNextComment() {
        people.signIn(jon);
        comments.write(THERE.part("item-face"), "The chin changes.");
        people.signIn(mara);
        comments.write(THERE, "About all of it");
        assertThat(toldTo(jon)).isEmpty();

        people.signIn(mara);
        comments.write(THERE.part("item-face"), "It does not.");

        assertThat(toldTo(jon))
                .containsExactly("NEWS Mara commented on Told thing item-face: It does not., told/there");
        assertThat(toldTo(mara)).isEmpty();
    }

    @Test
    void whoIsNamedAndConcernedIsToldOnce() {
        things.makers = List.of(new AccountId(jon.accountId()));

        comments.write(THERE, "@Jon, look");

        assertThat(toldTo(jon))
                .containsExactly("REQUEST Mara mentioned you in a comment on Told thing: @Jon, look, told/there");
    }

    @Test
    void theAuthorHearsThatSomebodyElseResolvedTheComment() {
        CommentId answered = comments.write(THERE, "Six fingers");
        CommentId own = comments.write(THERE, "Never mind");
        comments.resolve(own);
        people.signIn(jon);
        comments.resolve(answered);

        assertThat(toldTo(mara))
                .containsExactly("NEWS Jon resolved your comment on Told thing: Six fingers, told/there");
        assertThat(toldTo(jon)).isEmpty();
    }

    @Test
    void resolvingAResolvedCommentNotifiesNobodyAgain() {
        CommentId id = comments.write(THERE, "Six fingers");
        people.signIn(jon);
        comments.resolve(id);

        people.signIn(people.admin("Ines"));
        comments.resolve(id);

        assertThat(toldTo(mara))
                .containsExactly("NEWS Jon resolved your comment on Told thing: Six fingers, told/there");
        assertThat(only().resolvedBy()).isEqualTo("Jon");
    }

    private List<String> toldTo(SignedInPerson person) {
        people.signIn(person);
        return inbox.page(false, 0).notices().stream()
                .map(told -> told.notice().kind() + " " + told.notice().title() + ": "
                        + told.notice().words() + ", " + told.notice().path())
                .toList();
    }

    private CommentDetails only() {
        return comments.latest(THERE, 20).comments().getFirst();
    }

    private List<String> words(CommentSubject subject) {
        return comments.latest(subject, 20).comments().stream()
                .map(CommentDetails::words)
                .toList();
    }

    private List<PersonMentioned> mentioned() {
        return events.stream(PersonMentioned.class).toList();
    }
}
