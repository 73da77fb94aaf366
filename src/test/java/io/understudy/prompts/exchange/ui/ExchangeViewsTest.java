package io.understudy.prompts.exchange.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.UploadEvent;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.ui.ExportDialog;
import io.understudy.support.ViewTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

class ExchangeViewsTest extends ViewTest {
    @Autowired
    TemplateListService lists;

    @Autowired
    TemplateMetadataService marks;

    @BeforeEach
    void signIn() {
        signIn(people.member("Mara"));
    }

    @Test
    void whatAFileBringsIsSeenBeforeItIsAdded() {
        UI.getCurrent().navigate("prompts/import");
        arrive("[{\"name\": \"Film\", \"prompt\": \"{prompt}, film grain\", \"negative_prompt\": \"ugly\"},"
                + " {\"name\": \"\", \"prompt\": \"x\", \"negative_prompt\": \"\"}]");

        assertThat(_get(TemplateImportView.class).getElement().getTextRecursively())
                .contains("2 templates, of which 1 cannot be imported")
                .contains("FLUX does not use one")
                .contains("Please give the template a name");
        assertThat(_find(Checkbox.class)).extracting(Checkbox::getValue).containsExactly(true, false);
        _click(_get(Button.class, spec -> spec.withText("Import")));

        assertThat(lists.page(TemplateFilter.of("film grain"), TemplateSort.NAME, Pageable.ofSize(5)))
                .singleElement()
                .satisfies(
                        card -> assertThat(card.details().draft().text()).isEqualTo("[trigger] [subject], film grain"));
    }

    @Test
    void filesThatArriveTogetherAreReadTogether() {
        UI.getCurrent().navigate("prompts/import");
        TemplateImportView view = _get(TemplateImportView.class);

        view.read("prompt.txt", "a woman in a __hats__".getBytes(StandardCharsets.UTF_8));
        view.read("hats.txt", "cap\nberet\nstraw hat".getBytes(StandardCharsets.UTF_8));

        assertThat(view.getElement().getTextRecursively())
                .contains("prompt.txt, hats.txt")
                .contains("{@hats}: {cap|beret|straw hat}")
                .contains("[trigger] [subject], a woman in a {@hats}");
    }

    @Test
    void aFileThatIsNoneOfTheKnownKindsIsRefusedInWords() {
        UI.getCurrent().navigate("prompts/import");

        arrive("{\"a\": ");

        assertThat(_get(Notification.class).getElement().getTextRecursively()).contains("not JSON");
        assertThat(_find(Checkbox.class)).isEmpty();
    }

    @Test
    void aRefusedUploadIsSaidOnThePageAndIsNoErrorOfTheBrowser() throws Exception {
        UI.getCurrent().navigate("prompts/import");
        List<String> refused = new ArrayList<>();
        byte[] noText = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3};
        UploadEvent sent =
                new UploadEvent(
                        VaadinRequest.getCurrent(),
                        VaadinResponse.getCurrent(),
                        VaadinSession.getCurrent(),
                        "noise.bin",
                        noText.length,
                        "application/octet-stream",
                        _get(TemplateImportView.class).getElement(),
                        null) {
                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(noText);
                    }
                };

        new TemplateUpload((name, text) -> {}, refused::add).handleUploadRequest(sent);
        MockVaadin.clientRoundtrip(false);

        assertThat(refused).singleElement().satisfies(words -> assertThat(words).startsWith("noise.bin: "));
        assertThat(sent.isRejected()).isFalse();
    }

    @Test
    void oneUnreadableFileOfManyIsNamedAndKeepsNoOtherOut() {
        UI.getCurrent().navigate("prompts/import");
        TemplateImportView view = _get(TemplateImportView.class);

        view.read("prompt.txt", "a woman at the harbour wall".getBytes(StandardCharsets.UTF_8));
        view.read("broken.json", "{\"a\": ".getBytes(StandardCharsets.UTF_8));
        view.read("rain.txt", "a woman in violet rain".getBytes(StandardCharsets.UTF_8));

        assertThat(view.getElement().getTextRecursively())
                .contains("2 templates")
                .contains("Left out: broken.json: This is not JSON");
        _click(_get(Button.class, spec -> spec.withText("Import")));
        assertThat(lists.page(TemplateFilter.of("harbour wall"), TemplateSort.NAME, Pageable.ofSize(5)))
                .hasSize(1);
        assertThat(lists.page(TemplateFilter.of("violet rain"), TemplateSort.NAME, Pageable.ofSize(5)))
                .hasSize(1);
    }

    @Test
    void anExportSaysWhatItCannotHold() {
        marks.tag(
                lists.page(TemplateFilter.of("candid"), TemplateSort.NAME, Pageable.ofSize(1))
                        .getContent()
                        .getFirst()
                        .id(),
                List.of("outdoor"));
        UI.getCurrent().navigate("prompts");
        _click(_get(Button.class, spec -> spec.withText("Export")));
        @SuppressWarnings("unchecked")
        RadioButtonGroup<ExchangeFormat> format = _get(RadioButtonGroup.class);
        assertThat(_get(ExportDialog.class).getHeaderTitle()).isEqualTo("Export 3 templates");

        _setValue(format, ExchangeFormat.INVOKE_CSV);

        assertThat(_get(UnorderedList.class).getElement().getTextRecursively())
                .isEqualTo("Lifestyle: Its tags were left out.");
    }

    @Test
    void anExportNamesEveryTemplateThatLosesSomething() {
        List<TemplateCard> all = lists.page(TemplateFilter.of(""), TemplateSort.NAME, Pageable.ofSize(20))
                .getContent();
        all.forEach(card -> marks.tag(card.id(), List.of("outdoor")));
        UI.getCurrent().navigate("prompts");
        _click(_get(Button.class, spec -> spec.withText("Export")));
        @SuppressWarnings("unchecked")
        RadioButtonGroup<ExchangeFormat> format = _get(RadioButtonGroup.class);

        _setValue(format, ExchangeFormat.INVOKE_CSV);

        assertThat(_get(UnorderedList.class).getElement().getTextRecursively())
                .isEqualTo(
                        all.stream().map(card -> card.details().draft().name()).collect(Collectors.joining(", "))
                                + ": Its tags were left out.");
    }

    private static void arrive(String file) {
        _get(TemplateImportView.class).read("presets.json", file.getBytes(StandardCharsets.UTF_8));
    }
}
