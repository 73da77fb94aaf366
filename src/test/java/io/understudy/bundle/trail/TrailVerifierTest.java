package io.understudy.bundle.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class TrailVerifierTest {
    @TempDir
    Path folder;

    private final SampleTrail trail = new SampleTrail(9);

    @Test
    void anHonestTrailVerifiesWithAllThatWasKept() throws IOException {
        List<Finding> findings = verify(kept(3, 7));

        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
        assertThat(findings)
                .extracting(Finding::words)
                .contains(
                        "begins with what was signed 2 times, the last time with 7 events",
                        "no state that you kept covers rows 8 to 9");
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        assertThat(trail.rows()).allSatisfy(row -> {
            assertThat(row.line()).doesNotContain("\n");
            assertThat(TrailRow.parsed(row.line())).isEqualTo(row);
        });
    }

    @Test
    void anAlteredRowIsNamed() throws IOException {
        String kept = kept(9);
        trail.alter(4);

        assertBroken(verify(kept), "Row 4 was altered");
    }

    @Test
    void aRowThatWasAlteredUnderAHashOfItsOwnIsNamedByTheNext() throws IOException {
        TrailRow forged = trail.rows().get(3);
        TrailRow other = new TrailRow(
                forged.sequence(),
                forged.at(),
                forged.actorId(),
                "Ines",
                forged.verb(),
                forged.subjectType(),
                forged.subjectId(),
                forged.subjectName(),
                forged.beforeJson(),
                forged.afterJson(),
                forged.remoteAddress(),
                forged.requestId(),
                forged.previousHash(),
                "");
        Path file = trail.fileWith(
                folder,
                text -> text.replace(
                        forged.line(), other.withHash(other.contentHash()).line()));

        assertBroken(
                TrailVerifier.verify(file, NoteKey.ofVkey(trail.logKey()), ""),
                "Row 5 does not continue row 4: one of the two was altered");
    }

    @Test
    void aRemovedRowIsNamed() throws IOException {
        String kept = kept(9);
        trail.remove(4);

        assertBroken(verify(kept), "Row 4 is missing");
    }

    @Test
    void aRemovedBeginningIsNamed() throws IOException {
        trail.remove(1);

        assertBroken(verify(""), "Row 1 is missing");
    }

    @Test
    void aRowThatComesTwiceIsNamed() throws IOException {
        String line = trail.rows().get(3).line() + "\n";
        Path file = trail.fileWith(folder, text -> text.replace(line, line + line));

        assertBroken(TrailVerifier.verify(file, null, ""), "Row 4 comes again behind row 4");
    }

    @Test
    void anExportThatIsOlderThanAStateIsComparedWithThoseBefore() throws IOException {
        String kept = kept(3, 9);
        trail.removeBehind(6);

        List<Finding> findings = verify(kept);

        assertThat(Verdict.of(findings)).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(findings)
                .anySatisfy(finding -> assertThat(finding.words())
                        .isEqualTo("a later one is of 9 events, and this file ends with row 6: it was exported before"
                                + " that was signed, or row 7 and those behind it are missing"));
        assertThat(findings)
                .anySatisfy(
                        finding -> assertThat(finding.words()).contains("begins with the 3 events that were signed"));
    }

    @Test
    void anExportThatIsOlderThanAllThatWasKeptIsComparedWithNothing() throws IOException {
        String kept = kept(8, 9);
        trail.removeBehind(6);

        List<Finding> findings = verify(kept);

        assertThat(Verdict.of(findings)).as("no key holds").isEqualTo(Verdict.UNKNOWN_KEY);
        assertThat(findings).extracting(Finding::words).contains("no state that you kept covers rows 1 to 6");
    }

    @Test
    void anOlderExportThatContradictsASmallerStateIsBroken() throws IOException {
        String kept = kept(3, 9);
        trail.chainAgainFrom(2);
        trail.removeBehind(6);

        assertBroken(
                verify(kept),
                "does not begin with the 3 events that were signed: the first row that was altered, added or removed is one"
                        + " of rows 1 to 3");
    }

    @Test
    void aTailThatWasChainedAgainIsConvictedByWhatWasSignedAndItsFirstRowNarrowedDown() throws IOException {
        String kept = kept(3, 7, 9);
        trail.chainAgainFrom(5);

        assertBroken(
                verify(kept),
                "does not begin with the 7 events that were signed: the first row that was altered, added or removed is one"
                        + " of rows 4 to 7");
        assertThat(Verdict.of(verify(""))).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void ofDailyStatesTheRowIsNamed() throws IOException {
        String kept = kept(4, 5, 6);
        trail.chainAgainFrom(5);

        assertBroken(
                verify(kept),
                "does not begin with the 5 events that were signed: the first row that was altered, added or removed is"
                        + " row 5");
    }

    @Test
    void aStateOfAnotherKeyVerifiesNothing() throws IOException {
        SampleTrail other = new SampleTrail(9);

        assertThat(Verdict.of(verify(other.state(7)))).isEqualTo(Verdict.UNKNOWN_KEY);
        assertThat(Verdict.of(verify(trail.state(7) + "\n" + other.state(7)))).isEqualTo(Verdict.NOT_COMPARED);
    }

    @Test
    void aStateOfAnotherLogIsNotCompared() throws IOException {
        SampleTrail other = new SampleTrail(9, "studio.example/log/2");

        List<Finding> findings = verify(trail.state(7) + "\n" + other.state(7));

        assertThat(Verdict.of(findings)).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(findings)
                .anySatisfy(finding -> assertThat(finding.words()).startsWith("1 of 2 cannot be compared: "));
    }

    @Test
    void aStateOfNoEventsVerifiesNothing() throws IOException {
        assertThat(Verdict.of(verify(trail.state(0)))).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void withoutWhatWasKeptATrailOnlyFitsTogether() throws IOException {
        assertThat(Verdict.of(verify(""))).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void aLineThatIsNoRowIsNamedByTheRowBeforeIt() throws IOException {
        String line = trail.rows().get(5).line();
        for (String other : List.of(
                "",
                "null",
                "{}",
                line.replace("\"verb\"", "\"VERB\""),
                line.replace("\"hash\"", "\"verb\":\"run.cancelled\",\"hash\""))) {
            Path file = trail.fileWith(folder, text -> text.replace(line, other));

            assertBroken(
                    TrailVerifier.verify(file, NoteKey.ofVkey(trail.logKey()), trail.state(9)),
                    "What comes behind row 5 is not a row of the trail");
        }
    }

    @Test
    void anotherFileIsNoTrail() throws IOException {
        Path json = Files.writeString(folder.resolve("other.json"), "{\"sequence\": 1}");

        assertThatThrownBy(() -> TrailVerifier.verify(json, null, "")).isInstanceOf(MalformedBundleException.class);
        assertThat(TrailVerifier.isTrail(Files.writeString(folder.resolve("bundle.zip"), "PK")))
                .isFalse();
        assertThat(TrailVerifier.isTrail(folder)).isFalse();
    }

    private String kept(int... sizes) {
        StringBuilder kept = new StringBuilder();
        for (int size : sizes) {
            kept.append(trail.state(size)).append('\n');
        }
        return kept.toString();
    }

    private List<Finding> verify(String kept) throws IOException {
        return TrailVerifier.verify(trail.file(folder), NoteKey.ofVkey(trail.logKey()), kept);
    }

    private static void assertBroken(List<Finding> findings, String words) {
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.BROKEN);
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                .extracting(Finding::words)
                .containsExactly(words);
    }
}
