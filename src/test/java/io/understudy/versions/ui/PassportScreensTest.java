package io.understudy.versions.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTableRow;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit.Outcome;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.search.SearchText;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportJob;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.VersionLookup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class PassportScreensTest extends VersionsTest {
    @Autowired
    PassportService passports;

    @Autowired
    PassportJob passportJob;

    @Autowired
    VersionSignals signals;

    @Autowired
    VersionSearch search;

    @Autowired
    ReviewsOnHome home;

    @Test
    void everyVersionGetsItsPassportByItself() throws Exception {
        VersionId id = runs.finishWith(SyntheticLora.kohyaFlux1(1, 1).bytes(), "fal", mara);
        settle();

        people.signIn(mara);
        FilePassport passport = passports.find(details(id).file()).orElseThrow();
        assertThat(passport.state()).isEqualTo(FilePassport.State.READ);
        assertThat(passport.read().orElseThrow().modules()).isEqualTo(304);
        assertThat(passport.fit(BaseModel.FLUX1_DEV).orElseThrow().outcome()).isEqualTo(Outcome.FITS);
        assertThat(passport.fit(BaseModel.FLUX2_DEV).orElseThrow().outcome()).isEqualTo(Outcome.DOES_NOT_FIT);
    }

    @Test
    void aFileThatIsNoLoraFileSaysSoInsteadOfAPassport() throws Exception {
        VersionId id = runs.finishWith("no LoRA".getBytes(UTF_8), "fal", mara);
        settle();

        signIn(mara);
        FilePassport passport = passports.find(details(id).file()).orElseThrow();
        assertThat(passport.state()).isEqualTo(FilePassport.State.MALFORMED);
        assertThat(passport.fit(BaseModel.MINIATURE).orElseThrow().reason()).startsWith("The file cannot be read:");
        UI.getCurrent().navigate(VersionRoutes.passport(id));
        assertThat(words(page())).contains("This is not a sound LoRA file");
    }

    @Test
    void aBrokenFileIsCalledSoInListsAndWhereVersionsAreChosen() throws Exception {
        VersionId id = runs.finishWith("no LoRA".getBytes(UTF_8), "fal", mara);
        settle();

        signIn(mara);
        VersionCard card = details(id).card();
        assertThat(card.marked()).isEqualTo(card.name() + " · broken file");
        assertThat(card.fault()).hasValueSatisfying(words -> assertThat(words).startsWith("broken file: "));
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));
        assertThat(words(page())).contains("broken file").doesNotContain("fits FLUX.1 dev");
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(words(page())).contains("broken file: The file cannot be read");
        assertThat(search.find(new SearchText(card.name())))
                .singleElement()
                .satisfies(hit -> assertThat(hit.detail()).endsWith(", broken file"));
        assertThat(home.panels())
                .as("on the home page")
                .anySatisfy(panel -> assertThat(words(panel)).contains(card.name(), "broken file"));
        assertThat(words(new LookupAnswer(List.of(new VersionLookup.Known(card, VersionLookup.Match.FILE)))))
                .as("what the inspection of a file finds")
                .contains("broken file");
    }

    @Test
    void theVersionsPageShowsThePassportAsSoonAsTheFileIsRead() throws Exception {
        VersionId id = runs.finishWith(SyntheticLora.kohyaFlux1(1, 1).bytes(), "fal", mara);
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        settle();
        MockVaadin.clientRoundtrip(false);

        assertThat(words(page()))
                .contains("fits FLUX.1 dev", "LoRA for FLUX.1, rank 1, scale 1, 304 modules", "no problems");
    }

    @Test
    void thePassportPageShowsABarForEveryBlock() throws Exception {
        VersionId id = runs.finishWith(SyntheticLora.kohyaFlux1(1, 1).bytes(), "fal", mara);
        settle();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.passport(id));

        List<String> titles = _find(ListItem.class).stream()
                .map(item -> item.getElement().getAttribute("title"))
                .filter(title -> title != null && title.startsWith("Block "))
                .toList();
        assertThat(titles).hasSize(57).allMatch(title -> title.endsWith("layers"));
        assertThat(words(page()))
                .contains("304 of 304 block layers", "kohya (sd-scripts, fluxgym, Civitai)", "fits FLUX.1 dev");
    }

    @Test
    void thePassportPageShowsTheLayersAndTheMetadataAsText() throws Exception {
        VersionId id = runs.finishWith(
                SyntheticLora.kohyaFlux1(1, 1)
                        .metadata("ss_tag_frequency", "{\"10_ava\":{\"freckles\":40}}")
                        .metadata("ss_training_comment", "<b>bold</b>")
                        .bytes(),
                "fal",
                mara);
        settle();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.passport(id));

        assertThat(_get(Grid.class).getListDataView().getItemCount()).isEqualTo(304);
        assertThat(words(page()))
                .contains("Rank 1, of which 1 carries 95 % of the change")
                .contains("freckles", "ss_training_comment", "<b>bold</b>")
                .contains("Metadata claims, checked against the bytes");
    }

    @Test
    void twoPassportsStandSideBySideWithTheirDifferencesMarked() throws Exception {
        VersionId first = runs.finishWith(SyntheticLora.kohyaFlux1(1, 1).bytes(), "fal", mara);
        VersionId second = runs.finishWith(SyntheticLora.kohyaFlux1(2, 1).bytes(), "fal", mara);
        settle();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.passport(first));

        @SuppressWarnings("unchecked")
        ComboBox<VersionCard> others = _get(ComboBox.class);
        _setValue(others, details(second).card());

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo(VersionRoutes.passports(first, second));
        List<String> different = _find(NativeTableRow.class).stream()
                .filter(row -> row.hasClassName("differs"))
                .map(row -> words(row))
                .toList();
        assertThat(different)
                .anyMatch(row -> row.startsWith("Rank"))
                .anyMatch(row -> row.startsWith("Effective scale"));
        assertThat(different).noneMatch(row -> row.startsWith("Model"));
        assertThat(_find(Div.class, spec -> spec.withClasses("passport-sameness"))
                        .getFirst()
                        .getText())
                .isEqualTo("These are different weights.");
    }

    private void settle() throws Exception {
        passportJob.settled().get(2, TimeUnit.MINUTES);
        signals.settled().get(2, TimeUnit.MINUTES);
    }

    private static Component page() {
        return _get(Main.class);
    }

    private static String words(Component component) {
        return component.getElement().getTextRecursively();
    }
}
