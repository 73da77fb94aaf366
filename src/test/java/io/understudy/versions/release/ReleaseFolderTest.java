package io.understudy.versions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.understudy.bundle.Finding;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.folder.ReleaseFolderVerifier;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.platform.core.DomainException;
import io.understudy.support.BillOfMaterialsSchema;
import io.understudy.support.OtherProgram;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.FakeEvidence;
import io.understudy.versions.checklist.FakeMeasures;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.registry.FinishedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("attack")
@Tag("once")
class ReleaseFolderTest extends VersionsTest {
    @TempDir
    Path temp;

    @Autowired
    ReleaseFolderService folders;

    @Autowired
    SigningKeyService keys;

    @Autowired
    FakeEvidence wall;

    @Autowired
    FakeMeasures measured;

    @BeforeEach
    void trainOnAStoredSnapshot() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itCarriesTheLoraAndWhatOthersReadAndVerify() throws IOException {
        Path folder = taken(approved());

        assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "ava-lindqvist_v1_1000steps.safetensors",
                        "ava-lindqvist_v1_1000steps.json",
                        "ava-lindqvist_v1_1000steps.safetensors.sigstore.json",
                        "ava-lindqvist_v1_1000steps.safetensors.intoto.jsonl",
                        "ava-lindqvist_v1_1000steps.cdx.json",
                        "audit.tlog-proof",
                        "README.md",
                        "model.sig");
        assertThat(folder.resolve("ava-lindqvist_v1_1000steps.safetensors")).hasContent(FinishedRuns.content(41));
        assertThat(folder.resolve("README.md")).content().contains("instance_prompt: \"ohwx woman\"");
        assertThat(folder.resolve("ava-lindqvist_v1_1000steps.json")).content().contains("ohwx woman");
    }

    @Test
    void everyFileOfItIsSigned() throws IOException {
        Path folder = taken(approved());
        assertThat(ModelSignature.verify(folder, keys.folderKey()))
                .extracting(Finding::outcome)
                .containsOnly(Finding.Outcome.HOLDS);

        Files.writeString(folder.resolve("README.md"), "# Another");
        assertThat(ModelSignature.verify(folder, keys.folderKey()))
                .extracting(Finding::outcome)
                .contains(Finding.Outcome.BROKEN);
    }

    @Test
    void itsAttestationSaysWhoMadeReviewedAndApprovedThisFile() throws IOException {
        Path folder = taken(approved());
        String lora = "ava-lindqvist_v1_1000steps.safetensors";
        String sha256 = ReleaseFolderService.hash(FinishedRuns.content(41));
        for (String form : List.of(".sigstore.json", ".intoto.jsonl")) {
            String text = Files.readString(folder.resolve(lora + form));
            assertThat(ReviewAttestation.verify(text, keys.folderKey(), sha256, null))
                    .extracting(Finding::outcome)
                    .containsOnly(Finding.Outcome.HOLDS);
            assertThat(ReviewAttestation.verify(text, keys.folderKey(), "0".repeat(64), null))
                    .extracting(Finding::outcome)
                    .contains(Finding.Outcome.BROKEN);
        }
    }

    @Test
    void theApprovalIsProvedToBeInTheTrailAndTheTrailToHaveOnlyGrown() throws IOException {
        Path first = taken(approved());
        Path second = taken(approved());
        NoteKey log = NoteKey.ofVkey(keys.logKey());
        InclusionProof before = InclusionProof.of(Files.readString(first.resolve("audit.tlog-proof")));
        InclusionProof after = InclusionProof.of(Files.readString(second.resolve("audit.tlog-proof")));
        assertThat(List.of(before.check(log), after.check(log)))
                .extracting(Finding::outcome)
                .containsOnly(Finding.Outcome.HOLDS);
        assertThat(ConsistencyProof.of(Files.readString(second.resolve("audit.consistency")))
                        .check(log, before.checkpoint())
                        .outcome())
                .isEqualTo(Finding.Outcome.HOLDS);
    }

    @Test
    void theFolderVerifiesWithAllThatItsReceiverHas() throws IOException {
        String kept = InclusionProof.of(Files.readString(taken(approved()).resolve("audit.tlog-proof")))
                .checkpoint();
        Path folder = taken(approved());
        List<Finding> findings =
                ReleaseFolderVerifier.verify(folder, keys.folderKey(), NoteKey.ofVkey(keys.logKey()), kept);

        assertThat(findings).extracting(Finding::outcome).containsOnly(Finding.Outcome.HOLDS);
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
        assertThat(findings)
                .extracting(Finding::words)
                .contains("signed off by Jon (1 asked for), approved by Ines; made by Mara");
        assertThat(Verdict.of(ReleaseFolderVerifier.verify(folder, null, null, "")))
                .isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void cosignVerifiesItAsTheModelCardSays() throws Exception {
        OtherProgram.assumeInstalled("cosign");
        Path folder = taken(approved());
        Files.writeString(folder.resolve("release.pub"), keys.folderKey().pem());
        String command = Files.readString(folder.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("cosign "))
                .findFirst()
                .orElseThrow();

        OtherProgram.Answer sound = OtherProgram.run(folder, command.split(" "));
        assertThat(sound.status()).as(sound.output()).isZero();
        Files.writeString(folder.resolve("ava-lindqvist_v1_1000steps.safetensors"), "another");
        assertThat(OtherProgram.run(folder, command.split(" ")).status()).isNotZero();
    }

    @Test
    void itsBillOfMaterialsIsValidAndSaysWhetherItShowsPeople() throws IOException {
        VersionId id = approved();
        assertThat(billOfMaterials(taken(id))).doesNotContain("photos of a person", "Likeness of a person");

        CharacterSummary ava = characters.get(FinishedRuns.AVA);
        when(characters.get(FinishedRuns.AVA))
                .thenReturn(new CharacterSummary(
                        ava.id(),
                        ava.name(),
                        ava.slug(),
                        ava.subject(),
                        ava.triggerWord(),
                        ava.description(),
                        ava.cover(),
                        LikenessBasis.OWN,
                        ava.createdBy(),
                        ava.createdAt(),
                        ava.rowVersion()));
        assertThat(billOfMaterials(taken(approved()))).contains("photos of a person", "Likeness of a person");
    }

    private static String billOfMaterials(Path folder) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.filter(one -> one.toString().endsWith(".cdx.json"))
                    .findFirst()
                    .orElseThrow();
        }
        String bom = Files.readString(file);
        assertThat(BillOfMaterialsSchema.errors(bom)).isEmpty();
        return bom;
    }

    @Test
    void theModelCardShowsPicturesOfTheTestSheetAndWhatWasMeasured() throws IOException {
        VersionId id = inReview();
        people.signIn(jon);
        measured.measures.put(MeasureKind.FACES_WITHIN, MeasuredValue.of(0.93, "12 pictures"));
        wall.pieces.addAll(List.of(
                cell("ohwx woman, smiling", 7), cell("ohwx woman, smiling", 8), cell("ohwx woman, on a beach", 7)));
        List<Evidence> evidence = new ArrayList<>(wall.pieces);
        evidence.add(Evidence.fact("Holds in all twelve pictures."));
        checklist.tick(id, "face", "The same person.", evidence);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());

        Path folder = taken(id);
        assertThat(Files.list(folder.resolve("images"))
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("1.png", "2.png");
        assertThat(folder.resolve("README.md"))
                .content()
                .contains(
                        "- {text: \"ohwx woman, smiling\", output: {url: \"images/1.png\"}}",
                        "- {text: \"ohwx woman, on a beach\", output: {url: \"images/2.png\"}}",
                        "<Gallery />",
                        "| Faces that are one person | 93 %, at least 90 % (12 pictures): meets |");
        assertThat(ModelSignature.verify(folder, keys.folderKey()))
                .extracting(Finding::outcome)
                .containsOnly(Finding.Outcome.HOLDS);
        Files.write(folder.resolve("images/1.png"), new byte[] {1});
        assertThat(ModelSignature.verify(folder, keys.folderKey()))
                .extracting(Finding::outcome)
                .contains(Finding.Outcome.BROKEN);
    }

    @Test
    void takingItIsADownloadOfTheFile() throws IOException {
        VersionId id = approved();
        taken(id);
        assertThat(jdbc.sql("select count(*) from audit_row where verb = 'version.downloaded'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void onlyWhatIsInProductionHasOne() {
        VersionId id = draft();
        people.signIn(mara);
        assertThatThrownBy(() -> folders.create(id))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("is draft");
    }

    private Evidence cell(String prompt, int seed) {
        return Evidence.cell(
                runs.picture(seed, prompt.length()),
                "%s · seed %d · v1 at 0.9".formatted(prompt, seed),
                new Evidence.Origin("wall", prompt + seed, "f".repeat(64)));
    }

    private Path taken(VersionId id) throws IOException {
        ReleaseFolder release = folders.create(id);
        Path zip = temp.resolve(id.value() + ".zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            folders.write(release, out);
        }
        Path into = Files.createDirectory(temp.resolve(id.value().toString()));
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            ZipEntry entry = entries.getNextEntry();
            while (entry != null) {
                Path file = into.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
                entry = entries.getNextEntry();
            }
        }
        return into.resolve(release.name());
    }
}
