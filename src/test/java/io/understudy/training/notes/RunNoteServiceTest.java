package io.understudy.training.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.training.RunId;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.queue.TrainingTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunNoteServiceTest extends TrainingTest {
    @Autowired
    RunNoteService notes;

    @Autowired
    JdbcClient jdbc;

    private RunId run = new RunId(java.util.UUID.randomUUID());

    @BeforeEach
    void aRun() {
        run = runs.launch(request()).run();
    }

    @Test
    void aNoteIsWrittenFoundAndAuditedWithWhatItWas() {
        notes.write(run, 0, " Too bright from step 600 on. ");
        notes.write(run, 1, "Fine up to step 600.");

        assertThat(notes.note(run)).satisfies(note -> {
            assertThat(note.text()).isEqualTo("Fine up to step 600.");
            assertThat(note.revision()).isEqualTo(2);
            assertThat(note.changedBy()).isEqualTo("Mara");
        });
        assertThat(lists.count(RunFilter.ALL.withText("STEP 600"))).isEqualTo(1);
        assertThat(lists.count(RunFilter.ALL.withText("bright"))).isZero();
        assertThat(lists.newest(RunFilter.ALL, 1).getFirst().note()).isEqualTo("Fine up to step 600.");
        assertThat(last("before_json")).contains("Too bright from step 600 on.");
        assertThat(last("after_json")).contains("Fine up to step 600.");
    }

    @Test
    void theSecondOfTwoPeopleWhoChangeANoteIsStopped() {
        notes.write(run, 0, "Mine.");

        assertThatThrownBy(() -> notes.write(run, 0, "Theirs."))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Someone else saved first");
        assertThat(notes.note(run).text()).isEqualTo("Mine.");
    }

    @Test
    void theStepsOfARunAreNoConflict() {
        worker.fill();
        backend.last().steps(1, 4);
        worker.beat();

        notes.write(run, 0, "Written while it trains.");
        backend.last().steps(5, 8);
        worker.beat();

        assertThat(notes.note(run).text()).isEqualTo("Written while it trains.");
        assertThat(runs.details(run).progress().step()).isEqualTo(8);
    }

    @Test
    void tagsAreAddedRemovedAndFilteredBy() {
        RunId other = runs.launch(request()).run();
        notes.tag(run, " Night  Shots ");
        notes.tag(run, "keep");
        notes.tag(other, "keep");
        notes.tag(other, "keep");

        assertThat(notes.tags(run)).containsExactly("keep", "night shots");
        assertThat(notes.knownTags()).containsExactly("keep", "night shots");
        assertThat(lists.count(RunFilter.ALL.withTags(Set.of("keep")))).isEqualTo(2);
        assertThat(lists.newest(RunFilter.ALL.withTags(Set.of("keep", "night shots")), 5))
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(run));
        assertThat(lists.count(RunFilter.ALL.withText("night"))).isEqualTo(1);

        notes.removeTag(run, "night shots");
        assertThat(notes.tags(List.of(run, other)).values())
                .allSatisfy(tags -> assertThat(tags).containsExactly("keep"));
        assertThat(acts()).containsExactly("run.tagged", "run.tagged", "run.tagged", "run.tag-removed");
    }

    @Test
    void whatCannotBeATagAndOneTooManyAreRefused() {
        assertThatThrownBy(() -> notes.tag(run, "a,b")).isInstanceOf(DomainException.RuleViolation.class);
        for (int tag = 0; tag < 12; tag++) {
            notes.tag(run, "tag " + tag);
        }
        assertThatThrownBy(() -> notes.tag(run, "one more"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("at most 12 tags");
        assertThat(notes.tags(run)).hasSize(12);
    }

    private List<String> acts() {
        return jdbc.sql("select verb from audit_row where verb like 'run.tag%' order by sequence")
                .query(String.class)
                .list();
    }

    private String last(String column) {
        return jdbc.sql("select " + column + " from audit_row where verb = 'run.note-changed'"
                        + " order by sequence desc fetch first 1 rows only")
                .query(String.class)
                .single();
    }
}
