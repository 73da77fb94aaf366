package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.SampleBundles;
import io.understudy.bundle.folder.SampleFolder;
import io.understudy.bundle.trail.SampleTrail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("attack")
class VerifyCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSoundBundleEndsWithZero() throws IOException {
        int status = run(
                "verify",
                SampleBundles.sound(folder).toString(),
                "--key",
                SampleBundles.key().fingerprint(),
                "--lora",
                SampleBundles.lora(folder).toString());

        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("ok      four eyes: signed off by Jon, approved by Ines; made by Mara")
                .contains("ok      LoRA file: ava.safetensors is the one that was released")
                .endsWith("This release verifies." + System.lineSeparator());
    }

    @Test
    void withoutAKnownKeyABundleIsOnlyConsistentHoweverItIsSigned() throws IOException {
        String lora = SampleBundles.lora(folder).toString();
        for (Path bundle : List.of(SampleBundles.sound(folder), SampleBundles.forged(folder))) {
            assertThat(run("verify", bundle.toString(), "--lora", lora)).isEqualTo(3);
        }
        assertThat(out.toString())
                .contains("not checked key: is unknown, and anyone can make one: the release bundle itself brings "
                        + SampleBundles.key().fingerprint())
                .contains(
                        "This release bundle is consistent, but signed by an unknown key. Ask the team that released it")
                .doesNotContain("verifies.");

        assertThat(run(
                        "verify",
                        SampleBundles.forged(folder).toString(),
                        "--key",
                        SampleBundles.key().fingerprint()))
                .isEqualTo(1);
    }

    @Test
    void aProgramReadsWhatIsBroken() throws IOException {
        String bundle = SampleBundles.withoutFourEyes(folder).toString();

        assertThat(run("verify", bundle, "--json")).isEqualTo(1);

        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.path("verdict").asString()).isEqualTo("BROKEN");
        assertThat(report.path("findings").valueStream())
                .filteredOn(finding -> finding.path("outcome").asString().equals("BROKEN"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.path("part").asString()).isEqualTo("decisions.json"));
    }

    @Test
    void aBundleCannotWriteLinesOfTheReport() throws IOException {
        Path odd = SampleBundles.approvedBy(folder, "Ines\nok      key: is the one that you trust\n\u001b[2A\u202eX");

        assertThat(run("verify", odd.toString())).isEqualTo(3);
        assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("ok      key"));
        assertThat(out.toString()).contains("Ines?ok").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aReleaseFolderIsVerifiedWithKeysAndWhatWasKept() throws IOException {
        SampleFolder release = new SampleFolder(folder);
        String key = Files.writeString(
                        folder.resolve("release.pub"), release.key().pem())
                .toString();
        String kept = Files.writeString(folder.resolve("anchors.txt"), release.state(3))
                .toString();
        String forged = Files.writeString(folder.resolve("forged.txt"), release.otherState(3))
                .toString();
        String path = release.path().toString();

        assertThat(run("verify", path, "--key", key, "--log", release.logKey(), "--anchor", kept))
                .isZero();
        assertThat(run("verify", path, "--key", key, "--log", release.logKey(), "--anchor", forged))
                .isEqualTo(1);
        assertThat(run("verify", path)).isEqualTo(3);
        assertThat(out.toString()).contains("This release folder is consistent, but signed by an unknown key.");
    }

    @Test
    void anExportedAuditTrailIsComparedWithTheAnchorFileWithoutAServer() throws IOException {
        SampleTrail trail = new SampleTrail(6);
        String file = trail.file(folder).toString();
        String kept = Files.writeString(
                        folder.resolve("anchors.txt"),
                        trail.state(2) + "\n" + trail.state(5) + "\n" + trail.state(6) + "\n")
                .toString();
        String foreign = Files.writeString(folder.resolve("foreign.txt"), new SampleTrail(6).state(6))
                .toString();

        assertThat(run("verify", file, "--log", trail.logKey(), "--anchor", kept))
                .isZero();
        assertThat(out.toString()).endsWith("This audit trail verifies." + System.lineSeparator());
        assertThat(run("verify", file, "--log", trail.logKey(), "--anchor", foreign))
                .isEqualTo(3);
        assertThat(run("verify", file)).isEqualTo(3);
        assertThat(run("verify", file, "--anchor", kept)).isEqualTo(2);
        assertThat(run("verify", file, "--key", trail.logKey())).isEqualTo(2);

        trail.chainAgainFrom(4);
        trail.file(folder);
        assertThat(run("verify", file, "--log", trail.logKey(), "--anchor", kept))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("the first row that was altered, added or removed is one of rows 3 to 5")
                .endsWith("This audit trail does not verify." + System.lineSeparator());
        trail.alter(3);
        trail.file(folder);
        assertThat(run("verify", file)).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN  rows: Row 3 was altered");
    }

    @Test
    void whatWasKeptIsComparedOrTheReleaseIsNotVerified() throws IOException {
        SampleFolder release = new SampleFolder(folder);
        String key = Files.writeString(
                        folder.resolve("release.pub"), release.key().pem())
                .toString();
        String kept = Files.writeString(folder.resolve("anchors.txt"), release.state(4))
                .toString();
        assertThat(run("verify", release.path().toString(), "--key", key, "--log", release.logKey(), "--anchor", kept))
                .isEqualTo(4);
        assertThat(out.toString())
                .contains("not checked kept state of the audit trail: the one of 4 events needs the trail itself")
                .contains("it could not be compared with what you kept")
                .doesNotContain("verifies.");
    }

    @Test
    void theAnchorFileOfTheServerVerifiesAReleaseThoughTheTrailGrewBeforeAndSince() throws IOException {
        SampleFolder release = new SampleFolder(folder);
        String key = Files.writeString(
                        folder.resolve("release.pub"), release.key().pem())
                .toString();
        String path = release.path().toString();
        String kept = Files.writeString(
                        folder.resolve("anchors.txt"),
                        release.state(4) + "\n" + release.state(5) + "\n" + release.state(6))
                .toString();
        String rewritten = Files.writeString(
                        folder.resolve("rewritten.txt"),
                        release.state(4) + "\n" + release.otherState(5) + "\n" + release.state(6))
                .toString();

        assertThat(run("verify", path, "--key", key, "--log", release.logKey(), "--anchor", kept))
                .isZero();
        assertThat(out.toString())
                .contains("not checked audit trail: of what you kept, the 2 of other sizes, from 4 to 6 events, need")
                .contains("This release verifies.");
        assertThat(run("verify", path, "--key", key, "--log", release.logKey(), "--anchor", rewritten))
                .isEqualTo(1);
    }

    @Test
    void anOptionThatCannotBeUsedIsRefused() throws IOException {
        SampleFolder release = new SampleFolder(folder);
        String path = release.path().toString();
        String zip = SampleBundles.sound(folder).toString();
        String lora = SampleBundles.lora(folder).toString();
        String kept = Files.writeString(folder.resolve("anchors.txt"), release.state(3))
                .toString();
        String empty = Files.writeString(folder.resolve("empty.txt"), "\n").toString();

        refused("--anchor needs --log", "verify", path, "--anchor", kept);
        refused("has no signed state", "verify", path, "--log", release.logKey(), "--anchor", empty);
        refused("--lora is for a release bundle", "verify", path, "--lora", lora);
        refused("is verified with --key FILE", "verify", path, "--key", "a".repeat(64));
        refused("--log and --anchor are for a release folder", "verify", zip, "--anchor", kept);
        refused("--log and --anchor are for a release folder", "verify", zip, "--log", release.logKey());
        assertThat(out.toString()).isEmpty();
    }

    private void refused(String why, String... args) {
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString().lines().toList().getLast()).contains(why);
    }

    @Test
    void theKeyMayBeAFile() throws IOException {
        Path key =
                Files.writeString(folder.resolve("key.pem"), SampleBundles.key().pem());

        assertThat(run("verify", SampleBundles.sound(folder).toString(), "--key", key.toString()))
                .isZero();
        assertThat(out.toString()).contains("ok      key: is the one that you trust");
    }

    @Test
    void aBrokenOneEndsWithOneAndSaysWhatIsBroken() throws IOException {
        assertThat(run("verify", SampleBundles.withoutFourEyes(folder).toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("BROKEN  decisions.json: Mara signed but made a part of it")
                .contains("This release does not verify.");

        assertThat(run("verify", SampleBundles.sound(folder).toString(), "--key", "a".repeat(64)))
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeReadEndsWithTwoAndOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");

        assertThat(run("verify", folder.resolve("nothing.zip").toString())).isEqualTo(2);
        assertThat(run("verify", text.toString())).isEqualTo(2);
        assertThat(run("verify", SampleBundles.sound(folder).toString(), "--key", "nothing.pem"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("understudy: "));
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... args) {
        return CommandLineTool.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
