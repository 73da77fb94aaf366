package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.understudy.lora.passport.PassportDetails;
import io.understudy.lora.passport.PassportDetails.Tag;
import io.understudy.lora.passport.PassportDetails.Text;
import io.understudy.lora.passport.PassportDetails.TrainingData;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;

/** All that the file's metadata says, as it stands there: text, whatever it contains. */
public class MetadataPanel extends Panel {
    private static final int LONG = 160;
    private static final int TAGS_SHOWN = 60;

    public MetadataPanel(PassportDetails details) {
        super("Metadata, as the file has it");
        if (details.metadata().isEmpty()) {
            add(new Paragraph("The file has no metadata."));
            return;
        }
        TrainingData data = details.trainingData();
        if (!data.tags().isEmpty()) {
            add(new H3("Caption tags"), tags(data));
        }
        if (!data.folders().isEmpty()) {
            add(new H3("Datasets"), folders(data));
        }
        if (!data.mergedFrom().isEmpty()) {
            add(new H3("Merged from"), new Paragraph(String.join(", ", data.mergedFrom())));
        }
        add(new H3("Every key"), texts(details));
    }

    private static Component tags(TrainingData data) {
        Div tags = Styled.div("metadata-tags");
        for (Tag tag : data.tags().subList(0, Math.min(TAGS_SHOWN, data.tags().size()))) {
            Span word = new Span(tag.tag());
            word.setTitle(tag.folder());
            tags.add(Styled.div("metadata-tag", word, Hint.inline(Formats.count(tag.count()))));
        }
        int hidden = data.allTags() - Math.min(TAGS_SHOWN, data.tags().size());
        if (hidden > 0) {
            tags.add(Hint.inline("and %s less frequent".formatted(Formats.count(hidden))));
        }
        return tags;
    }

    private static Component folders(TrainingData data) {
        DataTable table = new DataTable("passport-table", "Folder", "Images", "Repeats");
        data.folders()
                .forEach(folder -> table.row(
                        folder.name(),
                        folder.images() == 0 ? "–" : Formats.count(folder.images()),
                        folder.repeats() == 0 ? "–" : Formats.count(folder.repeats())));
        return table;
    }

    private static Facts texts(PassportDetails details) {
        Facts facts = new Facts();
        facts.addClassName("metadata-texts");
        details.metadata()
                .forEach(text ->
                        facts.add(new DescriptionList.Term(text.key()), new DescriptionList.Description(value(text))));
        return facts;
    }

    private static Component value(Text text) {
        if (text.length() <= LONG && text.value().indexOf('\n') < 0) {
            return new Span(text.value());
        }
        Div whole = new Div(new Pre(text.value()));
        if (text.isCut()) {
            whole.add(new Hint("The first %s of %s characters."
                    .formatted(Formats.count(text.value().length()), Formats.count(text.length()))));
        }
        int shown = Math.min(LONG / 2, text.value().length());
        Details folded = new Details(
                "%s… (%s characters)"
                        .formatted(text.value().substring(0, shown).replace('\n', ' '), Formats.count(text.length())),
                whole);
        folded.addClassName("metadata-long");
        return folded;
    }
}
