package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@StudioTest
@RecordApplicationEvents
class ComparisonNoteServiceTest {
    @Autowired
    ComparisonNoteService notes;

    @Autowired
    People people;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void maraWrites() {
        people.signIn(people.member("Mara"));
    }

    @Test
    void aNoteBelongsToTheSetOfRunsWhateverTheirOrder() {
        notes.write(List.of(9L, 3L), " Rank 32 keeps the freckles. ", "compare?runs=9,3&zoom=4,0,0");

        people.signIn(people.member("Noa"));
        assertThat(notes.of(List.of(3L, 9L))).singleElement().satisfies(note -> {
            assertThat(note.words()).isEqualTo("Rank 32 keeps the freckles.");
            assertThat(note.authorName()).isEqualTo("Mara");
            assertThat(note.viewPath()).isEqualTo("compare?runs=9,3&zoom=4,0,0");
            assertThat(note.mine()).isFalse();
        });
        assertThat(notes.of(List.of(3L, 9L, 12L))).isEmpty();
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb)).contains("comparison.noted");
    }

    @Test
    @Tag("twice")
    void onlyItsAuthorDeletesIt() {
        notes.write(List.of(1L, 2L), "Too soft.", "compare?runs=1,2");
        ComparisonNote note = notes.of(List.of(1L, 2L)).getFirst();

        people.signIn(people.member("Noa"));
        assertThatThrownBy(() -> notes.delete(note.id())).isInstanceOf(DomainException.NotFound.class);
        assertThat(notes.of(List.of(1L, 2L))).hasSize(1);

        people.signIn(people.member("Mara"));
        notes.delete(note.id());
        assertThat(notes.of(List.of(1L, 2L))).isEmpty();
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb)).contains("comparison.note-deleted");
    }

    @Test
    void anEmptyNoteIsRefused() {
        assertThatThrownBy(() -> notes.write(List.of(1L, 2L), "  ", "compare?runs=1,2"))
                .isInstanceOf(DomainException.RuleViolation.class);
    }
}
