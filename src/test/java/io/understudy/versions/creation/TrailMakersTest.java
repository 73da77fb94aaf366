package io.understudy.versions.creation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.audit.SubjectTrail;
import io.understudy.audit.SubjectTrailRow;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.platform.core.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrailMakersTest {
    private static final UUID JON = new UUID(0, 1);
    private static final UUID MARA = new UUID(0, 2);
    private static final CharacterId AVA = new CharacterId(new UUID(0, 3));

    private final SubjectTrail trail = mock(SubjectTrail.class);
    private final TrailMakers makers = new TrailMakers(trail, mock(DatasetService.class));

    @Test
    void whoSentAFileThatTurnedOutDamagedMadeNothing() {
        happened(
                row(1, JON, "picture.added", Map.of("files", "1.jpg", "arrival", "a")),
                row(2, MARA, "picture.added", Map.of("files", "1.jpg", "arrival", "b")),
                row(3, Actor.SYSTEM.id(), "picture.refused", Map.of("file", "1.jpg", "arrival", "a")));

        assertThat(makers.of(41, AVA, "ava").makers()).containsExactly(MARA);
    }

    @Test
    void whoSentPicturesThatEnteredTheDatasetAtOnceIsAMaker() {
        happened(
                row(1, JON, "picture.added", Map.of("files", "set.zip")),
                row(2, Actor.SYSTEM.id(), "picture.refused", Map.of("file", "set.zip")));

        assertThat(makers.of(41, AVA, "ava").makers()).containsExactly(JON);
    }

    @Test
    @Tag("attack")
    void whoAskedTheTrainerForACheckpointIsAMaker() {
        when(trail.about(eq("run"), any(), argThat(verbs -> verbs.contains("run.checkpoint-requested"))))
                .thenReturn(List.of(row(1, JON, "run.checkpoint-requested", Map.of())));

        assertThat(makers.of(41, AVA, "ava").makers()).containsExactly(JON);
    }

    @Test
    @Tag("attack")
    void aRowThatWasRewrittenIsNamedWhereItMayHideAMaker() {
        when(trail.about(eq("run"), any(), any())).thenReturn(List.of(row(4, MARA, "run.launched", Map.of())));
        happened(
                row(1, MARA, "character.created", Map.of()),
                rewritten(row(2, MARA, "character.changed", Map.of())),
                rewritten(row(5, MARA, "character.changed", Map.of())));

        TrailMakers.Found found = makers.of(41, AVA, "ava");

        assertThat(found.makers()).containsExactly(MARA);
        assertThat(found.altered().numbers())
                .as("what was done after the launch makes nobody a maker")
                .containsExactly(2L);
    }

    @Test
    @Tag("attack")
    void whoSettledARowOfTheTrailSinceTheLaunchIsNamedWithIt() {
        when(trail.about(eq("run"), any(), any())).thenReturn(List.of(row(4, MARA, "run.launched", Map.of())));
        when(trail.settledSince(4)).thenReturn(List.of(row(5, JON, "audit.row-settled", Map.of())));

        TrailMakers.Found found = makers.of(41, AVA, "ava");

        assertThat(found.settled()).containsOnlyKeys(JON);
        assertThat(found.makers()).containsExactly(MARA);
    }

    @Test
    @Tag("attack")
    void aRunAboutWhoseLaunchThereIsNoRowIsNamed() {
        happened(row(1, MARA, "character.created", Map.of()));
        assertThat(makers.of(41, AVA, "ava").altered().unlaunched()).containsExactly(41L);

        when(trail.about(eq("run"), any(), any())).thenReturn(List.of(row(2, MARA, "run.launched", Map.of())));
        assertThat(makers.of(41, AVA, "ava").altered().isEmpty()).isTrue();
    }

    private static SubjectTrailRow rewritten(SubjectTrailRow row) {
        return new SubjectTrailRow(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subjectId(),
                row.before(),
                row.after(),
                false);
    }

    private void happened(SubjectTrailRow... rows) {
        when(trail.about(eq("character"), eq(List.of("ava")), any())).thenReturn(List.of(rows));
    }

    private static SubjectTrailRow row(long sequence, UUID actor, String verb, Map<String, String> after) {
        return new SubjectTrailRow(
                sequence, Instant.EPOCH, actor, "", verb, "ava", new TreeMap<>(), new TreeMap<>(after), true);
    }
}
