package io.understudy.versions.registry;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.UploadKt._upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.lora.passport.PassportReader;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.passports.PassportJob;
import io.understudy.versions.passports.PassportService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class VersionLookupTest extends VersionsTest {
    private static final byte[] FILE = SyntheticLora.kohyaFlux1(1, 1).bytes();

    @Autowired
    VersionLookup lookup;

    @Autowired
    PassportJob passportJob;

    @Autowired
    PassportService passports;

    @Test
    @Tag("twice")
    void aFileIsFoundByEachOfItsHashes() throws Exception {
        VersionId id = version(FILE);
        FileHashes hashes = hashes(FILE);

        for (String hash : List.of(
                hashes.sha256(),
                hashes.autoV2(),
                hashes.autoV3(),
                hashes.autoV3().substring(0, 12),
                "0x" + hashes.sshsModelHash(),
                " " + hashes.sha256().toUpperCase(Locale.ROOT) + " ")) {
            assertThat(lookup.byHash(hash))
                    .as(hash)
                    .extracting(known -> known.version().id())
                    .containsExactly(id);
        }
        assertThat(lookup.byHash("0".repeat(64))).isEmpty();
    }

    @Test
    void theLayersOfAFileThatWasReadAreKept() throws Exception {
        VersionId id = version(FILE);

        assertThat(passports.details(details(id).file()).layers()).isNotEmpty();
    }

    @Test
    void aTextThatIsNoHashIsRefused() {
        people.signIn(mara);

        assertThatThrownBy(() -> lookup.byHash("ava-lindqvist"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("A hash has 10 to 64 digits");
    }

    @Test
    void theSameWeightsUnderOtherMetadataAreFoundAndSaidSo() throws Exception {
        VersionId id = version(FILE);
        byte[] renamed = SyntheticLora.kohyaFlux1(1, 1)
                .metadata("modelspec.title", "From the internet")
                .bytes();

        assertThat(lookup.byFile(hashes(renamed)))
                .extracting(known -> known.version().id(), VersionLookup.Known::match)
                .containsExactly(tuple(id, VersionLookup.Match.WEIGHTS));
        assertThat(lookup.byFile(hashes(FILE)).getFirst().match()).isEqualTo(VersionLookup.Match.FILE);
    }

    @Test
    void theVersionThatMayBeUsedComesFirst() throws Exception {
        VersionId draft = version(FILE);
        VersionId revoked = version(FILE);
        people.signIn(ines);
        act(ReviewAction.REVOKE, revoked, seen(revoked));

        assertThat(lookup.byHash(hashes(FILE).sha256()))
                .extracting(known -> known.version().id())
                .containsExactly(revoked, draft);
    }

    @Test
    void theInspectPageReadsAFileWithoutKeepingItAndKnowsWhetherItIsOurs() throws Exception {
        version(FILE);
        signIn(mara);
        long blobsBefore = blobCount();
        UI.getCurrent().navigate(VersionRoutes.INSPECT);

        _upload(_get(Upload.class), "ava.safetensors", FILE);
        MockVaadin.clientRoundtrip(false);
        assertThat(words())
                .contains("fits FLUX.1 dev", "304 of 304 block layers", "It is not approved for production yet.");

        _upload(
                _get(Upload.class),
                "other.safetensors",
                SyntheticLora.kohyaFlux1(2, 1).bytes());
        MockVaadin.clientRoundtrip(false);
        assertThat(words()).contains("No version of this team has these bytes or these weights.");
        _get(Button.class, spec -> spec.withText("Side by side with ava.safetensors"))
                .click();
        assertThat(words()).contains("These are different weights.");
        assertThat(blobCount()).isEqualTo(blobsBefore);
    }

    @Test
    void theInspectPageLooksUpHashes() throws Exception {
        version(FILE);
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.INSPECT);

        TextField hash = _get(TextField.class, spec -> spec.withLabel("Hash"));
        _setValue(hash, hashes(FILE).autoV2());
        assertThat(words()).contains("ava-lindqvist_v1_1000steps");
        assertThat(words()).doesNotContain("metadata");
        _setValue(hash, hashes(FILE).autoV3());
        assertThat(words())
                .contains(
                        "ava-lindqvist_v1_1000steps", "This hash is of the weights alone, so the metadata may differ.");
        _setValue(hash, "no hash");
        assertThat(hash.isInvalid()).isTrue();
        assertThat(hash.getErrorMessage()).startsWith("A hash has 10 to 64 digits");
    }

    private VersionId version(byte[] file) throws Exception {
        VersionId id = runs.finishWith(file, "fal", mara);
        passportJob.settled().get(2, TimeUnit.MINUTES);
        people.signIn(mara);
        return id;
    }

    private long blobCount() {
        return jdbc.sql("select count(*) from blob").query(Long.class).single();
    }

    private static FileHashes hashes(byte[] file) throws IOException {
        return PassportReader.read(new ByteArrayInputStream(file), file.length).hashes();
    }

    private static String words() {
        Component page = _get(Main.class);
        return page.getElement().getTextRecursively();
    }
}
