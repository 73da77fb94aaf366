package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.characters.ui.AdviceText;
import io.understudy.lora.Strength;
import io.understudy.lora.overlap.Overlap;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.overlap.FileOverlap;
import io.understudy.prompts.stacks.overlap.OverlapAdvice;
import io.understudy.prompts.stacks.overlap.OverlapService.Meeting;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

class OverlapPanel extends Panel {
    OverlapPanel() {
        setVisible(false);
    }

    void show(List<Meeting> meetings, Function<StackableLora, Strength> strength, Consumer<Meeting> again) {
        removeAll();
        setVisible(!meetings.isEmpty());
        Paragraph how = new Hint("Computed from the weights of the files, for strength 1 and for yours.");
        add(new H2("Overlap between these LoRAs"), how);
        meetings.forEach(meeting -> add(about(meeting, strength, again)));
    }

    private static Div about(Meeting meeting, Function<StackableLora, Strength> strength, Consumer<Meeting> again) {
        FileOverlap found = meeting.overlap();
        String one = meeting.first().name();
        String other = meeting.second().name();
        Overlap overlap = found.overlap();
        AdviceText text = new AdviceText();
        Div row = Styled.div("overlap", text);
        if (overlap != null) {
            text.show(OverlapAdvice.of(
                    one, strength.apply(meeting.first()), other, strength.apply(meeting.second()), overlap));
            if (!overlap.strongest().isEmpty()) {
                row.add(new Details("Layers that share most", table(overlap, one, other)));
            }
        } else {
            text.show(
                    found.problem() == null
                            ? Advice.hint(one + " and " + other + " are being compared…")
                            : Advice.warning(one + " and " + other + " could not be compared. " + found.problem()));
            if (found.problem() != null
                    && meeting.first().verdict().broken() == null
                    && meeting.second().verdict().broken() == null) {
                row.add(Buttons.small("Compare again", click -> again.accept(meeting)));
            }
        }
        return row;
    }

    private static Div table(Overlap overlap, String one, String other) {
        DataTable table = new DataTable("overlap-table", "Layer", "shared", "cosine", "of " + one, "of " + other);
        for (Overlap.Layer layer : overlap.strongest()) {
            table.row(
                    layer.name(),
                    percent(layer.shared()),
                    String.format(Locale.ROOT, "%.2f", layer.cosine()),
                    percent(layer.shareOfFirst()),
                    percent(layer.shareOfSecond()));
        }
        Div scroller = Styled.div("overlap-scroller", table);
        if (overlap.notCompared() > 0) {
            scroller.add(new Paragraph(overlap.notCompared()
                    + " layers are factored in another way (such as LoKr and LoHa) and were" + " not compared."));
        }
        return scroller;
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }
}
