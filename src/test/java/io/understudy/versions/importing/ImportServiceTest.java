package io.understudy.versions.importing;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static io.understudy.versions.registry.FinishedRuns.AVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.when;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.AccountId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.Contribution.Reason;
import io.understudy.versions.review.ReviewedRevision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageImpl;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** A LoRA that was trained elsewhere becomes a version, under the same rules as one that was trained here. */
@RecordApplicationEvents
@Tag("rules")
class ImportServiceTest extends VersionsTest {
    private static final byte[] FLUX = SyntheticLora.kohyaFlux1(2, 1)
            .metadata("modelspec.trigger_phrase", "tok man")
            .bytes();

    @Autowired
    ImportService imports;

    @Autowired
    PassportService passports;

    @Autowired
    ApplicationEvents published;

    @Test
    void aFileFromElsewhereBecomesAVersionThatSaysWhereItComesFrom() throws Exception {
        people.signIn(mara);
        UploadedLora file = receive(FLUX);
        assertThat(file.proposed()).contains(BaseModel.FLUX1_DEV);

        VersionId id = imports.keep(file.file(), "tok.safetensors", draft(BaseModel.FLUX1_DEV));

        VersionDetails version = details(id);
        assertThat(version.card().fileName()).isEqualTo("ava-lindqvist_v1_imported.safetensors");
        assertThat(version.state()).isEqualTo(VersionState.DRAFT);
        assertThat(version.trained()).isEmpty();
        assertThat(version.card().imported()).hasValueSatisfying(told -> {
            assertThat(told.by()).isEqualTo("Mara");
            assertThat(told.fileName()).isEqualTo("tok.safetensors");
            assertThat(told.source()).isEqualTo("https://example.org/models/7");
            assertThat(told.rank()).isEqualTo(2);
            assertThat(told.effectiveScale()).isEqualTo(0.5);
        });
        assertThat(version.triggerWord()).isEqualTo(new TriggerWord("ohwx woman"));
        assertThat(version.makers())
                .containsExactly(new Contribution(
                        "Mara",
                        List.of(new Reason("imported the file", version.card().createdAt()))));
        assertThat(passports.find(version.file()).orElseThrow().state()).isEqualTo(FilePassport.State.READ);
        assertThat(blobs.open(version.file()).readAllBytes()).isEqualTo(FLUX);
        assertThat(jdbc.sql("select reference_count from blob where hash = ?")
                        .param(version.file().hex())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theImportIsAnActWithAllThatWasSaid() {
        imported();

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("version.imported")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor().name()).isEqualTo("Mara");
                    assertThat(event.after())
                            .containsEntry("source", "https://example.org/models/7")
                            .containsEntry("licence", "CC BY 4.0")
                            .containsEntry("permission", "Ava is made up.")
                            .containsEntry("base model", "FLUX.1 dev");
                });
    }

    @Test
    void whoImportedItDoesNotSignIt() {
        people.signIn(jon);
        VersionId id = keep(draft(BaseModel.FLUX1_DEV));
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You imported the file, so someone else signs: Ines can.");
    }

    @Test
    @Tag("attack")
    void whoUploadedItDoesNotSignItWhereAnotherPersonImportsIt() {
        people.signIn(jon);
        receive(SyntheticLora.kohyaFlux1(2, 1)
                .metadata("ss_training_comment", "by Jon")
                .bytes());
        VersionId id = imported();
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("You uploaded the file, so someone else signs: Ines can.");
    }

    @Test
    void whoTrainedItElsewhereDoesNotSignItEither() {
        people.signIn(mara);
        VersionId id = keep(draft(BaseModel.FLUX1_DEV, Set.of(new AccountId(jon.accountId()))));
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("You trained it elsewhere, so someone else signs");
    }

    @Test
    void anImportReachesProductionByTheSameSteps() {
        VersionId id = imported();
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());

        assertThat(versions.production(AVA).map(VersionCard::id)).contains(id);
    }

    @Test
    void samplesOfARunProveNothingAboutAnImport() {
        VersionId id = imported();
        reviews.submit(id, seen(id));
        people.signIn(jon);
        Evidence foreign = Evidence.sample(new BlobHash("a".repeat(64)), "a sample");

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked.", List.of(foreign)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("was imported, so it has no samples");
    }

    @Test
    void whatIsNoSoundLoraIsRefusedWithTheReason() {
        people.signIn(mara);
        byte[] pickle = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 and the rest".getBytes(StandardCharsets.ISO_8859_1);
        byte[] model = new SafetensorsWriter()
                .tensor("double_blocks.0.img_attn.qkv.weight", TensorType.F32, new float[4], 2, 2)
                .toBytes();

        assertRefused(pickle, "pickle-based weights");
        assertRefused("not a model at all, only text".getBytes(StandardCharsets.UTF_8), "no safetensors file");
        assertRefused(Arrays.copyOf(FLUX, FLUX.length - 1), "bytes of data");
        assertRefused(model, "The file holds no LoRA");
        assertThat(jdbc.sql("select count(*) from blob").query(Integer.class).single())
                .isZero();
    }

    @Test
    void aBadHeaderIsRefusedBeforeTheRestIsWaitedFor() {
        people.signIn(mara);
        InputStream never = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Nobody should wait for this");
            }
        };
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream("PK\003\004 a zip".getBytes(StandardCharsets.ISO_8859_1)), never);

        assertThatThrownBy(() -> imports.receive(in, 4L << 30))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("zip archive");
    }

    @Test
    void aModelThatTheFileDoesNotFitIsRefusedWithTheFirstBadTensor() {
        people.signIn(mara);

        assertThatThrownBy(() -> keep(draft(BaseModel.FLUX2_KLEIN_4B)))
                .isInstanceOfSatisfying(DomainException.RuleViolation.class, broken -> {
                    assertThat(broken.field()).isEqualTo("model");
                    assertThat(broken.words()).contains("lora_unet_double_blocks_");
                });
    }

    @Test
    void theSameWeightsAreNotImportedTwiceForACharacter() {
        imported();
        byte[] otherMetadata = SyntheticLora.kohyaFlux1(2, 1).bytes();

        assertThatThrownBy(() -> keep(draft(BaseModel.FLUX1_DEV)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage(
                        "These weights are a version of Ava Lindqvist already: ava-lindqvist_v1_imported.safetensors.");
        UploadedLora twin = receive(otherMetadata);
        assertThatThrownBy(() -> imports.keep(twin.file(), "twin.safetensors", draft(BaseModel.FLUX1_DEV)))
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void revokedWeightsDoNotComeBackAsAnImport() {
        VersionId id = imported();
        people.signIn(ines);
        reviews.revoke(id, seen(id), "The author withdrew it.", proof());
        people.signIn(mara);

        assertThatThrownBy(() -> keep(draft(BaseModel.FLUX1_DEV)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("was revoked");
    }

    @Test
    void nothingIsImportedForACharacterWhoseLikenessNobodyMayUse() {
        people.signIn(mara);
        doThrow(new DomainException.RuleViolation("No likeness basis is recorded for Ava Lindqvist"))
                .when(characters)
                .requireImportable(AVA);

        assertThatThrownBy(() -> keep(draft(BaseModel.FLUX1_DEV)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("likeness");
    }

    @Test
    void everythingThatReviewersNeedHasToBeSaid() {
        people.signIn(mara);
        UploadedLora file = receive(FLUX);
        ImportDraft silent =
                new ImportDraft(AVA, BaseModel.FLUX1_DEV, "ohwx", "https://example.org", "", "", Set.of(), "own", " ");

        assertThatThrownBy(() -> imports.keep(file.file(), "a.safetensors", silent))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("permission"));
        assertThat(versions.count(AVA)).isZero();
    }

    @Test
    void theManifestHoldsWhatTheImporterSaid() {
        VersionId id = imported();
        reviews.submit(id, seen(id));

        String manifest = jdbc.sql("select content from version_manifest")
                .query(String.class)
                .list()
                .getFirst();
        assertThat(manifest)
                .contains("\"import\":", "https://example.org/models/7")
                .doesNotContain("\"run\":", "\"snapshot\":");
    }

    @Test
    void thePageShowsTheSourceInPlaceOfARun() {
        VersionId id = imported();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));

        assertThat(words(page()))
                .contains("imported by Mara", "Where it comes from", "CC BY 4.0", "Ava is made up.", "Imported by Mara")
                .doesNotContain("Samples of run", "Snapshot");
        assertThat(primaryActions()).as("no run has samples of it").containsExactly("Make test sheet");
        Anchor source = _find(Anchor.class).stream()
                .filter(link -> link.getText().equals("https://example.org/models/7"))
                .findFirst()
                .orElseThrow();
        assertThat(source.getElement().getAttribute("rel")).isEqualTo("noopener noreferrer");
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));
        assertThat(words(page())).contains("v1 · imported", "Import a LoRA trained elsewhere");
    }

    @Test
    void aFileOfWholeMatricesIsSaidToHaveNoRank() {
        people.signIn(mara);
        UploadedLora file = receive(SyntheticLora.wholeLokr().bytes());
        VersionId id = imports.keep(file.file(), "lokr.safetensors", draft(BaseModel.FLUX1_DEV));
        signIn(mara);

        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(words(page())).contains("no rank, alpha").doesNotContain("rank 0");
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));
        assertThat(words(page())).contains("no rank · 0 of 6 ticked").doesNotContain("rank 0");
    }

    @Test
    void theFormBeginsWithWhatTheFileTellsAndMakesTheVersion() {
        people.signIn(mara);
        UploadedLora file = receive(FLUX);
        CharacterSummary ava = characters.bySlug("ava-lindqvist");
        when(characters.page(any(), any())).thenReturn(new PageImpl<>(List.of(ava)));
        signIn(mara);
        UI.getCurrent()
                .navigate(
                        VersionRoutes.IMPORT,
                        new QueryParameters(Map.of(
                                "character", List.of("ava-lindqvist"),
                                "file", List.of(file.file().hex()),
                                "name", List.of("tok.safetensors"))));

        assertThat(field("Trigger word").getValue()).isEqualTo("tok man");
        assertThat(_get(Select.class).getValue()).isEqualTo(BaseModel.FLUX1_DEV);
        @SuppressWarnings("unchecked")
        ComboBox<CharacterSummary> character = _get(ComboBox.class, spec -> spec.withLabel("Character"));
        assertThat(character.getValue()).isEqualTo(ava);

        _click(_get(Button.class, spec -> spec.withText("Import as a version")));
        assertThat(field("Licence").isInvalid()).isTrue();
        assertThat(versions.count(AVA)).isZero();

        _setValue(field("Where it comes from"), "from our own workstation");
        _setValue(field("Licence"), "our own");
        _setValue(_get(TextArea.class), "Ava is made up.");
        _click(_get(Button.class, spec -> spec.withText("Import as a version")));

        assertThat(versions.count(AVA)).isEqualTo(1);
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).startsWith("versions/");
    }

    @Test
    @Tag("attack")
    void anImportWaitsUntilTheWeightsOfEveryFileAreKnownAndReadsNoneItself() throws IOException {
        VersionId known = imported();
        jdbc.sql("update file_passport set state = 'WAITING', content = null, tensor_hash = null, weights_hash = null")
                .update();
        people.signIn(jon);
        UploadedLora file = receive(SyntheticLora.kohyaFlux1(4, 1).bytes());
        assertThat(imports.isReady()).isFalse();
        assertThatThrownBy(() -> imports.keep(file.file(), "tok.safetensors", draft(BaseModel.FLUX1_DEV)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageStartingWith(details(known).card().fileName() + " could not be read yet");
        assertThat(passports.waiting()).contains(details(known).file());

        imports.makeReady();

        assertThat(imports.isReady()).isTrue();
        assertThat(imports.keep(file.file(), "tok.safetensors", draft(BaseModel.FLUX1_DEV)))
                .isNotNull();
    }

    @Test
    void aFileThatIsGoneIsAskedForAgain() {
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.IMPORT, QueryParameters.of("file", "f".repeat(64)));

        assertThat(words(page())).contains("The file is no longer here");
        _assertNone(Button.class, spec -> spec.withText("Import as a version"));
    }

    private VersionId imported() {
        people.signIn(mara);
        return keep(draft(BaseModel.FLUX1_DEV));
    }

    private VersionId keep(ImportDraft draft) {
        return imports.keep(receive(FLUX).file(), "tok.safetensors", draft);
    }

    private UploadedLora receive(byte[] file) {
        return imports.receive(new ByteArrayInputStream(file), file.length);
    }

    private void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> receive(file))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining(reason);
    }

    private static ImportDraft draft(BaseModel model) {
        return draft(model, Set.of());
    }

    private static ImportDraft draft(BaseModel model, Set<AccountId> makers) {
        return new ImportDraft(
                AVA,
                model,
                "ohwx woman",
                "https://example.org/models/7",
                "ai-toolkit",
                "somebody",
                makers,
                "CC BY 4.0",
                "Ava is made up.");
    }

    private static TextField field(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    private static Component page() {
        return _get(Main.class);
    }

    private static String words(Component component) {
        return component.getElement().getTextRecursively();
    }
}
