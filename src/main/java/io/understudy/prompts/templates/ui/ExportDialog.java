package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.exchange.ConversionLoss;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompting.exchange.ExportedFile;
import io.understudy.prompting.exchange.TemplateFile;
import io.understudy.prompts.exchange.ExchangeService;
import io.understudy.prompts.templates.TemplateFilter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public class ExportDialog extends FormDialog {
    private final transient ExchangeService exchange;
    private final transient TemplateFilter filter;
    private final UnorderedList losses = new UnorderedList();
    private final Anchor download = new Anchor();
    private final RadioButtonGroup<ExchangeFormat> format = new RadioButtonGroup<>("Format");

    ExportDialog(ExchangeService exchange, TemplateFilter filter, long count) {
        super("Export " + Formats.plural(Math.min(count, TemplateFile.MOST), "template", "templates"), "38rem");
        this.exchange = exchange;
        this.filter = filter;
        if (count > TemplateFile.MOST) {
            add(new Paragraph("A file holds the first " + Formats.count(TemplateFile.MOST)
                    + " by name. Narrow the list with the search to export others."));
        }
        format.setItems(Arrays.stream(ExchangeFormat.values())
                .filter(ExchangeFormat::canBeWritten)
                .toList());
        format.setRenderer(Hint.ofChoices(ExchangeFormat::label, ExchangeFormat::meaning));
        format.addValueChangeListener(event -> describe(event.getValue()));
        losses.addClassNames("secondary-text", "prompt-remarks");
        download.setText("Download");
        download.addClassName("download-link");
        add(Styled.div("dialog-form", format, losses));
        getFooter().add(new Button("Close", event -> close()), download);
        format.setValue(ExchangeFormat.JSON);
    }

    private void describe(ExchangeFormat chosen) {
        losses.removeAll();
        Map<String, List<String>> templates = exchange.write(chosen, filter).losses().stream()
                .collect(Collectors.groupingBy(
                        ConversionLoss::words,
                        LinkedHashMap::new,
                        Collectors.mapping(ConversionLoss::template, Collectors.toList())));
        templates.entrySet().stream().limit(Wording.MOST_NAMED).forEach(loss -> {
            String which = Wording.first(
                    loss.getValue().stream()
                            .filter(name -> !name.isEmpty())
                            .distinct()
                            .toList(),
                    Wording.MOST_NAMED);
            losses.add(new ListItem(which.isEmpty() ? loss.getKey() : which + ": " + loss.getKey()));
        });
        if (templates.size() > Wording.MOST_NAMED) {
            losses.add(new ListItem("and " + (templates.size() - Wording.MOST_NAMED) + " more"));
        }
        losses.setVisible(!templates.isEmpty());
        download.setHref(DownloadHandler.fromInputStream(event -> {
            ExportedFile written = exchange.write(chosen, filter);
            byte[] bytes = written.text().getBytes(StandardCharsets.UTF_8);
            return new DownloadResponse(
                    new ByteArrayInputStream(bytes),
                    "prompts." + chosen.ending(),
                    chosen.ending().equals("csv") ? "text/csv" : "application/json",
                    bytes.length);
        }));
    }
}
